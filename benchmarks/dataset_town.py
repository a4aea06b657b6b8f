"""A dataset of a town that is not there: rows by the million, with known errors, and its standard."""

import csv
from datetime import date
from pathlib import Path
from random import Random

from madoguchi.opendata.standards.model import Column, Evidence, Need, Standard

FORMS = {
    "全国地方公共団体コード": "lg_code6", "ID": "ascii_id", "地方公共団体名": "", "名称": "", "名称_カナ": "katakana_fullwidth",
    "名称_英語": "ascii_text", "所在地_全国地方公共団体コード": "lg_code6", "所在地_連結表記": "", "所在地_都道府県": "prefecture_name",
    "所在地_市区町村": "municipality_name", "所在地_町字": "", "所在地_番地以下": "", "緯度": "decimal_degrees", "経度": "decimal_degrees",
    "電話番号": "telephone", "郵便番号": "postal_code7", "法人番号": "corporate_number13", "利用可能曜日": "weekdays_ja",
    "利用開始時間": "time_hhmm", "利用終了時間": "time_hhmm", "収容定員": "nonneg_int", "認可等年月日": "date_iso",
    "車椅子使用者用トイレ有無": "yes_no_ja", "連絡先メールアドレス": "email", "URL": "uri", "備考": "",
}  # fmt: skip
NEEDS = {"ID": Need.RECOMMENDED, "名称": Need.REQUIRED, "所在地_連結表記": Need.REQUIRED, "備考": Need.RECOMMENDED}
_DAY = date(2026, 11, 1)
STANDARD = Standard(
    "bench/facility", "99", "施設", "bench", "みどり区", "", Evidence.OFFICIAL,
    tuple(Column(name, NEEDS.get(name, Need.OPTIONAL), format=form, unique=name == "ID") for name, form in FORMS.items()),
    (), _DAY, _DAY,
)  # fmt: skip
ERRORS = {
    "名称": ["", " 公園", "ﾃﾞｨｻｰﾋﾞｽ"], "名称_カナ": ["公園", "こうえん"], "全国地方公共団体コード": ["131198", "13119"],
    "緯度": ["369.56056", "0..", "-", ""], "電話番号": ["０３－１２３４－５６７８", "1234-5678"], "郵便番号": ["174045"],
    "法人番号": ["8700110005902"], "利用開始時間": ["9:00", "24:00", "日没", "23:00"], "収容定員": ["550円", "1,075"],
    "認可等年月日": ["令和5年2月21日", "2023-02-30"], "車椅子使用者用トイレ有無": ["○"], "URL": ["www.example.lg.jp"],
    "ID": ["A00000001"],
}  # fmt: skip
SHARE = 0.0058
"""Of the rows, as in the measurement that this one continues."""


def write(path: Path, rows: int, *, seed: int = 7) -> Path:
    """CSV, UTF-8 with BOM, CRLF; one cell in `SHARE` of the rows is wrong."""
    random = Random(seed)
    names = list(FORMS)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for at in range(rows):
            cells = _row(at, random)
            if random.random() < SHARE:
                name = random.choice(list(ERRORS))
                cells[names.index(name)] = random.choice(ERRORS[name])
            writer.writerow(cells)
    return path


def _row(at: int, random: Random) -> list[str]:
    block, house = at % 9 + 1, f"{at % 40 + 1}-{at % 17 + 1}"
    return [
        "131199", f"A{at:08}", "東京都板橋区", f"施設{at}", f"シセツ{chr(0x30A2 + at % 40)}", f"Facility {at}", "131199",
        f"東京都板橋区西台{block}丁目{house}", "東京都", "板橋区", f"西台{block}丁目", house,
        f"{35 + random.random():.6f}", f"{139 + random.random():.6f}", f"03-{1000 + at % 9000:04}-{at % 10000:04}",
        f"174-{at % 10000:04}", "8700110005901", "月火水木金", f"{at % 12:02}:00", f"{12 + at % 12:02}:30", str(at % 500),
        f"20{at % 24:02}-{at % 12 + 1:02}-{at % 28 + 1:02}", "有" if at % 2 else "無", f"a{at}@example.lg.jp",
        f"https://example.lg.jp/f/{at}", "",
    ]  # fmt: skip
