"""Commands that need Django and end by themselves."""

import argparse
import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from madoguchi.declare.loading import Town
    from madoguchi.people.models import Staff


def start_django() -> None:
    """Load settings and rooms. Whatever is written from here on (database, sessions in it, files) is the owner's alone."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
    import django

    django.setup()


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def complain(*lines: str) -> int:
    """Say what is wrong and how to mend it; returns the exit status of a failure."""
    sys.stderr.write("\n".join(lines) + "\n")
    return 1


def migrate(args: argparse.Namespace) -> int:
    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    say("データベースは今の版です。")
    return 0


def init_keys(args: argparse.Namespace) -> int:
    start_django()
    from django.conf import settings

    from madoguchi.protect import keys

    try:
        keys.init_keys(settings.MADOGUCHI_KEY_FILE)
    except keys.KeyFileError as error:
        return complain(str(error))
    say(
        f"鍵ファイルを作りました: {settings.MADOGUCHI_KEY_FILE}",
        "この鍵をなくすと、記録はだれにも開けません。データとは別の場所に控えてください。",
    )
    return 0


def rotate_keys(args: argparse.Namespace) -> int:
    start_django()
    from django.conf import settings

    from madoguchi.protect import keys

    try:
        key_id = keys.rotate(settings.MADOGUCHI_KEY_FILE, demo=settings.MADOGUCHI_DEMO)
    except keys.KeyFileError as error:
        return complain(str(error))
    say(
        f"新しい鍵「{key_id}」に替えました。以前の鍵も、以前の記録を開くために要ります。動いている窓口は再起動してください。"
    )
    return 0


def policy(args: argparse.Namespace) -> int:
    """Print the table of who may open what. Everything else is refused."""
    start_django()
    from madoguchi.protect.policy import lines, shield_lines

    say("だれ\tかかわり\t出口\t状態\t証明\t閲覧記録\tことば", *("\t".join(line) for line in lines()))
    say("", "支援措置の対象の方がいる記録では、上で許されたもののうち、次のものだけが残ります。")
    say("だれ\tかかわり\t出口\t残るもの\tことば", *("\t".join(line) for line in shield_lines()))
    return 0


def publish(args: argparse.Namespace) -> int:
    """Publish the version that the town's files propose, in the name of a member of staff."""
    try:
        first_day = date.fromisoformat(args.first_day)
    except ValueError:
        return complain("--from は 2026-04-01 の形で書いてください。")
    start_django()
    from madoguchi.declare.versions import close

    town = _town()
    if town is None:
        return 1
    if args.slug not in town.procedures:
        return complain(f"手続き「{args.slug}」はありません。あるもの: {', '.join(sorted(town.procedures))}")
    return _publish(close(town, args.slug), login=args.by, first_day=first_day)


def _publish(version: Any, *, login: str, first_day: date) -> int:
    from madoguchi.people.session import actor_of_staff
    from madoguchi.receive.actions import publish_procedure

    staff = _publisher(login)
    if staff is None:
        return complain(f"「{login}」は、手続きを公開する役割(publisher)のある職員ではありません。")
    publish_procedure(version, applies_from=first_day, by=actor_of_staff(staff))
    say(f"公開しました: {version.procedure.title.ja}({first_day.isoformat()} から、{staff.name})", version.hash)
    return 0


def publish_register(args: argparse.Namespace) -> int:
    """Publish the version of a register that the town's files propose, in the name of a member of staff."""
    start_django()
    from madoguchi.declare.versions import close_register
    from madoguchi.people.session import actor_of_staff
    from madoguchi.registers import actions

    town = _town()
    if town is None:
        return 1
    if args.slug not in town.registers:
        return complain(f"台帳「{args.slug}」はありません。あるもの: {', '.join(sorted(town.registers))}")
    staff = _publisher(args.by)
    if staff is None:
        return complain(f"「{args.by}」は、公開する役割(publisher)のある職員ではありません。")
    version = close_register(town, args.slug)
    actions.publish_register(version, by=actor_of_staff(staff))
    say(f"公開しました: {version.procedure.title.ja}({staff.name})", version.hash)
    return 0


def _publisher(login: str) -> "Staff | None":
    """The member of staff of that login, if they may publish."""
    from madoguchi.people.models import Staff
    from madoguchi.people.queries import roles_anywhere

    staff = Staff.objects.filter(login=login, active=True).first()
    return staff if staff and "publisher" in roles_anywhere(staff) else None


def _town() -> "Town | None":
    """What the files declare; None when they are wrong, which is then said."""
    from madoguchi.declare.loading import DeclarationErrors, load_town

    try:
        return load_town(_town_folder())
    except DeclarationErrors:
        complain(f"宣言に誤りがあります。`madoguchi check {_town_folder()}` で確かめてください。")
        return None


def _town_folder() -> Any:
    from django.conf import settings

    return settings.MADOGUCHI_TOWN
