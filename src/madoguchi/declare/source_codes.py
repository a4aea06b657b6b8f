"""The mistakes that a YAML file itself can hold, before anybody asks what it declares."""

import re

from madoguchi.declare.findings import Both, Code

SYNTAX = Code(
    "yaml-syntax",
    "YAML の書き方が正しくありません：{problem}",
    "This is not valid YAML: {problem}",
    "この行とすぐ上の行の、字下げ（半角空白）、コロンの後の空白、かっこと引用符の閉じ忘れを確かめてください。",
    "Look at this line and the one above it: indentation by spaces, a space after each colon, closed brackets and quotes.",
)
NOT_UTF8 = Code(
    "not-utf8",
    "UTF-8 ではない文字が入っています。",
    "This file is not UTF-8.",
    "エディタで文字コードを UTF-8 にして保存し直してください。",
    "Save the file again as UTF-8.",
)
TOO_LARGE = Code(
    "file-too-large",
    "ファイルが大きすぎます（上限 {limit} バイト）。",
    "The file is too large (limit {limit} bytes).",
    "手続を分けるか、長い表を tables/ の CSV に移してください。",
    "Split the procedure, or move long tables to a CSV under tables/.",
)
TOO_DEEP = Code(
    "too-deep",
    "入れ子が深すぎます（上限 {limit} 段）。",
    "This is nested too deeply (limit {limit}).",
    "条件に名前を付けて conditions: に移すと浅くなります。",
    "Give a condition a name under `conditions:` to make it shallower.",
)
EMPTY_FILE = Code(
    "empty-file",
    "ファイルに何も書かれていません。",
    "The file is empty.",
    "内容を書くか、ファイルを削除してください。",
    "Write the declaration or delete the file.",
)
SEVERAL_DOCUMENTS = Code(
    "several-documents",
    "ひとつのファイルに文書が二つ以上あります（「---」の区切り）。",
    "This file holds more than one document (`---`).",
    "「---」から下を別のファイルに分けてください。",
    "Move what follows `---` to a file of its own.",
)
DIRECTIVE = Code(
    "yaml-directive",
    "「%」で始まる YAML の指示は使えません。",
    "YAML directives (`%…`) are not accepted.",
    "その行を削除してください。YAML 1.2 として読みます。",
    "Delete the line. Files are read as YAML 1.2.",
)
DUPLICATE_KEY = Code(
    "duplicate-key",
    "「{key}」が二度書かれています（一度目は {line} 行目）。",
    "`{key}` is written twice (first on line {line}).",
    "どちらか一方を削除してください。",
    "Delete one of the two.",
)
ANCHOR = Code(
    "yaml-anchor",
    "YAML のアンカー「&{name}」は使えません。",
    "YAML anchors (`&{name}`) are not accepted.",
    "「&」で始まる文章なら引用符で囲んでください。使い回したい選択肢は lists:、条件は conditions: に書きます。",
    "Quote the text if it begins with `&`. To use something twice, write it under `lists:` or `conditions:`.",
)
ALIAS = Code(
    "yaml-alias",
    "YAML のエイリアス「*{name}」は使えません。",
    "YAML aliases (`*{name}`) are not accepted.",
    "「*」で始まる文章なら引用符で囲んでください。使い回したい選択肢は lists:、条件は conditions: に書きます。",
    "Quote the text if it begins with `*`. To use something twice, write it under `lists:` or `conditions:`.",
)
TAG = Code(
    "yaml-tag",
    "YAML のタグ「{name}」は使えません。",
    "YAML tags (`{name}`) are not accepted.",
    "タグを削除してください。「!」で始まる文章なら引用符で囲んでください。",
    "Delete the tag. Quote the text if it begins with `!`.",
)
MERGE_KEY = Code(
    "yaml-merge",
    "YAML の「<<」（取り込み）は使えません。",
    "YAML merge keys (`<<`) are not accepted.",
    "取り込みたい内容をその場に書いてください。",
    "Write the merged entries out in place.",
)
KEY_NOT_TEXT = Code(
    "key-not-text",
    "コロンの左側「{key}」が名前ではありません。",
    "The key `{key}` is not a name.",
    "コロンの左側には英小文字の名前を書いてください。",
    "Write a lower-case name to the left of the colon.",
)
ODD_CHARACTER = Code(
    "odd-character",
    "目に見えない文字 {character} が入っています。",
    "An invisible character ({character}) is in the text.",
    "その文字を消して、打ち直してください（ワープロや PDF からの貼り付けでよく入ります）。",
    "Delete it and type the text again (it often comes from pasting out of a word processor or a PDF).",
)
FRACTION = Code(
    "fraction",
    "小数「{text}」はどこにも使いません。",
    "No key takes a fraction (`{text}`).",
    "整数で書いてください。文章なら引用符で囲んでください。",
    "Write a whole number, or quote it if it is text.",
)
NUMBER_TOO_LONG = Code(
    "number-too-long",
    "数の桁が多すぎます。",
    "The number has too many digits.",
    "郵便番号や電話番号のような数字の並びは、引用符で囲んでください。",
    "Quote digits that are not a quantity, such as a telephone number.",
)

_EXPLAINED = {
    "mapping values are not allowed": Both(
        "コロン「:」の位置が正しくありません（文章の中のコロンは引用符で囲みます）",
        "a colon is out of place (quote text that contains a colon)",
    ),
    "cannot start any token": Both(
        "字下げにタブが使われているか、行の先頭に使えない記号があります",
        "a tab is used for indentation, or a line begins with a reserved sign",
    ),
    "did not find expected key": Both(
        "字下げが揃っていないか、上のほうで引用符が閉じていません",
        "the indentation does not line up, or a quotation mark further up is not closed",
    ),
    "block end": Both("字下げが揃っていません", "the indentation does not line up"),
    "'-' indicator": Both("字下げが揃っていません", "the indentation does not line up"),
    "expected ',' or": Both(
        "かっこが閉じていないか、「,」が抜けています", "a bracket is not closed, or a comma is missing"
    ),
    "found unexpected end of stream": Both("引用符が閉じていません", "a quotation mark is not closed"),
    "could not find expected ':'": Both("コロン「:」がありません", "a colon is missing"),
    "escape": Both("引用符の中の「\\」の使い方が正しくありません", "a backslash inside quotes is used wrongly"),
}


_FULL_WIDTH = re.compile(r"^\s*(- )?\s*\u3000|^[^:]*：[^:]*$")


def explain(problem: str, lines: list[str]) -> Both:
    """What the YAML parser complains of, in plain words; `lines` are the line it stopped at and the one above."""
    if any(_FULL_WIDTH.search(line) for line in lines):
        return Both("全角の空白かコロンが使われています", "a full-width space or colon is used")
    for part, words in _EXPLAINED.items():
        if part in problem:
            return words
    return Both("読み取れません", problem or "it cannot be read")
