"""The question to DuckDB: is this row surely right? Compiled from what the row checker goes by.

A row that passes has no finding; one that does not pass may have one. Columns and rules that fail often in the sample
are left out of the question, since they would let hardly any row pass: they are read out and judged by value.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from madoguchi.opendata.checking.formats.proofs import PROOFS
from madoguchi.opendata.checking.judging import Judge
from madoguchi.opendata.checking.rows.model import RowRule
from madoguchi.opendata.checking.surface import JOINT, trouble_pattern
from madoguchi.opendata.reading.reading import SUSPECT
from madoguchi.opendata.table import Row

_OFTEN = 0.02
"""Share of the sample's rows from which a column or rule is read out instead."""

_FEW, _MOST_KNOWN = 13, 40
"""Known values of a column: so many are compared one by one, which is quicker than a pattern; so many are asked for at all."""

_LOOKED_AT = 500
"""Rows of the sample that are enough to tell what is usual."""

_ALWAYS = 0.95
"""Share of the sample's rows from which a value is the usual one of its column."""


class Gate(NamedTuple):
    """`sql` is true for rows that are surely right. `noisy`, `rules`: what it leaves out."""

    sql: str
    noisy: tuple[int, ...]
    rules: tuple[RowRule, ...]

    @property
    def read_out(self) -> tuple[int, ...]:
        """Columns that are judged by value."""
        return tuple(sorted({*self.noisy, *(column for rule in self.rules for column in rule.columns)}))


def make_gate(judge: Judge, sample: Sequence[Row]) -> Gate:
    """The question for a table, its first rows being known."""
    sample = sample[:_LOOKED_AT]
    often = max(1, len(sample) * _OFTEN)
    noisy = tuple(at for at in range(len(judge.header)) if _troubled(judge, at, sample) >= often)
    asked: dict[RowRule, str] = {}
    left: list[RowRule] = []
    for rule in judge.rules:
        condition = None if set(rule.columns) & set(noisy) else _rule(judge, rule, sample, often)
        if condition is None:
            left.append(rule)
        else:
            asked[rule] = condition
    columns = [at for at in range(len(judge.header)) if at not in noisy]
    return Gate(_gate(judge, columns, sample, asked), noisy, tuple(left))


def _troubled(judge: Judge, at: int, sample: Sequence[Row]) -> int:
    cells = Counter(row.cells[at] for row in sample)
    return sum(times for cell, times in cells.items() if not judge.checks[at].is_silent(cell))


def _gate(judge: Judge, columns: Sequence[int], sample: Sequence[Row], rules: Mapping[RowRule, str]) -> str:
    """Patterns of ASCII are joined to one, the others to another: one of all is slower, and so is one for each. Free text
    is searched for what may be told of it. What hardly ever fails comes last, since what comes after a question is slower
    once a row has failed it."""
    known = {at: _known(judge, at, sample) for at in columns}
    few = [at for at in columns if len(known[at]) <= _FEW]
    many = [at for at in columns if at not in few]
    text = [at for at in many if not _pattern(judge, at)]
    ascii_only = [at for at in many if at not in text and _pattern(judge, at).isascii()]
    others = [at for at in many if at not in text and at not in ascii_only]
    joined = [rule for rule in rules if _is_pattern(judge, rule, ascii_only)]
    asked = [_joined(judge, some, joined if some is ascii_only else ()) for some in (ascii_only, others) if some]
    asked += [_untroubled(text)] if text else []
    asked += [proof for at in many if (proof := _proof(judge, at, known[at]))]
    usual = {at: value for at in few if (value := _usual(at, known[at], sample)) is not None}
    covered = [rule for rule in rules if _is_right(rule, usual)]
    asked += [condition for rule, condition in rules.items() if rule not in covered and rule not in joined]
    asked.append(_data(judge.header))
    asked += [_one_of(judge, at, known[at]) for at in few if at not in usual]
    rest = _nested([*(_one_of(judge, at, known[at]) for at in usual), *(rules[rule] for rule in covered)])
    return _nested([*asked, f"CASE WHEN {_all_usual(usual)} THEN true ELSE {rest} END"])


def _usual(at: int, known: Sequence[str], sample: Sequence[Row]) -> str | None:
    """The value that a column has nearly always, which is right."""
    for value, times in Counter(row.cells[at] for row in sample).most_common(1):
        return value if value in known and times >= _ALWAYS * len(sample) else None
    return None


def _is_pattern(judge: Judge, rule: RowRule, columns: Sequence[int]) -> bool:
    """Whether a rule can be asked together with the patterns of its cells."""
    there = set(rule.columns) <= set(columns)
    return bool(rule.pattern) and there and all(judge.checks[at].format.name == rule.form for at in rule.columns)


def _is_right(rule: RowRule, usual: Mapping[int, str]) -> bool:
    """Whether a rule has nothing to say where all its cells are the usual ones."""
    return set(rule.columns) <= set(usual) and not rule.judge([usual[at] for at in rule.columns])


def _all_usual(usual: Mapping[int, str]) -> str:
    """A few comparisons of whole cells: most rows need no more."""
    return " AND ".join(f"c{at} = {literal(value)}" for at, value in usual.items()) or "true"


def _data(header: Sequence[str]) -> str:
    """What `reading.is_surely_data` asks: neither blank, nor the header again, nor beginning like a group or a total."""
    begins = f"(c0 >= '0' AND c0 < 'T') OR left(c0, 1) NOT IN ({', '.join(map(literal, sorted(SUSPECT)))})"
    there = [f"c{at} <> ''" for at in range(len(header))]
    most = min(2, len(header) - 1)
    counted = " + ".join(f"({one})::INTEGER" for one in there)
    filled = f"CASE WHEN {' AND '.join(there[: most + 1])} THEN true ELSE {counted} > {most} END"
    return f"(({begins}) AND c0 <> {literal(header[0])} AND NOT suffix(c0, '計') AND {filled})"


def _nested(conditions: Sequence[str]) -> str:
    """Each is asked only of rows that passed the one before."""
    sql = "true"
    for condition in reversed(conditions):
        sql = f"CASE WHEN {condition} THEN {sql} ELSE false END"
    return sql


def _pattern(judge: Judge, at: int) -> str:
    """Of a right cell; "" for free text."""
    form = judge.checks[at].format
    return (form.proof and PROOFS[form.proof].pattern) or form.pattern


def _untroubled(columns: Sequence[int]) -> str:
    """Free text of which nothing is told."""
    cells = ", ".join(f"c{at}" for at in columns)
    return f"NOT regexp_matches(concat_ws({literal(JOINT)}, {cells}), {literal(trouble_pattern())})"


def _known(judge: Judge, at: int, sample: Sequence[Row]) -> list[str]:
    """Right values that the sample has, and the empty one, which is counted elsewhere."""
    cells = {row.cells[at] for row in sample}
    return sorted({cell for cell in cells if judge.checks[at].is_silent(cell)} | {""})


def _one_of(judge: Judge, at: int, known: Sequence[str]) -> str:
    """A column of few values: mostly one of those that are known to be right."""
    pattern = _pattern(judge, at)
    asked = f"regexp_full_match(c{at}, {literal(pattern)})" if pattern else _untroubled([at])
    if sql := _proof_sql(judge, at):
        asked = f"CASE WHEN {asked} THEN {sql} ELSE false END"
    return f"CASE WHEN {_is_one_of(f'c{at}', known)} THEN true ELSE {asked} END"


def _is_one_of(sql: str, known: Sequence[str]) -> str:
    return f"{sql} IN ({', '.join(map(literal, known))})"


def _joined(judge: Judge, columns: Sequence[int], rules: Sequence[RowRule]) -> str:
    """One pattern over the cells of several columns, each of which may be empty; `rules` have one for theirs together."""
    taken = {at for rule in rules for at in rule.columns}
    single = [at for at in columns if at not in taken]
    patterns = [*(f"(?:{rule.pattern})" for rule in rules), *(f"(?:{_pattern(judge, at)})?" for at in single)]
    pattern = "".join(f"{one}\\x1f" for one in patterns)
    cells = ", ".join(f"c{at}" for at in [*(at for rule in rules for at in rule.columns), *single])
    return f"regexp_full_match(concat_ws(chr(31), {cells}, ''), {literal(pattern)})"


def _proof(judge: Judge, at: int, known: Sequence[str]) -> str:
    """What a pattern cannot tell; asked at once where the values are known."""
    asked = _proof_sql(judge, at)
    if not asked:
        return ""
    if len(known) > _MOST_KNOWN:
        return f"(c{at} = '' OR {asked})"
    return f"CASE WHEN {_is_one_of(f'c{at}', known)} THEN true ELSE {asked} END"


def _proof_sql(judge: Judge, at: int) -> str:
    proof = judge.checks[at].format.proof
    return PROOFS[proof].sql.format(c=f"c{at}") if proof else ""


def _rule(judge: Judge, rule: RowRule, sample: Sequence[Row], often: float) -> str | None:
    """The rule in SQL; where it has none, the combinations of values that are known to be right."""
    plain = [tuple(judge.plain(at, row.cells[at]) for at in rule.columns) for row in sample]
    if sum(1 for cells in plain if rule.judge(cells)) >= often:
        return None
    if rule.good:
        return _likely(rule, plain) + rule.good.format(*(f"c{at}" for at in rule.columns))
    known = {cells for cells in plain if not rule.judge(cells)}
    return None if len(known) > _MOST_KNOWN else _together(rule.columns, sorted(known))


def _likely(rule: RowRule, plain: Sequence[Sequence[str]]) -> str:
    """The usual beginnings of the first cell are asked for before all others: a comparison of some bytes."""
    usual = Counter(word for cells in plain for word in rule.starts if cells[0].startswith(word))
    return "".join(f"starts_with(c{rule.columns[0]}, {literal(word)}) OR " for word, _ in usual.most_common(2))


def _together(columns: Sequence[int], known: Sequence[Sequence[str]]) -> str:
    """Cells that stand together as they did before. A few comparisons are quicker than joining the cells."""
    if 0 < len(known) <= _FEW:
        some = (
            " AND ".join(f"c{at} = {literal(cell)}" for at, cell in zip(columns, one, strict=True)) for one in known
        )
        return f"({' OR '.join(f'({one})' for one in some)})"
    cells = f"concat_ws(chr(31), {', '.join(f'c{at}' for at in columns)})"
    return _is_one_of(cells, ["\x1f".join(some) for some in known] or [""])


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"
