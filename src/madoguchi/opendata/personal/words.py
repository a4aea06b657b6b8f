"""How the findings of the gate are told. A My Number is never shown."""

from madoguchi.opendata.finding import Finding, Weight

_WORDS = {
    "my-number": (
        Weight.ERROR,
        "マイナンバーかもしれない12けたの数字があります (値は出しません)。",
        "Twelve digits that may be a My Number (not shown).",
    ),
    "identifier": (
        Weight.ERROR,
        "個人を見分ける番号の列です。公開しないでください。",
        "A column of numbers that identify people: do not publish it.",
    ),
    "birth": (Weight.ERROR, "生年月日の列です。個人の情報ではありませんか。", "A column of dates of birth."),
    "name": (
        Weight.WARNING,
        "個人の氏名ではありませんか。公開してよい人 (代表者として公表されている人など) か、確かめてください。",
        "Possibly the name of a person: make sure that it may be published.",
    ),
    "contact": (
        Weight.WARNING,
        "個人の住所や連絡先の列ではありませんか。",
        "Possibly a column of persons' addresses or telephones.",
    ),
    "register": (
        Weight.ERROR,
        "氏名と住所・電話の列が並び、施設や団体の列がありません。個人の名簿ではありませんか。",
        "Names beside addresses or telephones, and no facility: this looks like a list of persons.",
    ),
    "mobile": (
        Weight.WARNING,
        "携帯電話の番号があります。個人の番号ではありませんか。",
        "A mobile number, possibly a person's.",
    ),
    "email": (
        Weight.WARNING,
        "個人のものかもしれないメールアドレスがあります。",
        "An e-mail address that may be a person's.",
    ),
    "lodger": (
        Weight.WARNING,
        "個人の家かもしれない住所 (○○方、○○宅) です。",
        "An address that may be a person's home.",
    ),
    "hidden": (
        Weight.WARNING,
        "ファイルに、隠した行・列・シートがあります。中身を確かめ、要らなければ消してください。",
        "The file hides rows, columns or sheets: look at them, delete what is not meant to be published.",
    ),
    "comment": (
        Weight.WARNING,
        "セルにコメントがあります。公開してよいか確かめてください。",
        "A cell has a comment: make sure that it may be published.",
    ),
    "property": (
        Weight.NOTE,
        "文書のプロパティに名前などがあります。XLSX をそのまま公開すると見えます。",
        "The document's properties hold a name or words; they are seen where the XLSX itself is published.",
    ),
    "not-inspected": (
        Weight.WARNING,
        "大きいので、隠した行やコメントを調べていません。",
        "Too large: hidden rows and comments were not looked at.",
    ),
}


def finding(kind: str, *, line: int | None = None, column: str = "", value: str = "", more: int = 0) -> Finding:
    """The finding `personal:<kind>`; `more` says how many other cells of the column are alike."""
    weight, ja, en = _WORDS[kind]
    if more:
        ja, en = f"{ja} ほかに {more:,} か所あります。", f"{en} {more:,} more in this column."
    return Finding(f"personal:{kind}", weight, ja, en, line, column, value)
