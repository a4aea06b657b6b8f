"""A file as offices send them, with everything at once that real files were seen to do."""

import csv

from madoguchi.opendata.checking import check
from madoguchi.opendata.commands.telling import tell
from madoguchi.opendata.reading import read
from madoguchi.opendata.standards import standard

PRESCHOOL = standard("v1/preschool")
RIGHT = {
    "都道府県コード又は市区町村コード": "092011", "都道府県名": "栃木県", "市区町村名": "宇都宮市", "名称": "ひまわり保育園",
    "名称_カナ": "ヒマワリホイクエン", "種別": "認可公立保育所", "住所": "栃木県宇都宮市旭1-1-5", "緯度": "36.555", "経度": "139.882",
    "電話番号": "028-632-2222", "収容定員": "90", "開始時間": "07:30", "終了時間": "18:30", "認可等年月日": "1980-04-01",
    "利用可能曜日": "月火水木金土", "一時預かりの有無": "有",
}  # fmt: skip
WRONG = [
    ({"都道府県コード又は市区町村コード": "92011"}, "format:lg_code6", "092011", True),
    ({"開始時間": "9:00"}, "format:time_hhmm", "09:00", True),
    ({"終了時間": "24:00"}, "format:time_hhmm", "23:59", False),
    ({"収容定員": "550円"}, "format:decimal", "550", False),
    ({"名称_カナ": "ﾋﾏﾜﾘﾎｲｸｴﾝ"}, "kana-width", "ヒマワリホイクエン", True),
    ({"電話番号": "-"}, "no-value", "", False),
    ({"緯度": "0.."}, "format:decimal_degrees", None, None),
    ({"緯度": "369.56056"}, "coordinates:range", None, None),
    ({"認可等年月日": "昭和55年4月1日"}, "format:date_iso", "1980-04-01", True),
    ({"利用可能曜日": "月～土"}, "format:weekdays_ja", "月火水木金土", True),
    ({"種別": "認定こども園(幼保連携型)"}, "vocabulary", "認定こども園（幼保連携型）", True),
    ({"一時預かりの有無": "○"}, "vocabulary", "有", False),
    ({"開始時間": "日没"}, "format:time_hhmm", None, None),
    ({"市区町村名": "小山市"}, "code:name", None, None),
    ({"経度": ""}, "coordinates:pair", None, None),
]


def test_each_trouble_of_a_utf16_file_with_other_dashes_is_told_once(tmp_path):
    path = tmp_path / "92011_preschool.csv"
    with path.open("w", encoding="utf-16", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([name.replace("ー", "―") for name in PRESCHOOL.names])
        for at, wrong in enumerate([{}, *(wrong for wrong, *_ in WRONG)]):
            row = RIGHT | {"NO": str(at), "名称": f"ひまわり第{at}保育園"} | wrong
            writer.writerow([row.get(name, "") for name in PRESCHOOL.names])
    report = check(read(path), PRESCHOOL)
    spelt, *told = report.findings
    assert spelt.rule == "header:spelling"
    found = [(one.line, one.rule, one.repair and one.repair.after, one.repair and one.repair.provable) for one in told]
    assert found == [(at + 3, *rest) for at, (_, *rest) in enumerate(WRONG)]
    assert "92011" in tell(report, "ja")


def test_metres_instead_of_degrees_are_told(tmp_path):
    path = tmp_path / "parks.csv"
    rows = "".join(f"{at}公園,長崎県島原市{at},3312{at}.45,-1234{at}.6\n" for at in range(5))
    path.write_text("名称,住所,X座標,Y座標\n" + rows, encoding="cp932")
    rules = [(one.rule, one.column) for one in check(read(path), None).findings]
    assert rules == [("coordinates:plane", "X座標"), ("coordinates:plane", "Y座標")]
