"""Files that offices brought to be published, a quarter after the other: made by hand, each office in its own manner."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from madoguchi.demo.ward import Ward
from madoguchi.publish import actions
from madoguchi.publish.models import Check
from madoguchi.trail import clock
from madoguchi.trail.actions import carry_out, claim
from madoguchi.trail.models import Handover

DAYS_AGO = (330, 240, 148, 57)
"""About one in each of the last four quarters."""
LINES = 24
Line = dict[str, str]
TOWNS = ("若草町", "青葉台", "桜ケ丘", "みなみ野", "川端町", "けやき通", "本町", "緑橋")
KANA = dict(zip(TOWNS, ("ワカクサ", "アオバダイ", "サクラガオカ", "ミナミノ", "カワバタ", "ケヤキドオリ", "ホンチョウ", "ミドリバシ"), strict=True))  # fmt: skip
HALF_KANA = str.maketrans("ワカクサアオバダイラケノタドリツ", "ﾜｶｸｻｱｵﾊﾀｲﾗｹﾉﾀﾄﾘﾂ")
FULL = str.maketrans("0123456789.-:", "０１２３４５６７８９．－：")


@dataclass(frozen=True)
class Kept:
    """One file of one office: who brings it, its columns and lines, and how many cells in a hundred go wrong by quarter."""

    office: str
    login: str
    name: str
    line: Callable[[int, str, Random], Line]
    dirt: tuple[int, int, int, int]


def _place(n: int, town: str, rng: Random) -> Line:
    return {
        "都道府県コード又は市区町村コード": "990019", "NO": f"{n}", "都道府県名": "青葉都", "市区町村名": "みどり区",
        "住所": f"青葉都みどり区{town}{rng.randint(1, 9)}番{rng.randint(1, 20)}号",
        "緯度": f"35.0{rng.randint(20000, 74999)}", "経度": f"139.0{rng.randint(18000, 92999)}",
        "電話番号": f"03-0000-{rng.randint(2000, 9999)}",
    }  # fmt: skip


def _nursery(n: int, town: str, rng: Random) -> Line:
    name = {"名称": f"{town}第{n}保育園", "名称_カナ": f"{KANA[town]}ダイ{n}ホイクエン", "種別": "認可私立保育所"}
    hours = {
        "利用可能曜日": "月火水木金土",
        "開始時間": "07:30",
        "終了時間": "18:30",
        "一時預かりの有無": rng.choice("有無"),
    }
    since = {"認可等年月日": f"{rng.randint(1985, 2024)}-04-01", "収容定員": f"{rng.randint(3, 18) * 10}"}
    return _place(n, town, rng) | name | since | hours


def _carer(n: int, town: str, rng: Random) -> Line:
    name = {
        "介護サービス事業所名称": f"{town}デイサービス{n}",
        "介護サービス事業所名称_カナ": f"{KANA[town]}デイサービス",
    }
    return (
        _place(n, town, rng)
        | name
        | {"実施サービス": "通所介護", "利用可能曜日": "月火水木金", "定員": f"{rng.randint(10, 40)}"}
    )


def _event(n: int, town: str, rng: Random) -> Line:
    day = f"{clock.today() + timedelta(days=rng.randint(5, 80))}"
    when = {"開始日": day, "終了日": day, "開始時間": "10:00", "終了時間": "15:30"}
    what = {
        "イベント名": f"{town}ひろばの会 その{n}",
        "イベント名_カナ": f"{KANA[town]}ヒロバノカイ",
        "説明": "だれでも参加できます。",
    }
    return (
        _place(n, town, rng)
        | what
        | when
        | {"場所名称": f"{town}区民館", "料金(基本)": "0", "定員": f"{rng.randint(2, 9) * 10}"}
    )


def _building(n: int, town: str, rng: Random) -> Line:
    name = {"名称": f"{town}第{n}集会所", "名称_カナ": f"{KANA[town]}シュウカイジョ"}
    return _place(n, town, rng) | name | {"利用可能曜日": "月火水木金土日", "開始時間": "09:00", "終了時間": "21:30"}


FILES = (
    Kept("kodomo-seisaku", "nagai", "子育て施設一覧.csv", _nursery, (14, 9, 6, 4)),
    Kept("kaigo", "nomiya", "介護サービス事業所一覧.csv", _carer, (8, 9, 5, 5)),
    Kept("kocho", "mizushima", "イベント一覧.csv", _event, (11, 12, 10, 7)),
    Kept("kuseijoho", "kurata", "公共施設一覧.csv", _building, (3, 2, 1, 0)),
)
ADVISERS = "氏名,担当地区,電話番号\r\n架空 花代,若草町,090-0000-1111\r\n架空 次男,本町,090-0000-2222\r\n架空 三恵,緑橋,03-0000-3333\r\n"
"""Somebody meant well: a list of persons, stopped before it goes anywhere."""


def bring_files(ward: Ward) -> None:
    """Four quarters of files, and one that must not be published as it is."""
    for kept in FILES:
        for dirt, days in zip(kept.dirt, DAYS_AGO, strict=True):
            rng = Random(f"{kept.name}:{days}")  # a demo's dirt needs no secrecy
            with clock.at(_at(days)):
                _bring(ward, kept.office, kept.login, kept.name, _written(kept.line, dirt, rng))
    with clock.at(_at(1)):
        _bring(ward, "kodomo-seisaku", "nagai", "子育て相談員.csv", ADVISERS.encode("cp932"))


def _at(days: int) -> datetime:
    return datetime.combine(clock.today() - timedelta(days=days), time(16, 20), clock.TOKYO)


def _bring(ward: Ward, office: str, login: str, name: str, content: bytes) -> None:
    """Brought and checked, as the worker would."""
    check = actions.bring(office=office, name=name, pieces=[content], by=ward.actor(login))
    run(check)


def run(check: Check) -> None:
    """What the worker does with this one check, without what else waits."""
    waiting = Handover.objects.filter(event__about_kind="check", event__about_id=str(check.pk), state="waiting")
    for handover in claim(list(waiting.values_list("pk", flat=True))):
        carry_out(handover)


def _written(line: Callable[[int, str, Random], Line], dirt: int, rng: Random) -> bytes:
    lines = [line(n, TOWNS[n % len(TOWNS)], rng) for n in range(1, LINES + 1)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(lines[0]))
    writer.writeheader()
    writer.writerows({name: _soiled(name, cell, dirt, rng) for name, cell in one.items()} for one in lines)
    return out.getvalue().encode("cp932", "replace")


def _soiled(name: str, cell: str, dirt: int, rng: Random) -> str:
    """A cell as a hurried hand types it."""
    return rng.choice(list(_ways(name, cell))) if rng.randint(1, 100) <= dirt else cell


def _ways(name: str, cell: str) -> Iterator[str]:
    yield f"{cell}　"
    if name.endswith("カナ"):
        yield cell.translate(HALF_KANA)
    if cell.isascii():
        yield cell.translate(FULL)
    if name.endswith("時間"):
        yield f"{int(cell[:2])}時{'半' if cell[3:] == '30' else ''}"
    if name.endswith(("日", "年月日")) and cell[4:5] == "-":
        yield cell.replace("-", "/")
        yield f"{cell[:4]}年{int(cell[5:7])}月{int(cell[8:])}日"
    if name == "利用可能曜日":
        yield "月～金"
        yield "・".join(cell)
    if name == "電話番号":
        yield cell.replace("-", "(", 1).replace("-", ")", 1)
        yield "なし"
