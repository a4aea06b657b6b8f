"""The whole job in one place: hide, write aside, read back, prove, and only then put it under the final name."""

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from madoguchi.anonymise.stopping import to_the_end
from madoguchi.anonymise.tables.certificate import KIND, as_json, certificate, keeper_rows
from madoguchi.anonymise.tables.emit import write_release
from madoguchi.anonymise.tables.errors import TableError
from madoguchi.anonymise.tables.job import Case, Proof, Tick, hide, open_case, prove, sha256
from madoguchi.anonymise.tables.loading import load
from madoguchi.anonymise.tables.page import write_pages
from madoguchi.anonymise.tables.reading import Input
from madoguchi.anonymise.tables.recount import Recount, recount

RELEASE, KEEPER, CERTIFICATE = "release", "keeper", "certificate.json"


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    source: Input
    spec: Path
    out: Path
    exact: bool = False
    replace: bool = False


@dataclass(frozen=True)
class Made:
    """What came of it."""

    case: Case
    back: Recount
    proof: Proof
    certificate: dict[str, Any]

    @cached_property
    def place(self) -> dict[int, int]:
        """Where a hidden cell stands among the intervals."""
        return {int(cell): at for at, cell in enumerate(self.proof.intervals.cells)}


def make(request: Request, *, tick: Tick = lambda _stage, _left: None) -> Made:
    """Make the release of one declaration. Whatever happens, `out` is either whole or as it was."""
    _refuse_place(request)
    tick("read", 0)
    case = open_case(load(request.spec), request.source, request.spec.parent)
    hidden = hide(case, tick=tick)
    with to_the_end() as settle, _aside(request.out, settle) as folder:
        release, keeper = folder / RELEASE, folder / KEEPER
        release.mkdir()
        keeper.mkdir()
        files = write_release(case, hidden, release)
        made = _proven(request, case, release, files, tick)
        write_pages(made, release / "index.html", keeper / "index.html")
        (release / CERTIFICATE).write_text(as_json(made.certificate), encoding="utf-8")
        with (keeper / "cells.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(keeper_rows(case, made.proof))
        if not made.certificate["passed"]:
            raise TableError(
                ja="書き出した表が検査に合格しなかったので、公表用のファイルは作りませんでした。",
                en="The written table did not pass its audit, so nothing was released.",
            )
    return made


def check(request: Request, *, tick: Tick = lambda _stage, _left: None) -> Made:
    """Only look at a release that is there already."""
    tick("read", 0)
    case = open_case(load(request.spec), request.source, request.spec.parent)
    release = request.out / RELEASE if (request.out / RELEASE).is_dir() else request.out
    return _proven(request, case, release, sorted(release.glob("*.csv")), tick)


def _proven(request: Request, case: Case, release: Path, files: list[Path], tick: Tick) -> Made:
    back = recount(case, release)
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        tick("audit", done)

    proof = prove(case, back.hidden, exact=request.exact, tick=count)
    folder = request.spec.parent
    bound = {"input": case.sha256, "spec": sha256(request.spec)}
    bound |= {f"codes:{one.file}": sha256(folder / one.file) for one in case.spec.dimensions if one.file}
    return Made(case, back, proof, certificate(case, back, proof, files, bound=bound))


def _refuse_place(request: Request) -> None:
    """A folder is replaced only if it is one that this command made: anything else may be all that somebody has."""
    if request.out.exists() and not request.replace:
        raise TableError(
            ja=f"{request.out} はもうあります。ほかの名前にするか、--replace をつけてください。",
            en=f"{request.out} is already there. Choose another name, or add --replace.",
        )
    if request.out.exists() and not _is_ours(request.out):
        raise TableError(
            ja=f"{request.out} は、このコマンドが作ったフォルダーではないので、置きかえません。ほかの名前にしてください。",
            en=f"{request.out} was not made by this command, so it is not replaced. Choose another name.",
        )


def _is_ours(out: Path) -> bool:
    if not out.is_dir() or {path.name for path in out.iterdir()} != {RELEASE, KEEPER}:
        return False
    try:
        paper = json.loads((out / RELEASE / CERTIFICATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(paper, dict) and paper.get("kind") == KIND


@contextmanager
def _aside(out: Path, settle: Callable[[], None]) -> Iterator[Path]:
    """A folder beside the final one, which takes its name when all went well and vanishes when not."""
    folder = _folder_beside(out)
    try:
        yield folder
        settle()
        if out.exists():
            old = folder.with_name(folder.name + "-old")
            out.rename(old)
            folder.rename(out)
            shutil.rmtree(old)
        else:
            folder.rename(out)
        out.chmod(0o755)
    finally:
        settle()
        shutil.rmtree(folder, ignore_errors=True)


def _folder_beside(out: Path) -> Path:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise TableError(
            ja=f"出力先「{out}」を作れません。書ける場所の、あるフォルダーの中を指定してください。",
            en=f"The output `{out}` cannot be made. Name a place in a folder where you may write.",
        ) from error
