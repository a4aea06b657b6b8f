"""`madoguchi publish-dataset`: a file goes the keeper's way, from the check to the release, in a person's name."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.site.commands import complain, say, start_django

if TYPE_CHECKING:
    from madoguchi.publish.models import Check, Release
    from madoguchi.trail.actor import Actor


def publish_dataset(args: argparse.Namespace) -> int:
    """Check, propose, build, and with `--release` let out. Exit status 1 when a person has to look first."""
    path = Path(args.path)
    if not path.is_file():
        return complain(f"ファイルがありません: {path}")
    start_django()
    from madoguchi.publish import errors

    by = _staff(args.by)
    if missing := [login for login in (args.by, args.release) if login and _staff(login) is None]:
        return complain(f"ログイン名「{missing[0]}」の職員はいません。")
    try:
        return _publish(args, path, by)  # type: ignore[arg-type]  # looked for above
    except errors.NotTaken as trouble:
        return complain(trouble.words)
    except (errors.NotYours, errors.NotAnnounced, errors.SlugTaken, errors.NotLookedAt) as trouble:
        return complain(TROUBLES[type(trouble).__name__].format(**vars(args)))


def keep_releases(args: argparse.Namespace) -> int:
    """What was released before there was a storage goes there; what a new machine has not, comes from there."""
    start_django()
    from django.conf import settings

    from madoguchi.publish.actions.keeping import keep_all
    from madoguchi.publish.release.store import Unreachable

    if settings.MADOGUCHI_RELEASES is None:
        return complain("MADOGUCHI_RELEASES が空です。", "docs/how-to/keep-releases-in-s3.md を見てください。")
    try:
        put, fetched = keep_all(settings.MADOGUCHI_RELEASES)
    except Unreachable as trouble:
        return complain(
            f"保存先につながらないか、断られました ({trouble.strerror})。", "つながれば、続きから同じ命令でできます。"
        )
    except FileNotFoundError as lost:
        return complain(f"どちらの場所にもない版があります: {lost}", "控えから releases/ を戻してください。")
    say(f"保存先に加えた版: {put}、取り寄せた版: {fetched}。両方の場所がそろいました。")
    return 0


TROUBLES = {
    "NotYours": "「{by}」か「{release}」には、課「{office}」でそれをする役割がありません。",
    "SamePerson": "作った人は、自分では公開できません。版は公開待ちです。--release に、ほかの人のログイン名を書いてください。",
    "NotAnnounced": "列が変わる版です。/staff/data/releases/ で、先に予告してください。版は公開待ちです。",
    "SlugTaken": "「{slug}」は、ほかの課のデータが使っています。--slug を変えてください。",
    "NotLookedAt": "個人に関わるかもしれないセルがあります。/staff/data/ で、人が見てからもう一度してください。",
}


def _staff(login: str) -> "Actor | None":
    from madoguchi.people.models import Staff
    from madoguchi.people.session import actor_of_staff

    found = Staff.objects.filter(login=login, active=True).first()
    return actor_of_staff(found) if found else None


def _publish(args: argparse.Namespace, path: Path, by: "Actor") -> int:
    from madoguchi.publish import actions
    from madoguchi.publish.errors import SlugTaken

    with path.open("rb") as source:
        pieces = iter(lambda: source.read(1 << 20), b"")
        check = actions.bring(office=args.office, name=path.name, pieces=pieces, by=by)
    _carry_out("check", check)
    if check.state != check.State.DONE:
        told = check.trouble or {"ja": "点検が終わりませんでした。", "mend_ja": "もう一度してください。"}
        return complain(told["ja"], told["mend_ja"])
    try:
        dataset = actions.describe_dataset(
            slug=args.slug, office=args.office, by=by, title=args.title, standard=check.standard
        )
    except SlugTaken:
        return complain(
            f"「{args.slug}」は、ほかの課のデータか、ほかのページが使っています。",
            "ちがうアドレスの名前にしてください。",
        )
    release = actions.propose_release(dataset=dataset, check=check, by=by)
    _carry_out("release", release)
    if release.state != release.State.PENDING:
        return complain((release.trouble or {"ja": "版を作れませんでした。"})["ja"])
    say(f"版ができました: {args.title} 第{release.number}版、{release.rows}行", release.hash, *_difference(release))
    if args.release and (letting := _staff(args.release)):
        actions.release(release=release, by=letting)
        say(f"公開しました: /data/{args.slug}/")
    return 0


def _carry_out(kind: str, one: "Check | Release") -> None:
    """What the worker would do with this one, here and now; a running worker may have been faster."""
    from madoguchi.trail.actions import carry_out, claim
    from madoguchi.trail.models import Handover

    waiting = Handover.objects.filter(event__about_kind=kind, event__about_id=str(one.pk), state="waiting")
    for handover in claim(list(waiting.values_list("pk", flat=True))):
        carry_out(handover)
    one.refresh_from_db()


def _difference(release: "Release") -> list[str]:
    told = release.told
    if not told:
        return ["はじめての版です。"]
    columns = [f"なくなった列: {name}" for name in told["removed_columns"]]
    columns += [f"増えた列: {name}" for name in told["added_columns"]]
    columns += [f"値の形が変わった列: {name} ({was} → {now})" for name, was, now in told["changed_columns"]]
    return [*columns, f"行: {told['rows_before']} → {told['rows_after']}"]
