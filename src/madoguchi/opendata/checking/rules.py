"""The rules by name: what each asks, how much it matters, and where it comes from. The reference page is made of them."""

from typing import NamedTuple

from madoguchi.opendata.finding import Weight


class Rule(NamedTuple):
    """`key` is what a finding's `rule` says; for formats it is `format:` and the format's name."""

    key: str
    weight: Weight
    ja: str
    en: str
    source: str = ""
    whole_table: bool = False  # needs to see all rows


_E, _W, _N = Weight.ERROR, Weight.WARNING, Weight.NOTE

RULES = {
    rule.key: rule
    for rule in (
        Rule("header:missing", _E, "必須 (◎) の列がある", "Columns marked ◎ are there", "定義書 区分", True),
        Rule("header:missing-recommended", _N, "推奨 (○) の列がある", "Columns marked ○ are there", "定義書 区分", True),
        Rule("header:spelling", _W, "見出しが標準のとおりに書かれている", "Headings are spelt as in the standard", "定義書 項目名", True),
        Rule("header:name", _W, "見出しが標準の名前である", "Headings have the standard's names", "定義書 項目名", True),
        Rule("header:unknown", _N, "標準にない列がない", "There is no column beyond the standard", "定義書 項目名", True),
        Rule("table:empty", _W, "データの行がある", "There are rows of data", "", True),
        Rule("required", _E, "必須 (◎) の項目が空でない", "Items marked ◎ are filled in", "定義書 区分"),
        Rule("recommended", _N, "推奨 (○) の項目が空でない (列ごとに1つ)", "Items marked ○ are filled in (one per column)", "定義書 区分", True),
        Rule("control", _W, "目に見えない制御文字がない", "There are no invisible characters", "GIF 440"),
        Rule("edge-space", _W, "セルの前後に空白や改行がない", "No spaces or line ends at the edges of a cell", "GIF 440"),
        Rule("width", _W, "半角で書く項目に全角の文字がない", "No full-width characters where half-width is meant", "定義書 形式"),
        Rule("kana-width", _W, "半角カタカナがない", "There is no half-width katakana", "定義書 形式"),
        Rule("unrepresentable", _W, "外字や文字化けの記号がない", "No private-use characters or replacement signs", "GIF 440"),
        Rule("platform", _N, "機種依存文字 (㈱、①、Ⅲ、髙 など) がない", "No signs that only some makers' machines have (㈱, ①, Ⅲ, 髙 …)", ""),
        Rule("ditto", _W, "「〃」(上と同じ) と書かず、どの行にも値がある", "No “〃” (as above): there is a value in every row", ""),
        Rule("no-value", _E, "値がないことを「-」や「なし」で表さず、空にする", "Nothing is left empty, not written “-” or “none”", "GIF 440"),
        Rule("vocabulary", _E, "決められた言葉のどれかである", "One of the words of the vocabulary", "定義書 統制語彙"),
        Rule("coordinates:range", _E, "緯度は20から46、経度は122から154 (日本の範囲)", "Latitude from 20 to 46, longitude from 122 to 154 (Japan)", "GIF 444"),
        Rule("coordinates:swapped", _E, "緯度と経度が入れ替わっていない", "Latitude and longitude are not swapped", "GIF 444"),
        Rule("coordinates:plane", _W, "座標は緯度・経度 (度) で書き、平面直角座標 (メートル) で書かない", "Degrees, not plane rectangular metres", "GIF 444", True),
        Rule("coordinates:pair", _W, "緯度と経度は両方あるか、両方空である", "Latitude and longitude: both or none", "GIF 444"),
        Rule("coordinates:outside", _W, "地点が市区町村の中にある (範囲が分かるとき)", "The point lies inside the municipality (where its bounds are known)", "GIF 444"),
        Rule("order", _W, "開始が終了より後でない", "The start is not after the end", "GIF 441"),
        Rule("total", _W, "総数が内訳の合計と合う", "A total is the sum of its parts", "定義書 04・13"),
        Rule("address:prefecture", _N, "住所が都道府県の名前から始まる", "An address begins with the prefecture", "定義書 所在地_連結表記"),
        Rule("code:name", _W, "市区町村コードと名前が合う", "Municipality code and name agree", "総務省 全国地方公共団体コード"),
        Rule("duplicate:id", _E, "同じ ID が2回ない", "No ID stands twice", "定義書 ID", True),
        Rule("duplicate:row", _W, "まったく同じ行が2つない", "No row stands twice", "", True),
    )
}  # fmt: skip
"""Without those of the formats, which `formats.FORMATS` declares."""
