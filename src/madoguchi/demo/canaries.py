"""One fictional family that flees from violence. Nobody outside the case may ever meet these words.

They occur nowhere else in the ward, so a test that finds one of them in a page, an export, a log or a letter has found a leak.
"""

from datetime import date

from madoguchi.demo.households import Address, Household, Person

CANARY_HOME = Address("0000123", "青葉都", "みどり区", "みなみ野", "9-99-909", "メゾンカナリア 909")
CANARY_TELEPHONE = "09000009909"
CANARY_MOTHER = Person("綾瀬川", "望海", "アヤセガワ", "ノゾミ", date(1988, 2, 29), "head")
CANARY_CHILDREN = (
    Person("綾瀬川", "帆波", "アヤセガワ", "ホナミ", date(2015, 9, 9), "child"),
    Person("綾瀬川", "汐音", "アヤセガワ", "シオネ", date(2019, 11, 19), "child"),
)
CANARY_FAMILY = Household(0, CANARY_HOME, CANARY_TELEPHONE, (CANARY_MOTHER, *CANARY_CHILDREN))

CANARY_WORDS: tuple[str, ...] = (
    "綾瀬川", "望海", "帆波", "汐音", "アヤセガワ", "ノゾミ", "ホナミ", "シオネ", "メゾンカナリア", "9-99-909",
    "09000009909", "090-0000-9909",
)  # fmt: skip
"""What a test searches for."""
