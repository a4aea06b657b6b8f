"""A dataset that is counted from claims, made as an office makes it."""

import csv
import io
from datetime import date

from madoguchi.demo.ward import Ward
from madoguchi.publish import actions
from madoguchi.publish.models import Release
from madoguchi.publish.queries.releases import folder
from madoguchi.trail import worker

SLUG = "jido-teate-machibetsu"
SEPTEMBER, OCTOBER = date(2026, 9, 10), date(2026, 10, 12)
FIRST, SECOND = "2026-09", "2026-10"
MANY = {"若草町": 9, "青葉台": 7, "本町": 8, "川端町": 6, "駅前": 12, "東山": 6, "桜ケ丘": 2}


def counted(ward: Ward, slug: str = SLUG, *, by: str = "nagai") -> Release:
    made = actions.propose_count(slug=slug, by=ward.actor(by))
    worker.run_due()
    made.refresh_from_db()
    return made


def released(ward: Ward) -> Release:
    made = counted(ward)
    actions.release(release=made, by=ward.actor("mori"))
    return made


def rows(release: Release) -> list[dict[str, str]]:
    text = (folder(release.hash) / "data.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def shown(release: Release, period: str = FIRST) -> dict[str, str]:
    return {row["町"]: row["件数"] or row["秘匿"] for row in rows(release) if row["期間"] == period}
