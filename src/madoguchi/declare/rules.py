"""The rules that no JSON Schema can say, by the id under `x-rules` and in `Problem.code`: what each one asks for."""

from madoguchi.declare.base import Text

RULES: dict[str, Text] = {
    "characters": Text(
        ja="壊れた文字、制御文字、文字の向きを変える文字を含まない。",
        en="No lone surrogates, control characters or bidi overrides; line breaks as LF, where allowed.",
    ),
    "outer-space": Text(ja="前後に空白がない。", en="No white space at either end."),
    "length": Text(
        ja="見た目の文字数(書記素)で数えて、項目の上限まで。",
        en="At most the field's limit, counted in letters as people see them (grapheme clusters).",
    ),
    "my-number": Text(
        ja="マイナンバー(個人番号)と思われる12けたの数字を含まない。",
        en="No twelve digits that look like a My Number.",
    ),
    "calendar": Text(ja="暦にある日。", en="A day that exists."),
    "too-early": Text(
        ja="項目の min 以後で、1873年1月1日以後の日。", en="Not before the field's `min`, nor before 1 January 1873."
    ),
    "too-late": Text(
        ja="項目の max 以前で、2199年12月31日以前の日。", en="Not after the field's `max`, nor after 31 December 2199."
    ),
    "order": Text(ja="おわりの日が、はじめの日以後。", en="The last day is not before the first."),
    "kana": Text(
        ja="全角カタカナ(名のない方の「-」を除く)。", en="Full-width katakana (or `-` where there is no name)."
    ),
    "telephone": Text(ja="日本の番号計画にある国内番号。", en="A national number of the Japanese numbering plan."),
    "email": Text(ja="1つのメールアドレス。", en="One e-mail address."),
    "branch": Text(ja="支店名、または3けたの支店番号。", en="A branch's name, or its number of three digits."),
    "holder": Text(
        ja="全角カタカナ、半角の英大文字と数字、「().,/- 」。",
        en="Full-width katakana, narrow capitals and digits, `().,/-` and single spaces.",
    ),
    "same-file": Text(ja="同じ添付ファイルは1回だけ。", en="Each attachment once."),
    "identity": Text(ja="受け取った添付ファイルのID。", en="The id of an attachment that was taken in."),
    "hidden": Text(
        ja="ほかの答えからうかがわない項目は、送らない。", en="Nothing is sent for a field that is not asked for."
    ),
    "required": Text(
        ja="ほかの答えから必須になった項目は、送る。", en="What the other answers make necessary is sent."
    ),
}
