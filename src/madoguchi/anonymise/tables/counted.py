"""A table of rows that a program holds in its hands: hidden, written aside, read back and proven, as `making` does it
with a file. Nothing of it is left on the disk."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.certificate import certificate
from madoguchi.anonymise.tables.codes import Coding, coding
from madoguchi.anonymise.tables.emit import write_release
from madoguchi.anonymise.tables.errors import TableError
from madoguchi.anonymise.tables.figures import Figures, Records, add_up
from madoguchi.anonymise.tables.grid import Grid, Layout, build
from madoguchi.anonymise.tables.job import Case, Tick, hide, prove
from madoguchi.anonymise.tables.making import Made
from madoguchi.anonymise.tables.page import page
from madoguchi.anonymise.tables.primary import Judged, Reason, judge
from madoguchi.anonymise.tables.recount import recount
from madoguchi.anonymise.tables.spec import TableSpec

TABLE = "table"
"""The one layout of such a declaration."""
_GRAND_TOTAL = 0
"""Its cell: the root of every axis."""


@dataclass(frozen=True)
class Counted:
    """What may be shown to everybody: the long CSV (UTF-8 with BOM), its certificate, the page. No truth of a hidden
    cell is among them."""

    table: bytes
    certificate: dict[str, Any]
    page: str


def count_out(
    spec: TableSpec, rows: Sequence[Sequence[str]], people: Sequence[int], *, tick: Tick = lambda _stage, _left: None
) -> Counted:
    """Count rows (one value for each dimension of `spec`, and the number of the person behind it), hide, prove.

    A cell is hidden when fewer than the minimum of cases, or of people, are in it: ten notices of one child are one
    child. The grand total, where it is not small, stays shown: others tell it as well.

    Raises TableError: a value that a dimension does not cover, or a table that did not pass its audit.
    """
    with TemporaryDirectory(prefix="madoguchi-count-") as name:
        folder = Path(name)
        case = _case(spec, rows, people)
        files = write_release(case, hide(case, tick=tick), folder)
        back = recount(case, folder)
        proof = prove(case, back.hidden)
        bound = {"input": case.sha256, "spec": spec_hash(spec)}
        made = Made(case, back, proof, certificate(case, back, proof, files, bound=bound))
        if not made.certificate["passed"]:
            raise TableError(
                ja="表が検査に合格しなかったので、公表用の表は作りませんでした。軸を粗くするか、期間を長くしてください。",
                en="The table did not pass its audit, so nothing is released. Coarsen an axis or lengthen the period.",
            )
        return Counted((folder / f"{TABLE}.csv").read_bytes(), made.certificate, page(made, keeper=False))


def spec_hash(spec: TableSpec) -> str:
    """SHA-256 of a declaration that is in no file."""
    return _hash(spec.model_dump(mode="json", by_alias=True))


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _case(spec: TableSpec, rows: Sequence[Sequence[str]], people: Sequence[int]) -> Case:
    codings = [coding(one, Path(), ()) for one in spec.dimensions]
    axes = [one.axis for one in codings]
    grid = build(axes, [Layout(one.id, one.by) for one in spec.tables])
    leaves = np.array([_leaf(codings, row) for row in rows], np.int64).reshape(len(rows), len(axes))
    records = Records(leaves, np.ones(len(rows), np.int64), np.array(people, np.int64), tuple(map(str, people)))
    figures = _figures(grid, records)
    judged = _known_total(_people_too(judge(grid, Figures(figures.values), spec), figures, spec))
    digest = _hash(sorted([*row, person] for row, person in zip(map(list, rows), people, strict=True)))
    return Case(spec, grid, Figures(figures.values), judged, len(rows), digest)


def _figures(grid: Grid, records: Records) -> Figures:
    nothing = np.zeros(len(grid), np.int64)
    return add_up(grid, records) if len(records.values) else Figures(nothing, nothing)


def _leaf(codings: Sequence[Coding], row: Sequence[str]) -> list[int]:
    nodes = [one.node(value) for one, value in zip(codings, row, strict=True)]
    for one, node in zip(codings, nodes, strict=True):
        if node is None:
            raise TableError(
                ja=f"軸「{one.axis.id}」に、宣言にない値がありました。",
                en=f"The axis `{one.axis.id}` met a value that it does not cover.",
            )
    return [node for node in nodes if node is not None]


def _people_too(judged: Judged, figures: Figures, spec: TableSpec) -> Judged:
    """A cell with enough cases of too few people is hidden as a small one is, and must stay as uncertain."""
    least = spec.rules.minimum or 0
    people: Ints = figures.contributors if figures.contributors is not None else figures.values
    few = (people < least) & (judged.reasons == Reason.SHOWN) & (figures.values > 0)
    reasons, need = judged.reasons.copy(), judged.need
    reasons[few] = Reason.SMALL
    width = need.width.copy()
    width[few] = np.maximum(width[few], least - 1)
    return replace(judged, reasons=reasons, need=replace(need, width=width))


def _known_total(judged: Judged) -> Judged:
    """The grand total is never hidden to cover others: whoever counts the same cases elsewhere knows it."""
    may_hide = judged.may_hide.copy()
    may_hide[_GRAND_TOTAL] = bool(judged.primary[_GRAND_TOTAL])
    return replace(judged, may_hide=may_hide)
