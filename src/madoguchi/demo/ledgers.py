"""The ward's registers and their rows: imported as a clerk would, then lived with for a year."""

import re
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from madoguchi.declare.versions import close_register
from madoguchi.demo import committee
from madoguchi.demo.ward import Ward
from madoguchi.registers import actions
from madoguchi.registers.models import Row
from madoguchi.trail import clock

CLERK = "kurata"
ROWS = Path(__file__).parent / "rows"
LONG_AGO, FILLED = 360, {"kuni-e-no-shokai": 30}
"""How many days ago the rows of a register were brought in."""


def publish_registers(ward: Ward) -> None:
    """Every declared register, binding at once."""
    for slug in ward.town.registers:
        actions.publish_register(close_register(ward.town, slug), by=ward.actor(CLERK))


def fill_registers(ward: Ward) -> None:
    """The rows. `{40}` in a file of rows is the day forty days ago, so that the ward is never out of date."""
    for slug in ward.town.registers:
        if slug.startswith(committee.OWN):
            continue
        text = (ROWS / f"{slug}.csv").read_text("utf-8")
        raw = re.sub(r"\{(\d+)\}", lambda days: f"{clock.today() - timedelta(days=int(days[1]))}", text).encode()
        with clock.at(_at(FILLED.get(slug, LONG_AGO))):
            actions.import_rows(register=slug, raw=raw, why="これまでの台帳から移した", by=ward.actor(CLERK))


def live_with_registers(ward: Ward) -> None:
    """What happened since: most rows were looked at again, two were changed, one ended; some are overdue."""
    by = ward.actor(CLERK)
    for row in Row.objects.filter(book__in=("naibu-kiritsu", "hogo-suijun")).order_by("pk")[2:]:
        with clock.at(_at(40 + row.number)):
            actions.review_row(row=row, seen=row.revision, by=by)
    for row in Row.objects.filter(book="shingikai-iin").order_by("pk"):
        with clock.at(_at(33)):
            actions.review_row(row=row, seen=row.revision, by=by)
    words = "3人の欄を隠すだけでは足りない。行と列の合計からの引き算で元の数がわからないかを確かめること。"
    _change("kuni-e-no-shokai", 7, 20, "回答が届いた", ward, answer=words, state="answered")
    rule = "個人情報と、未公開の決定は入れない。入れたときは、その日のうちに区政情報課とIT推進課へ知らせる。"
    _change("naibu-kiritsu", 7, 12, "庁内の意見で、知らせる先を足した", ward, rule=rule)


def _change(register: str, number: int, days: int, why: str, ward: Ward, **answers: Any) -> None:
    row = Row.objects.get(book=register, number=number)
    with clock.at(_at(days)):
        actions.supersede_row(
            row=row, answers=row.plain | answers, why=why, seen=row.revision, by=ward.actor(CLERK), before=row.plain
        )


def _at(days: int) -> datetime:
    """Ten in the morning, so many days ago."""
    return datetime.combine(clock.today() - timedelta(days=days), time(10), clock.TOKYO)
