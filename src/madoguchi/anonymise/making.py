"""The whole job: collapse, search, emit to a hidden file, verify that file, and only then give it its name."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path

from madoguchi.anonymise.columns import compare_columns, locate
from madoguchi.anonymise.engine.duck import DuckEngine
from madoguchi.anonymise.engine.protocol import Engine
from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.hierarchies.ladder import Uncovered
from madoguchi.anonymise.outputs import refuse_places, write_whole
from madoguchi.anonymise.planning import Plan, clues, emission, if_small, marks, plan
from madoguchi.anonymise.progress import Quiet, Tells
from madoguchi.anonymise.recipe import Recipe
from madoguchi.anonymise.recipe.loading import hash_of, load_recipe
from madoguchi.anonymise.retracing import retracer
from madoguchi.anonymise.search.assignment import Assignment, whole_columns
from madoguchi.anonymise.search.local import class_by_class
from madoguchi.anonymise.search.optimum import Optimum, find
from madoguchi.anonymise.sources import Source, open_source, session
from madoguchi.anonymise.sources.opening import empty
from madoguchi.anonymise.sources.source import MEMORY
from madoguchi.anonymise.stopping import to_the_end
from madoguchi.anonymise.verify.certificate import Bound, Certificate, beside, write_certificate
from madoguchi.anonymise.verify.together import read_other
from madoguchi.anonymise.verify.verifying import Case, verify

OUTPUTS = (".csv", ".parquet")


@dataclass(frozen=True)
class Job:
    """What a person asked for. `key` is the secret of the pseudonyms, `beside` are earlier releases of the same source."""

    input: str
    recipe: Path
    out: Path
    table: str | None = None
    report: Path | None = None
    memory: str = MEMORY
    threads: int | None = None
    seconds: float | None = None
    key: bytes | None = None
    beside: Sequence[Path] = ()
    tells: Tells = field(default_factory=Quiet)


@dataclass(frozen=True)
class Release:
    """What was made, with the proof and the certificate."""

    plan: Plan
    assigned: Assignment
    optimum: Optimum
    certificate: Certificate


def anonymise(job: Job) -> Release:
    """Make a release. Raises `Trouble`, and then nothing stands under the final name."""
    recipe = load_recipe(job.recipe)
    _refuse_output(job, recipe)
    others = [read_other(path) for path in job.beside]
    with (
        to_the_end() as settle,
        session(job.out.parent, job.memory, job.threads) as connection,
        open_source(connection, job.input, job.table) as source,
        _unnamed(job.out, settle) as hidden,
    ):
        compare_columns(recipe, source)
        engine = DuckEngine(connection, source)
        try:
            release_plan = _planned(recipe, engine, source, job)
        except Uncovered as error:
            raise locate(error, connection, source) from error
        optimum, assigned = _searched(release_plan, job.tells, job.seconds)
        job.tells.stage("emit")
        engine.emit(emission(release_plan, assigned, source.names, job.key), hidden)
        job.tells.stage("verify")
        bound = Bound(job.recipe.name, hash_of(job.recipe))
        retrace = retracer(engine, job.recipe.parent)
        case = Case(connection, source, recipe, bound, hidden, job.recipe.parent, others, retrace)
        certificate = verify(case, name=job.out.name)
        _refuse_failed(certificate)
        release = Release(release_plan, assigned, optimum, certificate)
        settle()
        _name(job, release, hidden)
    return release


def _planned(recipe: Recipe, engine: Engine, source: Source, job: Job) -> Plan:
    job.tells.stage("collapse")
    collapsed = engine.collapse(clues(recipe), marks(recipe), if_small(recipe))
    if not collapsed.rows:
        raise empty(source.name)
    job.tells.rows(collapsed.rows, len(collapsed.count))
    return plan(recipe, collapsed, job.recipe.parent)


def _searched(made: Plan, tells: Tells, seconds: float | None = None) -> tuple[Optimum, Assignment]:
    tells.stage("search")
    cells = made.cells_to_search()
    optimum = find(made.question, cells, seconds=seconds, tell=tells.part)
    if optimum is None:
        raise _impossible(made)
    if made.recipe.recoding == "local":
        return optimum, class_by_class(made.question, cells, tells.part)
    return optimum, whole_columns(made.question, cells, optimum.node)


def _refuse_output(job: Job, recipe: Recipe) -> None:
    if job.out.suffix not in OUTPUTS:
        raise Trouble(
            "output-kind",
            ja=f"出力「{job.out.name}」は .csv か .parquet にしてください。",
            en=f"The output `{job.out.name}` must end in .csv or .parquet.",
        )
    trees = [job.recipe.parent / one.hierarchy.file for one in recipe.columns if one.hierarchy and one.hierarchy.file]
    wanted = [job.out, beside(job.out), *([job.report] if job.report else [])]
    refuse_places(wanted, [Path(job.input), job.recipe, *trees, *job.beside])
    if job.seconds is not None and not job.seconds > 0:
        raise Trouble(
            "seconds",
            ja=f"探す時間「{job.seconds:g}」秒では、何も探せません。",
            en=f"Nothing can be searched in {job.seconds:g} seconds.",
            mend_ja="--seconds には0より大きい数を書いてください。",
            mend_en="Write more than 0 in --seconds.",
        )
    if any(one.treatment == "pseudonym" for one in recipe.columns) and not job.key:
        raise Trouble(
            "key",
            ja="仮名 (treatment: pseudonym) には鍵が要ります。",
            en="Pseudonyms need a key.",
            mend_ja="--key-file に、32バイト以上の秘密の鍵のファイルを指定してください。鍵は公開するものと別に保管します。",
            mend_en="Name a file with 32 secret bytes or more in --key-file, and keep it apart from the release.",
        )


def _impossible(made: Plan) -> Trouble:
    question = made.question
    several = ", ".join(f"{wanted}" for wanted in question.distinct) or "-"
    return Trouble(
        "impossible",
        ja=f"すべてを「*」にしても条件を満たせません (行 {question.rows}、k={question.k}、種類 {several})。",
        en=f"Not even `*` everywhere holds (rows {question.rows}, k={question.k}, values {several}).",
        mend_ja="k や l を小さくするか、もっと多くの行をまとめて扱ってください。",
        mend_en="Ask for a smaller k or l, or take more rows together.",
    )


def _refuse_failed(certificate: Certificate) -> None:
    failed = [one for one in certificate.checks if not one.passed]
    if failed:
        raise Trouble(
            "not-verified",
            ja="検査に通りませんでした。何も出力していません。"
            + " ".join(f"{one.ja}: {one.found_ja}。" for one in failed),
            en="The release did not pass its checks; nothing was released. "
            + " ".join(f"{one.en}: {one.found_en}." for one in failed),
            mend_ja="前の公開との差が小さいときは、前と同じ粗さにするか、k を大きくしてください。",
            mend_en="Where an earlier release is too near, use its steps again, or a larger k.",
        )


@contextmanager
def _unnamed(out: Path, settle: Callable[[], None]) -> Iterator[Path]:
    """A hidden file in the same folder; whatever happens it is gone afterwards, or has become the release."""
    hidden = out.with_name(f".{out.stem}.{os.getpid()}.part{out.suffix}")
    try:
        yield hidden
    finally:
        settle()
        for left in out.parent.glob(f"{escape(hidden.name)}*"):
            left.unlink(missing_ok=True)


def _name(job: Job, release: Release, hidden: Path) -> None:
    """First what explains the release, last the release itself: who sees the file sees its certificate too."""
    if job.report is not None:
        from madoguchi.anonymise.report import write_report

        job.tells.stage("report")
        write_whole(job.report, lambda path: write_report(release, path))
    write_whole(beside(job.out), lambda path: write_certificate(release.certificate, path))
    with hidden.open("rb") as file:
        os.fsync(file.fileno())
    hidden.replace(job.out)
