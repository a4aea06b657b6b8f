"""What the findings of reading and of the look for personal data are called, where a page or a list heads them."""

from typing import NamedTuple


class Name(NamedTuple):
    """In both languages, as `checking.rules.Rule` has them."""

    ja: str
    en: str


NAMES = {
    "aside:title": Name("表の題をデータから外した", "A title was set aside"),
    "aside:header": Name("くり返された見出しをデータから外した", "A repeated header was set aside"),
    "aside:blank": Name("空の行をデータから外した", "Blank rows were set aside"),
    "aside:group": Name("区切りの行をデータから外した", "Rows that only part groups were set aside"),
    "aside:total": Name("合計の行をデータから外した", "Totals were set aside"),
    "aside:note": Name("注の行をデータから外した", "Notes were set aside"),
    "aside:other-table": Name("もう1つの表の行をデータから外した", "Rows of another table were set aside"),
    "header:gap": Name("途中に空の列がない", "There is no blank column between others"),
    "header:nameless": Name("どの列にも見出しがある", "Every column has a heading"),
    "header:rows": Name("見出しは1行である", "The header is one row"),
    "header:twice": Name("同じ見出しが2つない", "No heading stands twice"),
    "layout:grouped": Name(
        "どの行にも値が書いてある (結合したセルがない)", "Every row has its values (no merged cells)"
    ),
    "rows:long": Name("行の列が見出しより多くない", "No row is wider than the header"),
    "rows:short": Name("行の列が見出しより少なくない", "No row is narrower than the header"),
    "sheet:error-value": Name("式の誤り (#REF! など) がない", "There are no errors of formulas (#REF! …)"),
    "sheet:formula": Name("セルに式がある", "There are formulas in cells"),
    "sheet:header-doubtful": Name("見出しの行が分かる", "The row of the header can be told"),
    "sheet:long-record": Name("引用符が閉じている", "Quotes are closed"),
    "sheet:merged": Name("結合したセルがない", "There are no merged cells"),
    "sheet:no-value": Name("式の結果が保存されている", "The results of formulas are saved"),
    "sheet:other-sheet": Name("ほかのシートがある", "There are other sheets"),
    "sheet:other-table": Name("1つのシートに表は1つである", "There is one table on a sheet"),
    "value:gaiji": Name("外字や文字化けの記号がない", "There are no private-use characters or replacement signs"),
    "personal:birth": Name("生年月日かもしれない", "Perhaps dates of birth"),
    "personal:comment": Name("セルにコメントがある", "There are comments on cells"),
    "personal:contact": Name("個人の住所や電話かもしれない", "Perhaps addresses or telephones of persons"),
    "personal:email": Name("個人のメールアドレスかもしれない", "Perhaps a person's e-mail address"),
    "personal:hidden": Name("隠した行・列・シートがある", "There are hidden rows, columns or sheets"),
    "personal:identifier": Name("人を見分ける番号かもしれない", "Perhaps numbers that identify persons"),
    "personal:lodger": Name("個人の家かもしれない (〜方、〜宅)", "Perhaps a person's home"),
    "personal:mobile": Name("個人の携帯電話かもしれない", "Perhaps a person's mobile telephone"),
    "personal:my-number": Name("マイナンバーかもしれない", "Perhaps a My Number"),
    "personal:name": Name("個人の氏名かもしれない", "Perhaps the name of a person"),
    "personal:not-inspected": Name("隠したところを見ていない", "Hidden parts were not looked at"),
    "personal:property": Name("文書のプロパティに名前などがある", "The document's properties hold names"),
    "personal:register": Name("個人の名簿かもしれない", "Perhaps a list of persons"),
}
"""A finding's rule → its name."""
