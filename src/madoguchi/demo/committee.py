"""The registers of the ward's fictional committee: written meeting by meeting, and opinions that become recommendations."""

import csv
import io
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

from madoguchi.demo.ward import Ward
from madoguchi.registers import actions
from madoguchi.registers.models import Row
from madoguchi.trail import clock

OWN = "iinkai-"
SECRETARY = "kase"
ROWS = Path(__file__).parent / "rows"
EARLIEST = 360
"""Days ago: what is older was brought in from the records that there were before."""
_DAYS = re.compile(r"\{(\d+)\}")
OPINIONS = "iinkai-iken"

ADOPTED: dict[int, tuple[str, str]] = {
    1: ("小さな数の保護", "データの公開に当たっては、小さな数が引き算でも分からないことを確かめ、その方法も示すべきである。"),
    2: ("窓口の負担の把握", "窓口で受けた申請についても、住民と職員の負担を測り、オンラインと並べて示すべきである。"),
    3: ("やめたページの改善", "途中でやめた人の多いページから順に、様式の見直しを行うべきである。"),
    5: ("データの使われ方", "公開したデータが使われた例を集め、次に公開するデータの順に反映させることを検討すべきである。"),
    7: ("欠席連絡の使いやすさ", "欠席連絡は、少ない操作で送れることを守り、保護者の負担を定期に確かめるべきである。"),
    9: ("手続を直せる職員", "課の職員が手続の文を自分で直せるよう、研修と相談の体制を整える必要がある。"),
}  # fmt: skip
"""By the number of the opinion: the heading and the wording that the committee adopted."""
DRAFTED: dict[int, tuple[str, str]] = {
    4: ("カードのない人の入口", "マイナンバーカードを持たない人のために、別の申請の方法を残すべきである。")
}
LEFT_OUT, CONFIRMED = (8,), (6, 10)


def keep_minutes(ward: Ward) -> None:
    """Every row on the day that stands in it. Then the opinions come as far as they came."""
    for slug in ward.town.registers:
        if slug.startswith(OWN):
            _write(ward, slug)
    for number in (*ADOPTED, *DRAFTED, *LEFT_OUT, *CONFIRMED):
        _to(ward, number, 100, "confirmed")
    for number, (place, wording) in {**ADOPTED, **DRAFTED}.items():
        _to(ward, number, 60, "draft", place=place, wording=wording)
    for number in ADOPTED:
        _to(ward, number, 20, "adopted")
    for number in LEFT_OUT:
        _to(ward, number, 60, "left-out")


def _write(ward: Ward, slug: str) -> None:
    head, *rows = csv.reader(io.StringIO((ROWS / f"{slug}.csv").read_text("utf-8")))
    for row in rows:
        days = next((int(found[1]) for cell in row if (found := _DAYS.fullmatch(cell))), EARLIEST)
        out = io.StringIO()
        csv.writer(out).writerows([head, [_DAYS.sub(lambda found: str(_day(int(found[1]))), cell) for cell in row]])
        with clock.at(_moment(min(days, EARLIEST))):
            raw = out.getvalue().encode()
            actions.import_rows(register=slug, raw=raw, why="委員会の記録から", by=ward.actor(SECRETARY))


def _to(ward: Ward, number: int, days: int, stage: str, **answers: str) -> None:
    row = Row.objects.get(book=OPINIONS, number=number)
    with clock.at(_moment(days)):
        actions.supersede_row(
            row=row, answers=row.plain | {"stage": stage} | answers, why="委員会で決めた", seen=row.revision,
            by=ward.actor(SECRETARY), before=row.plain,
        )  # fmt: skip


def _day(days: int) -> date:
    return clock.today() - timedelta(days=days)


def _moment(days: int) -> datetime:
    return datetime.combine(clock.today() - timedelta(days=days), time(17), clock.TOKYO)
