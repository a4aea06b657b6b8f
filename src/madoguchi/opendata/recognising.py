"""Which standard a table is meant for: candidates by the share of its columns that have a place, the best first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from madoguchi.opendata.folding import fold
from madoguchi.opendata.matching import Matching, match
from madoguchi.opendata.standards.loading import index
from madoguchi.opendata.standards.model import Standard
from madoguchi.opendata.table import Table

_WORTH = {"exact": 1.0, "spelling": 1.0, "learned": 1.0, "renamed": 0.85, "synonym": 0.6, "values": 0.6}
_HINT = 0.2
"""What a word beside the headings weighs: as much as two columns of ten or three."""

_LOOKED_AT = 50
_SOME, _COMMON = 4, 4
"""A column that so many datasets have speaks for none of them: 名称, 住所, 電話番号 …"""


class Candidate(NamedTuple):
    """`share`: of the table's columns; `covered`: of the standard's columns; `hint`: the word that named it, or "".

    `telling`: a word names the dataset, or a column is there that few datasets have; else another may be meant as well.
    """

    standard: Standard
    matching: Matching
    share: float
    covered: float
    hint: str
    score: float
    telling: bool

    @property
    def fits(self) -> bool:
        """Whether every column of the table has a place, and there are some: another dataset is hardly meant."""
        return self.share == 1 and len(self.matching.matches) >= _SOME


def recognise(
    table: Table, standards: Iterable[Standard], *, learned: Mapping[str, Mapping[str, str]] | None = None
) -> list[Candidate]:
    """Every standard of which at least one column was found, the likeliest first. `learned`: as `learning.load` gives it."""
    known = learned or {}
    there = list(standards)
    common = _common(there)
    found = [_candidate(table, standard, known.get(standard.key), common) for standard in there]
    likely = [candidate for candidate in found if candidate.matching.matches]
    newest = sorted(likely, key=lambda candidate: candidate.standard.key, reverse=True)
    return sorted(newest, key=lambda candidate: -round(candidate.score, 3))


def _common(standards: Sequence[Standard]) -> frozenset[str]:
    """Names of columns that many datasets have, whatever the edition."""
    having: dict[str, set[str]] = {}
    for standard in standards:
        for name in standard.names:
            having.setdefault(name, set()).add(standard.key.split("/")[1])
    return frozenset(name for name, datasets in having.items() if len(datasets) >= _COMMON)


def _candidate(
    table: Table, standard: Standard, learned: Mapping[str, str] | None, common: frozenset[str]
) -> Candidate:
    matching = match(table.header, standard, rows=table.rows[:_LOOKED_AT], learned=learned)
    named = max(1, len(matching.matches) + len(matching.homeless))
    covered = len(matching.matches) / len(standard.columns)
    worth = sum(_WORTH[one.how] for one in matching.matches)
    hint = _hint(table, standard)
    score = 0.7 * worth / named + 0.3 * worth / len(standard.columns) + (_HINT if hint else 0)
    telling = bool(hint) or any(one.column.name not in common for one in matching.matches)
    return Candidate(standard, matching, matching.share, covered, hint, score, telling)


def _hint(table: Table, standard: Standard) -> str:
    """The dataset's name, Japanese or English, in a title, in the name of file or sheet, in headings, or in the rows."""
    titles = [cell for aside in table.asides if aside.kind == "title" for cell in aside.cells]
    places = [
        fold(place).replace("地方公共団体", "")
        for place in (table.source.name, table.source.sheet, *titles, *table.header)
    ]
    words = (standard.name.removesuffix("一覧").removesuffix("施設"), standard.key.split("/")[1])
    if word := next((word for word in words if any(fold(word) in place for place in places)), ""):
        return word
    named = places[: len(places) - len(table.header)]
    others = index()["words"].get(standard.key.split("/")[1], [])
    if word := next((word for word in others if any(fold(word) in place for place in named)), ""):
        return str(word)
    looked_at = table.rows[:_LOOKED_AT]
    said = sum(any(words[0] in cell for cell in row.cells) for row in looked_at)
    return words[0] if said * 2 > len(looked_at) else ""
