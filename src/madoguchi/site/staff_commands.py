"""Commands over staff: who works here, with which roles, and what an operator does when somebody is locked out."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from madoguchi.site.commands import complain, say, start_django

if TYPE_CHECKING:
    from madoguchi.people.models import Staff


def add_staff(args: argparse.Namespace) -> int:
    """A new member of staff with one role, and the password for the first sign-in. Also the first account of all."""
    start_django()
    from django.db import transaction

    from madoguchi.people import actions
    from madoguchi.people.models import Staff
    from madoguchi.trail.actor import SYSTEM

    if problem := _wrong_role(args.office, args.role):
        return complain(problem)
    if Staff.objects.filter(login=args.login).exists():
        return complain(f"ログイン名「{args.login}」は、もう使われています。")
    password, problem = _asked_password(args) if args.ask else (actions.new_password(), "")
    if problem:
        return complain(problem)
    with transaction.atomic():
        staff = actions.add_staff(
            login=args.login, name=args.name, title=args.title, password=password, by=SYSTEM, once=not args.ask
        )
        actions.grant_role(staff=staff, office=args.office, role=args.role, by=SYSTEM)
    say(f"{args.name}({args.login})を加えました。役割: {args.office} {args.role}")
    if not args.ask:
        _tell(password)
    return 0


def reset_staff(args: argparse.Namespace) -> int:
    """A one-time password for somebody who forgot theirs, or who lost telephone or passkey."""
    staff = _staff(args.login)
    if staff is None:
        return _unknown(args.login)
    from madoguchi.people import actions
    from madoguchi.trail.actor import SYSTEM

    password = actions.reset_staff(staff=staff, by=SYSTEM, factors=args.second_factor)
    say(f"{staff.name}({staff.login})のサインインを、いまの分もふくめてすべて終わらせました。")
    if args.second_factor:
        say("2つ目の確認(認証アプリ、パスキー、予備のコード)も消しました。次のサインインで設定し直します。")
    _tell(password)
    return 0


def grant_role(args: argparse.Namespace) -> int:
    staff = _staff(args.login)
    if staff is None:
        return _unknown(args.login)
    from madoguchi.people import actions
    from madoguchi.trail.actor import SYSTEM

    if problem := _wrong_role(args.office, args.role):
        return complain(problem)
    actions.grant_role(staff=staff, office=args.office, role=args.role, by=SYSTEM)
    say(f"{staff.name}({staff.login})に役割をつけました: {args.office} {args.role}")
    return 0


def end_role(args: argparse.Namespace) -> int:
    """Ends the role at once; that it was held stays written."""
    staff = _staff(args.login)
    if staff is None:
        return _unknown(args.login)
    from madoguchi.people import actions
    from madoguchi.people.queries import grants_of
    from madoguchi.trail.actor import SYSTEM

    held = [grant for grant in grants_of(staff) if (grant.office_id, grant.role) == (args.office, args.role)]
    for grant in held:
        actions.end_role(grant=grant, by=SYSTEM)
    if not held:
        return complain(f"{staff.name}({staff.login})に、いまその役割はありません: {args.office} {args.role}")
    say(f"{staff.name}({staff.login})の役割を終わらせました: {args.office} {args.role}")
    return 0


def remove_staff(args: argparse.Namespace) -> int:
    """The person leaves: no sign-in any more. The name stays on what was decided."""
    staff = _staff(args.login)
    if staff is None:
        return _unknown(args.login)
    from madoguchi.people import actions
    from madoguchi.trail.actor import SYSTEM

    actions.deactivate_staff(staff=staff, by=SYSTEM)
    say(f"{staff.name}({staff.login})は、もうサインインできません。決定などに残る名前は変わりません。")
    return 0


def link_staff(args: argparse.Namespace) -> int:
    """Link a member of staff to a subject of the town's identity provider."""
    staff = _staff(args.login)
    if staff is None:
        return _unknown(args.login)
    from madoguchi.people import actions, oidc
    from madoguchi.trail.actor import SYSTEM

    if not oidc.town():
        return complain("庁内の認証サーバーが設定されていません。MADOGUCHI_OIDC_ISSUER を設定してください。")
    key = oidc.issuer_key(oidc.town()["issuer"])
    try:
        actions.link_identity(staff=staff, issuer_key=key, subject=args.subject, by=SYSTEM)
    except actions.IdentityTaken:
        return complain("この ID はほかの職員のものか、この職員にはもう別の ID が結びついています。")
    say(f"{staff.name}({staff.login})と庁内の ID を結びつけました。")
    return 0


def unlink_staff(args: argparse.Namespace) -> int:
    """Undo `link_staff`: a wrong subject, or a person who has got another one."""
    staff = _staff(args.login)
    if staff is None:
        return _unknown(args.login)
    from madoguchi.people import actions
    from madoguchi.trail.actor import SYSTEM

    if not actions.unlink_identity(staff=staff, by=SYSTEM):
        return complain(f"{staff.name}({staff.login})に、結びついている ID はありません。")
    say(f"{staff.name}({staff.login})は、庁内の ID ではサインインできなくなりました。")
    return 0


def _staff(login: str) -> "Staff | None":
    start_django()
    from madoguchi.people.models import Staff

    return Staff.objects.filter(login=login).first()


def _unknown(login: str) -> int:
    return complain(f"ログイン名「{login}」の職員はいません。")


def _wrong_role(office: str, role: str) -> str:
    """What is wrong with a role in an office; empty when nothing is. Brings the offices up to municipality.yaml first."""
    from django.conf import settings

    from madoguchi.declare.loading import DeclarationErrors, load_town
    from madoguchi.people.actions import sync_offices
    from madoguchi.people.models import ROLES, Office

    try:
        sync_offices(load_town(settings.MADOGUCHI_TOWN))
    except DeclarationErrors:
        return f"宣言に誤りがあります。`madoguchi check {settings.MADOGUCHI_TOWN}` で確かめてください。"
    if role not in ROLES:
        return f"役割「{role}」はありません。あるもの: {', '.join(ROLES)}"
    known = Office.objects.order_by("pk").values_list("pk", flat=True)
    return "" if office in known else f"課「{office}」はありません。あるもの: {', '.join(known)}"


def _asked_password(args: argparse.Namespace) -> tuple[str, str]:
    """(password, what is wrong with it), typed twice at the terminal, or piped in once."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from madoguchi.people.models import Staff

    typed = getpass.getpass("パスワード: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if sys.stdin.isatty() and getpass.getpass("もう一度: ") != typed:
        return "", "2回の入力が同じではありません。"
    try:
        validate_password(typed, Staff(login=args.login, name=args.name))
    except ValidationError as error:
        return "", " ".join(error.messages)
    return typed, ""


def _tell(password: str) -> None:
    say(
        f"一度だけのパスワード: {password}",
        "72時間のうちに、本人だけに渡してください。最初のサインインで、本人が新しいものに替えます。",
    )
