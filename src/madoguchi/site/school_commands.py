"""`madoguchi import-roster`: a school's roster from OneRoster CSV, everything or nothing, with a list of what does not fit."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.site.commands import complain, say, start_django

if TYPE_CHECKING:
    from madoguchi.receive.roster.plan import Plan


def import_roster(args: argparse.Namespace) -> int:
    """Read, compare, and take over; `--check` stops before the last."""
    start_django()
    from madoguchi.people.models import Staff
    from madoguchi.people.session import actor_of_staff
    from madoguchi.receive import actions
    from madoguchi.receive.queries.schools import meibo
    from madoguchi.receive.roster.bundle import from_folder, from_zip
    from madoguchi.receive.roster.plan import plan_of
    from madoguchi.receive.roster.reading import read_roster
    from madoguchi.trail import clock

    staff = Staff.objects.filter(login=args.by, active=True).first()
    if staff is None:
        return complain(f"ログイン名「{args.by}」の職員はいません。")
    version = meibo()
    if version is None:
        return complain(
            "名簿の手続き(gakko-meibo)がまだ公開されていません。`madoguchi publish-procedure gakko-meibo …`"
        )
    path = Path(args.path)
    if not path.exists():
        return complain(f"{path} がありません。OneRoster の CSV を入れたフォルダーか ZIP を示してください。")
    if path.is_dir():
        bundle = from_folder(path)
    else:
        with path.open("rb") as packed:
            bundle = from_zip(packed)
    roster = read_roster(bundle)
    try:
        if args.check:
            plan = plan_of(roster, version, today=clock.today())
        else:
            plan = actions.import_roster(roster=roster, version=version, by=actor_of_staff(staff))
    except actions.DoesNotFit as refused:
        plan = refused.plan
    return _tell(plan, checked_only=args.check)


def _tell(plan: "Plan", *, checked_only: bool) -> int:
    if plan.misfits:
        return complain(
            f"直すところが{len(plan.misfits)}件あります。何も取り込んでいません。",
            *(one.line() for one in plan.misfits),
        )
    counts = plan.counts()
    say(
        "確かめました。直すところはありません。" if checked_only else "取り込みました。",
        f"学校 {counts['schools']}、学級 {counts['classes']}、新しい人 {counts['new']}、変わった人 {counts['changed']}、"
        f"いなくなった人 {counts['left']}、同じままの人 {counts['unchanged']}",
        f"在籍 {counts['enrolments']}、終わる在籍 {counts['enrolments_ended']}、保護者の組 {counts['guardians']}",
        f"授業のクラス {counts['lessons']}件は、学級ではないので使いません。",
    )
    return 0
