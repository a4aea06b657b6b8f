"""What can be wrong with an indicator, in words."""

from madoguchi.declare.findings import Code

NO_WAY = Code(
    "indicator-way",
    "数え方（count）には、number・share・median_days・median・median_minutes・not_worse のどれか一つを書いてください。",
    "`count` needs exactly one of `number`, `share`, `median_days`, `median`, `median_minutes` and `not_worse`.",
    "{{number: {{events: [receive.submitted]}}}} のように書きます。",
    "Write for instance {{number: {{events: [receive.submitted]}}}}.",
)
ORIGIN = Code(
    "indicator-origin",
    "origin が {origin} の指標には、「{needed}」だけを書きます。",
    "An indicator whose origin is {origin} takes `{needed}` and nothing else.",
    "measured（記録から計算）なら count:、estimated・imported なら brought: を書き、もう一方を削除してください。",
    "Write `count:` for measured ones, `brought:` for estimated and imported ones, and delete the other.",
)
TALLY_SOURCE = Code(
    "tally-source",
    "何を数えるかが、ひとつに決まりません。",
    "It is not clear what is counted.",
    "events・cases・declared・kept のどれか一つを書いてください。",
    "Write exactly one of `events`, `cases`, `declared` and `kept`.",
)
TALLY_KEY = Code(
    "tally-key",
    "「{key}」は、{source} を数えるときには使えません。",
    "`{key}` does not go with counting {source}.",
    "「{key}:」を削除してください。",
    "Delete `{key}:`.",
)
TALLY_VALUE = Code(
    "tally-value",
    "「{value}」は、{source} には当てはまりません。",
    "`{value}` does not go with {source}.",
    "次のどれかを書いてください: {known}。",
    "Use one of: {known}.",
)
UNKNOWN_REGISTER = Code(
    "indicator-register",
    "台帳「{name}」がありません。",
    "There is no register `{name}`.",
    "{hint}台帳は {known} です。",
    "{hint}Registers are {known}.",
)
UNKNOWN_FIELD = Code(
    "indicator-field",
    "数える台帳のどこにも、plain の項目「{name}」がありません。",
    "No register that is counted has a plain field `{name}`.",
    "{hint}項目は {known} です。項目でしぼるときは、registers: も書いてください。",
    "{hint}Fields are {known}. Whoever narrows by a field also writes `registers:`.",
)
SHARE_UNIT = Code(
    "indicator-unit",
    "割合（share）の指標の単位が {unit} になっています。",
    "The unit of a share is {unit}.",
    "unit: percent にしてください。",
    "Write `unit: percent`.",
)
COST_ORIGIN = Code(
    "indicator-cost-origin",
    "円に直した数は推計ですが、origin が {origin} になっています。",
    "Money made of minutes is an estimate, but origin is {origin}.",
    "origin: estimated にしてください。測った数 (分) は、別の指標にします。",
    "Write `origin: estimated`. The measured minutes are an indicator of their own.",
)
MEDIAN_UNIT = Code(
    "indicator-median-unit",
    "{of} の中央値の指標の単位が {unit} になっています。",
    "The unit of a median of {of} is {unit}.",
    "unit: {of} にしてください。",
    "Write `unit: {of}`.",
)
BASELINE_NEITHER = Code(
    "indicator-baseline-neither",
    "better が neither の指標に、基準（baseline）があります。良くなったか悪くなったかが言えません。",
    "An indicator that is better neither way has a `baseline`: nothing can be called worse.",
    "better: を up か down にするか、baseline: を削除してください。",
    "Write `better: up` or `down`, or delete `baseline:`.",
)
NO_BASELINE = Code(
    "indicator-no-baseline",
    "くらべる指標「{name}」がないか、基準（baseline）か分け方（by）がありません。",
    "The indicator `{name}` that is compared is not there, or has no `baseline` or no `by`.",
    "{hint}その指標に baseline: と by: を書いてください。あるものは {known} です。",
    "{hint}Write `baseline:` and `by:` into that indicator. Those that have them: {known}.",
)
NO_RATE = Code(
    "indicator-no-rate",
    "円に直す指標ですが、1時間あたりの人件費がありません。",
    "This indicator tells money, but what an hour costs is not declared.",
    "municipality.yaml に labour: を書き、額と日付と出どころを入れてください。",
    "Write `labour:` with the amount, its date and its source into municipality.yaml.",
)
SAME_COUNT = Code(
    "indicator-same-count",
    "指標「{other}」と同じ件数を、別の期間で数えています。二つを引き算すると、小さな数が分かります。",
    "The indicator `{other}` counts the same over other periods: subtracting the two tells small numbers.",
    "期間（period）を {other} と同じにするか、どちらか一方を削除してください。",
    "Give both the same `period`, or delete one of them.",
)
UNKNOWN_ANSWER = Code(
    "indicator-answer",
    "手続「{procedure}」には、答えを数えられる項目「{name}」がありません。",
    "The answers to `{name}` of the procedure `{procedure}` cannot be counted.",
    "{hint}数えられるのは、procedures: に書いた手続の case.columns にある項目です: {known}。",
    "{hint}Columns (`case.columns`) of the procedures named in `procedures:` can be counted: {known}.",
)
UNKNOWN_OPTION = Code(
    "indicator-option",
    "項目「{field}」に選択肢「{name}」がありません。",
    "The field `{field}` has no option `{name}`.",
    "{hint}選択肢は {known} です。",
    "{hint}Options are {known}.",
)
SAME_ANSWERS = Code(
    "indicator-same-answers",
    "指標「{other}」も、手続「{procedure}」の項目「{name}」の答えを数えています。引き算すると、小さな数が分かります。",
    "The indicator `{other}` counts answers to `{name}` of `{procedure}`, too: subtracting the two tells small numbers.",
    "どちらか一方を削除してください。選択肢ごとの数は、データセット（datasets/）で出せます。",
    "Delete one of them. A dataset (datasets/) tells the numbers of every option.",
)
UNKNOWN_PROCEDURE = Code(
    "indicator-procedure",
    "手続「{name}」がありません。",
    "There is no procedure `{name}`.",
    "{hint}手続は {known} です。",
    "{hint}Procedures are {known}.",
)
