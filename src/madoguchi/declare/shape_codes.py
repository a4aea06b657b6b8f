"""Mistakes in the shape of a declaration: keys, values and kinds of value that no model takes."""

from madoguchi.declare.findings import Code

MISSING_KEY = Code(
    "missing-key",
    "「{where}」に「{key_name}」がありません。",
    "`{key_name}` is missing from `{where}`.",
    "「{key_name}:」を書き足してください。",
    "Add `{key_name}:`.",
)
MISSING_JA = Code(
    "missing-ja",
    "「{where}」に日本語（ja）がありません。",
    "`{where}` has no Japanese text (`ja`).",
    "ja: を書き足してください。日本語は必ず要ります。ja-easy と en はなくても動きます。",
    "Add `ja:`. Japanese is always required; `ja-easy` and `en` are not.",
)
MISSING_RETENTION = Code(
    "missing-retention",
    "保存年限（record.retention）がありません。",
    "The retention period (record.retention) is missing.",
    "record: {{retention: {{years: 5, after: closed}}}} のように書いてください。年数は文書保存の規程で確かめてください。",
    "Write record: {{retention: {{years: 5, after: closed}}}}; take the years from your records schedule.",
)
MISSING_PURPOSE = Code(
    "missing-purpose",
    "利用目的（purpose）がありません。",
    "The purpose of use (`purpose`) is missing.",
    "purposes.yaml の利用目的の名前を purpose: に書いてください。目的のないデータは、だれも開けません。",
    "Write `purpose:` with a name of purposes.yaml. Without a purpose nobody can open the data.",
)
UNKNOWN_KEY = Code(
    "unknown-key",
    "「{key_name}」というキーはありません。",
    "There is no key `{key_name}` here.",
    "{hint}ここに書けるのは {known} です。",
    "{hint}The keys here are {known}.",
)
UNKNOWN_VALUE = Code(
    "unknown-value",
    "「{name}」に「{value}」は書けません。",
    "`{name}` cannot be `{value}`.",
    "{hint}書けるのは {known} です。",
    "{hint}It takes {known}.",
)
BAD_ID = Code(
    "bad-id",
    "「{value}」は名前（ID）に使えません。",
    "`{value}` cannot be an identifier.",
    "英小文字で始め、英小文字と数字を「-」でつないでください。例：jido-teate",
    "Begin with a lower-case letter; join lower-case letters and digits by single hyphens, such as jido-teate.",
)
BAD_FORMAT = Code(
    "bad-format",
    "「{name}」の「{value}」は形が正しくありません。",
    "`{name}` has the wrong form: `{value}`.",
    "{example} の形で、引用符で囲んで書いてください。",
    "Write it in quotes like {example}.",
)
EXAMPLES = {
    "first": '"12-29"',
    "last": '"01-03"',
    "code": '"131199"',
    "postal_code": '"1740045"',
    "events": "receive.submitted",
}

TOO_LONG = Code(
    "too-long",
    "「{name}」が長すぎます（{bound}文字まで）。",
    "`{name}` is too long (at most {bound} characters).",
    "短くしてください。",
    "Shorten it.",
)
EMPTY_TEXT = Code(
    "empty-text",
    "「{name}」が空です。",
    "`{name}` is empty.",
    "文字を書いてください。要らないときはキーごと削除してください。",
    "Write the text, or delete the key if it is not needed.",
)
EMPTY_LIST = Code(
    "empty-list",
    "「{name}」にひとつも書かれていません。",
    "`{name}` holds nothing.",
    "ひとつ以上書いてください。",
    "Write at least one entry.",
)
TOO_SMALL = Code(
    "too-small",
    "「{name}」の {value} は小さすぎます（{bound} 以上）。",
    "`{name}` is too small: {value} (at least {bound}).",
    "{bound} 以上の数にしてください。",
    "Write {bound} or more.",
)
TOO_LARGE = Code(
    "too-large",
    "「{name}」の {value} は大きすぎます（{bound} 以下）。",
    "`{name}` is too large: {value} (at most {bound}).",
    "{bound} 以下の数にしてください。",
    "Write {bound} or less.",
)
BAD_DATE = Code(
    "bad-date",
    "「{name}」の「{value}」は日付ではありません。",
    "`{name}` is not a date: `{value}`.",
    "西暦で 2026-04-01 のように書いてください。",
    "Write it like 2026-04-01.",
)
EMPTY_VALUE = Code(
    "empty-value",
    "「{name}」の値が空です。",
    "`{name}` has no value.",
    "{expected}を書いてください。",
    "Write {expected}.",
)
TEXT_WITHOUT_LANGUAGE = Code(
    "text-without-language",
    "「{name}」に言語の区別がありません。",
    "`{name}` does not say which language it is in.",
    "{{ja: {value}}} のように書いてください。",
    "Write {{ja: {value}}}.",
)
NUMBER_FOR_TEXT = Code(
    "number-for-text",
    "「{name}」には文字を書きますが、{value} は数として読まれました。",
    "`{name}` takes text, but {value} was read as a number.",
    '引用符で囲んでください。例："{value}"（0で始まる番号は、引用符がないと0が消えます）',
    'Put it in quotes, such as "{value}" (without them a leading zero is lost).',
)
WRONG_SHAPE = Code(
    "wrong-shape",
    "「{name}」には{found}ではなく、{expected}を書きます。",
    "`{name}` takes {expected}, not {found}.",
    "{expected}に直してください。",
    "Change it to {expected}.",
)
