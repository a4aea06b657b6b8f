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
    from madoguchi.people.models import Staff
    from madoguchi.people.session import actor_of_staff
    from madoguchi.publish import errors

    staff = Staff.objects.filter(login=args.by, active=True).first()
    if staff is None:
        return complain(f"ログイン名「{args.by}」の職員はいません。")
    try:
        return _publish(args, path, actor_of_staff(staff))
    except errors.NotYours:
        return complain(f"「{args.by}」には、課「{args.office}」でそれをする役割がありません。")
    except errors.NotTaken as trouble:
        return complain(trouble.words)
    except errors.SlugTaken:
        return complain(f"「{args.slug}」は、ほかの課のデータが使っています。--slug を変えてください。")
    except errors.NotLookedAt:
        return complain("個人に関わるかもしれないセルがあります。/staff/data/ で、人が見てからもう一度してください。")


def _publish(args: argparse.Namespace, path: Path, by: "Actor") -> int:
    from madoguchi.publish import actions

    with path.open("rb") as source:
        pieces = iter(lambda: source.read(1 << 20), b"")
        check = actions.bring(office=args.office, name=path.name, pieces=pieces, by=by)
    _carry_out("check", check)
    if check.state != check.State.DONE:
        told = check.trouble or {"ja": "点検が終わりませんでした。", "mend_ja": "もう一度してください。"}
        return complain(told["ja"], told["mend_ja"])
    dataset = actions.describe_dataset(
        slug=args.slug, office=args.office, by=by, title=args.title, standard=check.standard
    )
    release = actions.propose_release(dataset=dataset, check=check, by=by)
    _carry_out("release", release)
    if release.state != release.State.PENDING:
        return complain((release.trouble or {"ja": "版を作れませんでした。"})["ja"])
    say(f"版ができました: {args.title} 第{release.number}版、{release.rows}行", release.hash, *_difference(release))
    if args.release:
        actions.release(release=release, by=by)
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
