"""What a format is: one declaration from which the row checker and the bulk engine both take what is right."""

from typing import NamedTuple


class Advice(NamedTuple):
    """What could be done about a cell that is not right. `after` None: there is only something to say."""

    kind: str = ""
    after: str | None = None
    provable: bool = False
    ja: str = ""
    en: str = ""


class Format(NamedTuple):
    """`pattern` is read by Python and by RE2 alike (no backslash classes, no dot) and covers the whole cell.

    `surface`: which spellings differ only in width: "half" (ASCII is meant), "kana" (full-width katakana is meant) or
    "text". `proof` names an entry of `proofs.PROOFS` which must hold as well.
    """

    name: str
    ja: str  # what is right, as an object: 「2026-04-01」の形の日付
    en: str
    example: str
    pattern: str
    surface: str = "half"
    proof: str = ""
    mend: str = ""  # module and function that knows what could be done: "dates.mend_date"
    words: tuple[str, ...] = ()
    source: str = ""
