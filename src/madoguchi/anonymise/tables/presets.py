"""The rules of the national guidelines, sentence by sentence. A name in a declaration stands for one of these.

Source of all of them: 『匿名介護情報等の提供に関するガイドライン』 p.33 and its siblings (NDB: the draft that repeats
the same figures). A town must check the edition in force before it relies on one.
"""

from madoguchi.anonymise.tables.spec import PresetName, Rules, Tier

PEOPLE = Rules(minimum=10, tiers=(Tier(under=2_000), Tier(under=25_000, minimum=20)), zero="shown")
"""10未満のマスを出さない (0は出せる)。人口2,000人未満の市町村は集計しない。2,000人以上25,000人未満は20未満を出さない。"""

ESTABLISHMENTS = Rules(minimum=3, zero="shown")
"""事業所・市町村の数が3未満のマスを出さない。"""

PRESETS: dict[PresetName, Rules] = {
    "kaigo-db": PEOPLE,
    "kaigo-db-establishments": ESTABLISHMENTS,
    "ndb": PEOPLE,
    "under-10": Rules(minimum=10, zero="shown"),
    "under-20": Rules(minimum=20, zero="shown"),
    "under-3": Rules(minimum=3, zero="shown"),
}
GROUPED_AGES: dict[PresetName, tuple[int, int, int]] = {"kaigo-db": (5, 65, 95)}
"""5歳きざみ。65歳未満と95歳以上はまとめる。"""


def in_force(rules: Rules, *, with_population: bool) -> Rules:
    """A preset with what is written beside it. The stricter of two minimums holds."""
    if rules.preset is None:
        return rules
    preset = PRESETS[rules.preset]
    minimum = max(preset.minimum or 0, rules.minimum or 0) or None
    tiers = rules.tiers or (preset.tiers if with_population else ())
    own = {name: getattr(rules, name) for name in ("dominance", "p_percent")}
    zero = rules.zero if "zero" in rules.model_fields_set else preset.zero
    return Rules(minimum=minimum, tiers=tiers, zero=zero, **own)
