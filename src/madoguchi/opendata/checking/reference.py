"""docs/reference/dataset-rules.md, made of the declarations: `python -m madoguchi.opendata.checking.reference FILE`."""

import sys
from pathlib import Path

from madoguchi.opendata.checking.formats import FORMATS
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.finding import Weight

_WEIGHTS = {Weight.ERROR: "誤り", Weight.WARNING: "注意", Weight.NOTE: "参考"}
_KINDS = {
    "trim": ("前後の空白を除く", "spaces at the edges taken off"),
    "control": ("見えない文字を除く", "invisible characters taken out"),
    "width": ("全角を半角に", "full-width made half-width"),
    "kana-width": ("半角カタカナを全角に", "half-width katakana made full-width"),
    "kana": ("ひらがな・記号を全角カタカナに", "hiragana and signs made katakana"),
    "sign-width": ("引用符や横棒を半角に", "typographic signs made ASCII"),
    "date": ("和暦、スラッシュなどの日付を ISO に", "a date of an era or with slashes as ISO 8601"),
    "time": ("9:00 を 09:00 に", "9:00 as 09:00"),
    "code": ("横棒などを除く。検査数字が合う", "hyphens taken out; the check digit fits"),
    "leading-zero": ("失われた先頭の0。コードは検査数字が証明する", "a lost zero; proven by the check digit of a code"),
    "check-digit": ("検査数字を足す。その市区町村がある", "the check digit added; such a municipality exists"),
    "thousands": ("桁区切りのカンマを除く", "commas between thousands taken out"),
    "number": ("空の小数部や符号の幅", "an empty fraction, the width of a sign"),
    "degrees": ("度分秒を10進数の度に", "degrees, minutes, seconds as decimal degrees"),
    "swap-coordinates": ("緯度と経度を入れ替える", "latitude and longitude exchanged"),
    "telephone": ("電話番号の横棒と区切り", "hyphens and separators of telephone numbers"),
    "postal": ("〒や横棒の違い", "〒 and hyphens of postal codes"),
    "weekdays": ("月～金 を 月火水木金 に", "月～金 as 月火水木金"),
    "spelling": ("決められた言葉の書き方の違い", "a word of the vocabulary spelt otherwise"),
    "prefecture": ("東京 を 東京都 に", "東京 as 東京都"),
    "no-value": ("「-」「なし」を空に", "“-” or “none” made empty"),
    "sign": ("○ を 1 や 有 に", "○ as 1 or 有"),
    "word": ("似た言葉に", "the word that is alike"),
    "unit": ("550円 を 550 に", "550円 as 550"),
    "decimal-comma": ("35,75 を 35.75 に", "35,75 as 35.75"),
    "negative": ("▲5 を -5 に", "▲5 as -5"),
    "day-end": ("24:00 を 23:59 に", "24:00 as 23:59"),
    "excel-serial": ("表計算ソフトの内部番号を日付や時刻に", "a spreadsheet's serial number as a date or time"),
    "platform": ("㎡ を m2 に、㈱ を (株) に", "㎡ as m2, ㈱ as (株)"),
    "remark": ("電話番号の「代表」などを除く", "a remark behind a telephone number taken off"),
    "scheme": ("https:// を補う", "https:// put in front"),
    "uri": ("URL の全角を半角に", "full-width characters of an address"),
    "address": ("住所に都道府県と市区町村を補う", "prefecture and city put in front of an address"),
}
"""Every kind of repair that the mending modules propose."""

_ALWAYS_GUESSED = frozenset(
    [
        "no-value",
        "sign",
        "word",
        "unit",
        "decimal-comma",
        "negative",
        "day-end",
        "excel-serial",
        "remark",
        "scheme",
        "uri",
        "address",
    ]
)
_PAGE = """# 標準データセットの規則 (dataset rules)

`madoguchi dataset check` が調べることの一覧です。プログラムの宣言から作っています (試験が、この頁と宣言の一致を確かめます)。

*What `madoguchi dataset check` looks for, generated from the declarations.*

- **誤り** は版の決まりに反するもの、**注意** は人が見るもの、**参考** は知っておくとよいものです。誤りがあると終了コードは 1 です。
- 標準を見分けられない表では、見出しで分かる列 (緯度、電話番号など) だけを調べ、誤りとは呼びません。
- 読みとりで分かること (`aside:…`、`header:…`、`rows:…`、`sheet:…`、`layout:…`) も同じ一覧に並びます。

## 規則 (rules)

| 名前 | 重さ | 調べること | What it asks | 出どころ |
| --- | --- | --- | --- | --- |
{rules}

## 形式 (formats)

列の形式ごとに `format:名前` の規則があります。重さは「誤り」です。

| 名前 | 正しい書き方 | What is right | 例 | 出どころ |
| --- | --- | --- | --- | --- |
{formats}

## 直し方 (repairs)

**証明できる** 直し方は、ほかの意味がありえないものです (書き方だけが変わるか、検査数字が証明する)。`--accept provable` でまとめて受け入れられます。
**推測** は、人が1つずつ、または種類ごとに受け入れます。どちらの場合もあるものは、検査数字などで証明できたときだけ「証明できる」になります。

| 種類 | すること | What it does | 証明 |
| --- | --- | --- | --- |
{kinds}
"""


def page() -> str:
    """The whole page."""
    rules = [
        f"| `{rule.key}` | {_WEIGHTS[rule.weight]} | {rule.ja} | {rule.en} | {rule.source or '設計'} |"
        for rule in RULES.values()
    ]
    formats = [
        f"| `{one.name}` | {one.ja} | {one.en} | `{one.example}` | {one.source or '設計'} |" for one in FORMATS.values()
    ]
    kinds = [f"| `{kind}` | {ja} | {en} | {_proof(kind)} |" for kind, (ja, en) in _KINDS.items()]
    return _PAGE.format(rules="\n".join(rules), formats="\n".join(formats), kinds="\n".join(kinds))


def _proof(kind: str) -> str:
    if kind in _ALWAYS_GUESSED:
        return "推測"
    return "場合による" if kind in ("leading-zero", "check-digit", "degrees", "date") else "証明できる"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
