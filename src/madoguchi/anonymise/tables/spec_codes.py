"""Mistakes of a table declaration that its shape cannot say."""

from madoguchi.declare.findings import Code

ONE_SOURCE = Code(
    "one-source",
    "軸「{name}」の値の決め方が{found}つあります。",
    "The axis `{name}` has {found} sources of its codes.",
    "values・groups・bands・file・found のどれか1つだけを書いてください。",
    "Write exactly one of values, groups, bands, file and found.",
)
DUPLICATE_ID = Code(
    "duplicate-id",
    "「{name}」という名前が2回出てきます。",
    "The name `{name}` stands twice.",
    "どちらかの名前を変えてください。",
    "Rename one of them.",
)
UNKNOWN_DIMENSION = Code(
    "unknown-dimension",
    "「{name}」という軸はありません。",
    "There is no axis `{name}`.",
    "{hint}あるのは {known} です。",
    "{hint}There are {known}.",
)
UNUSED_DIMENSION = Code(
    "unused-dimension",
    "軸「{name}」を使う表がありません。",
    "No table uses the axis `{name}`.",
    "表の by に書くか、軸を消してください。",
    "Name it in a table's `by`, or delete it.",
)
NO_RULE = Code(
    "no-rule",
    "隠す決まりがひとつもありません。",
    "There is no rule of hiding.",
    "preset、minimum、dominance、p-percent のどれかを書いてください。",
    "Write preset, minimum, dominance or p-percent.",
)
NEEDS_CONTRIBUTOR = Code(
    "needs-contributor",
    "「{rule}」を使うには、だれの値か（measure.contributor）が要ります。",
    "`{rule}` needs to know whose values they are (`measure.contributor`).",
    "明細（input: records）の合計（kind: sum）に、contributor の列を書いてください。",
    "Name the column in `measure.contributor`, with `kind: sum` and `input: records`.",
)
NEEDS_COLUMN = Code(
    "needs-column",
    "合計（kind: sum）に、足す列（column）がありません。",
    "`kind: sum` has no column to add up.",
    "measure に column: を書いてください。",
    "Write `column:` under `measure`.",
)
NEEDS_VALUE = Code(
    "needs-value",
    "数えた後の表（input: cells）に、値の列（value）がありません。",
    "`input: cells` has no `value` column.",
    "value: に列名を書いてください。",
    "Write the column's name in `value:`.",
)
BAD_BANDS = Code(
    "bad-bands",
    "「{name}」の区切り方が合いません。",
    "The bands of `{name}` do not fit together.",
    "幅は細かい順で、次の幅は前の幅の倍数、last − first は最も広い幅の倍数にしてください。",
    "Widths go from fine to coarse, each a multiple of the one before; last - first is a multiple of the widest.",
)
PRESET_AGES = Code(
    "preset-ages",
    "「{preset}」では、年齢は5歳きざみで、65歳未満と95歳以上をまとめます。",
    "`{preset}` takes ages in bands of 5 years, with those under 65 and from 95 grouped.",
    "bands: {{widths: [5], first: 65, last: 95}} か、それより粗くしてください。",
    "Write bands: {{widths: [5], first: 65, last: 95}}, or coarser ones.",
)
TIERS_NEED_POPULATION = Code(
    "tiers-need-population",
    "人口による決まり（tiers）がありますが、人口のある軸がありません。",
    "There are tiers by population, and no axis has a population.",
    "市町村の軸に file と population を書いてください。",
    "Give the axis of municipalities a `file` and its `population` column.",
)
TIERS_ORDER = Code(
    "tiers-order",
    "人口による決まり（tiers）は、人口の少ない方から並べます。",
    "Tiers go from the fewest inhabitants upwards.",
    "under の小さい順に並べ直してください。",
    "Sort them by `under`.",
)
