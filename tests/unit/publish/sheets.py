"""Small files as offices make them, and how they are brought and checked in a test."""

from collections.abc import Iterable

from madoguchi.protect import actions as vault
from madoguchi.publish import actions
from madoguchi.publish.found import Found
from madoguchi.publish.models import Check
from madoguchi.publish.queries.choices import said
from madoguchi.trail import worker
from madoguchi.trail.actor import Actor

OFFICE = "kodomo-seisaku"
HEADER = "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,緯度,経度,設置位置,電話番号,開始時間,終了時間"
GOOD = "131199,{n},東京都,板橋区,集会所{n},シュウカイジョ,東京都板橋区板橋2-66-1,35.751165,139.709244,1階入口,03-0000-1234,09:00,17:00"
MESSY = "131199,{n}, 東京都 ,板橋区,集会所{n},ｼｭｳｶｲｼﾞｮ,板橋区板橋2-66-1,３５．７５１１６５,139.709244,1階入口,03-0000-1234,9時,17:00"
AED = "aed.csv"


def sheet(lines: Iterable[str], header: str = HEADER) -> bytes:
    return "\r\n".join([header, *(line.format(n=n) for n, line in enumerate(lines, 1)), ""]).encode("utf-8-sig")


MIXED = sheet([GOOD, MESSY, GOOD, MESSY, MESSY])
PEOPLE = sheet(
    ["石田 花子,東京都板橋区板橋2-66-1,090-0000-0000", "村上 次郎,東京都板橋区板橋2-66-2,090-0000-0001"] * 2,
    "氏名,住所,電話番号",
)


def brought(content: bytes, *, by: Actor, office: str = OFFICE, name: str = AED, run: bool = True) -> Check:
    """A file brought and, unless not wanted, checked by the worker."""
    check = actions.bring(office=office, name=name, pieces=[content], by=by)
    if run:
        worker.run_due()
        check.refresh_from_db()
    return check


def cells_of(check: Check) -> list[list[str]]:
    spoken = said(check)
    with Found(vault.open_loose(check.found_id)) as found:
        return [spoken.mended(row)[0] for row in found.every_row()]
