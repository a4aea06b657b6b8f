"""What was released, from what, by which rule, and what was proven of it: JSON that binds them by their hashes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from madoguchi.anonymise.tables.job import Case, Proof, sha256
from madoguchi.anonymise.tables.presets import in_force
from madoguchi.anonymise.tables.primary import Reason
from madoguchi.anonymise.tables.recount import Recount

KIND = "madoguchi.table-certificate/1"
CLAIMS = {
    "ja": "公表用のファイルを読み直した結果です。隠したマスごとに、公表された数字のすべてに合う整数の表を2つ以上示し、その幅が決まりを満たすことを、"
    "整数の計算で確かめました。読む人が前もって別のことを知っている場合と、隠し方の手順から推しはかる場合は含みません。",
    "en": "Recounted from the released files. For every cell hidden by a rule, whole-number tables that fit every published figure "
    "were found and checked in exact integers; they differ in that cell by at least what the rule asks. Readers who know "
    "something else beforehand, and guesses from the way cells were chosen, are not covered.",
}


def certificate(
    case: Case, back: Recount, proof: Proof, files: Sequence[Path], *, bound: dict[str, str]
) -> dict[str, Any]:
    """For everybody. It tells no reason and no truth of a hidden cell: only counts, bounds that any reader could work
    out, and hashes."""
    found = proof.intervals
    rules = in_force(case.spec.rules, with_population=any(axis.population for axis in case.grid.axes))
    return {
        "kind": KIND,
        "table": case.spec.table,
        "legal_kind": "statistics",
        "passed": proof.holds and all(check.passed for check in back.checks),
        "claims": CLAIMS,
        "rules": rules.model_dump(by_alias=True, exclude_none=True),
        "preset": case.spec.rules.preset,
        "bound": bound,
        "files": {path.name: sha256(path) for path in sorted(files)},
        "cells": len(case.grid),
        "equations": len(case.grid.equations),
        "hidden": int(back.hidden.sum()),
        "checks": {check.name: check.found for check in back.checks},
        "audit": {
            "cells": len(found.cells),
            "not_proven_safe": int((~found.safe).sum()),
            "exact_intervals": int(found.exact.sum()),
            "blocks": found.blocks,
            "linear_programs": found.programs,
            "lone_contributors": proof.insiders,
            "safe_from_lone_contributors": proof.insiders_safe,
        },
    }


def keeper_rows(case: Case, proof: Proof) -> list[list[str]]:
    """Every hidden cell: its name, truth, reason and interval. Never to be released."""
    found = proof.intervals
    heading = [axis.id for axis in case.grid.axes]
    rows = [[*heading, "value", "reason", "lower", "upper", "outer_lower", "outer_upper", "width", "exact", "ok"]]
    for at, cell in enumerate(found.cells.tolist()):
        bounds = [
            _number(bound[at])
            for bound in (found.lower, found.upper, found.outer_lower, found.outer_upper, found.width)
        ]
        reason = Reason(int(case.judged.reasons[cell])) if case.judged.primary[cell] else Reason.FURTHER
        flags = [str(bool(flag[at])).lower() for flag in (found.exact, found.safe)]
        rows.append([*case.grid.name(cell), str(case.values[cell]), reason.name.lower(), *bounds, *flags])
    return rows


def _number(bound: float) -> str:
    return "" if np.isinf(bound) else str(int(bound))


def as_json(one: dict[str, Any]) -> str:
    """As it is written: readable, and always the same for the same content."""
    return json.dumps(one, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
