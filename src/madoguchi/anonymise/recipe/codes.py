"""Mistakes of a recipe that no single key shows."""

from madoguchi.declare.findings import Code

TWICE = Code(
    "column-twice",
    "列「{column}」が2回書かれています。",
    "The column `{column}` is written twice.",
    "役割は1つの列に1つです。どちらかを消してください。",
    "A column plays one part. Delete one of the two.",
)
NO_QUASI = Code(
    "no-quasi",
    "手がかり (role: quasi) の列が1つもありません。",
    "No column has the role `quasi`.",
    "組み合わせると人が分かる列 (年齢、町、性別など) を role: quasi にしてください。",
    "Give the columns that together point at a person (age, town, sex …) the role `quasi`.",
)
NO_K = Code(
    "no-k",
    "k (いちばん小さい組の人数) がありません。",
    "`k` (the smallest class) is missing.",
    "k: 5 のように書くか、preset を選んでください。",
    "Write `k: 5`, or choose a `preset`.",
)
NO_HIERARCHY = Code(
    "no-hierarchy",
    "手がかりの列「{column}」に、粗くする決まり (hierarchy) がありません。",
    "The quasi-identifier `{column}` has no hierarchy.",
    "hierarchy: {{kind: whole}} (区別しない) など、種類を1つ書いてください。",
    "Write a kind, for example hierarchy: {{kind: whole}}.",
)
WRONG_PART = Code(
    "key-of-another-role",
    "「{key}」は role: {role} の列には書けません。",
    "`{key}` cannot stand with `role: {role}`.",
    "{key} を消すか、role を {roles} にしてください。",
    "Delete `{key}`, or make the role {roles}.",
)
WRONG_KIND = Code(
    "key-of-another-kind",
    "「{key}」は kind: {kind} には書けません。",
    "`{key}` cannot stand with `kind: {kind}`.",
    "{key} を消してください。{kind} に書けるのは {known} です。",
    "Delete `{key}`. A {kind} takes {known}.",
)
LACKS = Code(
    "kind-lacks-key",
    "kind: {kind} には「{key}」が要ります。",
    "`kind: {kind}` needs `{key}`.",
    "{key} を書き足してください。",
    "Add `{key}`.",
)
NOT_NESTED = Code(
    "not-nested",
    "{values} は、前の幅で割り切れる並びではありません。",
    "{values}: each width must be a multiple of the one before.",
    "5, 10, 20 のように、前の幅の倍数を小さい順に並べてください。",
    "Write multiples in rising order, such as 5, 10, 20.",
)
BOTTOM_OVER_TOP = Code(
    "bottom-over-top",
    "bottom ({bottom}) が top ({top}) より小さくありません。",
    "`bottom` ({bottom}) is not below `top` ({top}).",
    "下をまとめる値は、上をまとめる値より小さくしてください。",
    "Make `bottom` smaller than `top`.",
)
NOT_FALLING = Code(
    "not-falling",
    "keep の {values} は、大きい順ではありません。",
    "`keep` {values} does not fall.",
    "残す文字数を、5, 3, 1 のように減らしてください。",
    "Let the number of characters fall: 5, 3, 1.",
)
NO_PRESET = Code(
    "unknown-preset",
    "「{preset}」という基準はありません。",
    "There is no preset `{preset}`.",
    "{hint}あるのは {known} です。",
    "{hint}There are {known}.",
)
WEAKER = Code(
    "weaker-than-preset",
    "「{name}」が、基準「{preset}」より弱くなっています。",
    "`{name}` is weaker than the preset `{preset}`.",
    "{rule}",
    "Follow the guideline: {rule}",
)
BAD_ROLE_MIX = Code(
    "too-many-quasi",
    "手がかりの列が {n} あります。",
    "There are {n} quasi-identifiers.",
    "16列までにしてください。多いほど、どの人も1人きりになります。",
    "Keep to 16. With more, everybody is alone in a class.",
)
