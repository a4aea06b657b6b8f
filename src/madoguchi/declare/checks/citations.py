"""Citations of the town's own data: the dataset that is named is declared, or said to come from files.

Whether a release of it is out, and whether a hash is right, is known only where it runs: its pages say so.
"""

from collections.abc import Iterator
from pathlib import PurePath

from madoguchi.declare.base import Cited
from madoguchi.declare.checks.desk import Findings
from madoguchi.declare.findings import Code, Words, did_you_mean, listed
from madoguchi.declare.folder import Folder
from madoguchi.declare.source import Path, Source

UNKNOWN_DATASET = Code(
    "cited-dataset",
    "引いているデータ「{name}」が、版を公開するデータの宣言にありません。",
    "The cited dataset `{name}` is not among the declared ones that have releases.",
    "{hint}引けるのは {known} です（今の数 live には版がありません）。ファイルから公開するデータなら、municipality.yaml の open_data の from_files に加えてください。",
    "{hint}Citable are {known} (a `live` count has no releases). If it comes from files, add it to `from_files` of `open_data` in municipality.yaml.",
)


def check_citations(folder: Folder) -> Findings:
    """Every finding about what indicators, recommendations, pages and decisions cite."""
    datasets = {
        PurePath(file).stem: folder.datasets.get(file) for file in folder.sources if file.startswith("datasets/")
    }
    released = {name for name, one in datasets.items() if one is None or one.live is None}
    told = folder.municipality.open_data if folder.municipality else None
    known = sorted({*released, *(told.from_files if told else ())})
    for source, path, citation in _citations(folder):
        name = citation.partition("@")[0]
        if name not in known:
            words: Words = {"hint": did_you_mean(name, known), "known": listed(known)}
            yield source.say(UNKNOWN_DATASET, path, name=name, **words)


def _citations(folder: Folder) -> Iterator[tuple[Source, Path, str]]:
    for file, indicator in folder.indicators.items():
        yield from ((folder.sources[file], ("cites", at), one) for at, one in enumerate(indicator.cites))
    for file, report in folder.recommendations.items():
        for at, heading in enumerate(report.headings):
            for index, ask in enumerate(heading.asks):
                for number, each in enumerate(ask.evidence):
                    path: Path = ("headings", at, "asks", index, "evidence", number, "release")
                    if each.release:
                        yield folder.sources[file], path, each.release
    for file, procedure in folder.procedures.items():
        source = folder.sources[file]
        yield from ((source, path, one.release) for path, one in _cited(("guide", "cites"), procedure.guide.cites))
        yield from ((source, path, one.release) for path, one in _cited(("case", "cites"), procedure.case.cites))


def _cited(path: Path, several: tuple[Cited, ...] | None) -> Iterator[tuple[Path, Cited]]:
    for at, one in enumerate(several or ()):
        yield (*path, at, "release"), one
