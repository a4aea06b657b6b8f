"""Recommendations: every ask once, under a known focus and system, with what shows it or the words why nothing does."""

from pathlib import PurePath

from madoguchi.declare.checks.desk import Findings, repeated
from madoguchi.declare.findings import Code, did_you_mean, listed
from madoguchi.declare.folder import Folder
from madoguchi.declare.recommendations import Ask, Evidence, Recommendations
from madoguchi.declare.source import Path, Source

DUPLICATE_ASK = Code(
    "duplicate-ask",
    "提言「{name}」が二度書かれています。",
    "The ask `{name}` is written twice.",
    "どちらかの id を変えるか、削除してください。",
    "Rename or delete one of them.",
)
UNKNOWN_FOCUS = Code(
    "unknown-focus",
    "重点項目「{name}」がありません。",
    "There is no focus `{name}`.",
    "{hint}focuses にあるのは {known} です。",
    "{hint}Declared focuses: {known}.",
)
UNKNOWN_SYSTEM = Code(
    "unknown-system",
    "しくみ「{name}」がありません。",
    "There is no system `{name}`.",
    "{hint}systems にあるのは {known} です。",
    "{hint}Declared systems: {known}.",
)
UNKNOWN_INDICATOR = Code(
    "unknown-indicator",
    "指標「{name}」がありません。",
    "There is no indicator `{name}`.",
    "{hint}indicators/ にあるのは {known} です。",
    "{hint}Indicators are {known}.",
)
EVIDENCE_OF_ONE_KIND = Code(
    "evidence-kind",
    "証拠には、indicator・page・test・release のどれか一つを書いてください。",
    "A piece of evidence needs exactly one of `indicator`, `page`, `test` and `release`.",
    "二つあるときは、並びの別の要素に分けてください。",
    "Where there are two, write two entries.",
)
EVIDENCE_TITLE = Code(
    "evidence-title",
    "証拠「{name}」に題名（title）がありません。",
    "The evidence `{name}` has no `title`.",
    "何を示すページ・試験・データかを、title: に書いてください。",
    "Say in `title:` what the page, the test or the data show.",
)
ASK_WITHOUT = Code(
    "ask-without-indicator",
    "提言「{name}」に指標がなく、ない理由（without）もありません。",
    "The ask `{name}` has no indicator, and no word why.",
    "evidence: に indicator を書くか、without: に数えられない理由を書いてください。",
    "Name an indicator in `evidence:`, or say in `without:` why there is none.",
)


def check_recommendations(folder: Folder) -> Findings:
    """Every finding about the recommendations of a folder."""
    for file, report in folder.recommendations.items():
        source = folder.sources[file]
        yield from _asks_stand_once(report, source)
        for at, heading in enumerate(report.headings):
            here: Path = ("headings", at, "focus")
            yield from _known(source, UNKNOWN_FOCUS, here, heading.focus, [one.id for one in report.focuses])
            for index, ask in enumerate(heading.asks):
                yield from _ask(folder, report, source, ask, ("headings", at, "asks", index))


def _asks_stand_once(report: Recommendations, source: Source) -> Findings:
    places = [(at, index) for at, heading in enumerate(report.headings) for index, _ in enumerate(heading.asks)]
    for order, name in repeated([ask.id for _, ask in report.asks()]):
        at, index = places[order]
        yield source.say(DUPLICATE_ASK, ("headings", at, "asks", index, "id"), name=name)


def _ask(folder: Folder, report: Recommendations, source: Source, ask: Ask, path: Path) -> Findings:
    yield from _known(source, UNKNOWN_SYSTEM, (*path, "system"), ask.system, [one.id for one in report.systems])
    for at, one in enumerate(ask.evidence):
        yield from _evidence(folder, source, one, (*path, "evidence", at))
    if ask.without is None and not any(one.indicator for one in ask.evidence):
        yield source.say(ASK_WITHOUT, (*path, "id"), name=ask.id)


def _evidence(folder: Folder, source: Source, one: Evidence, path: Path) -> Findings:
    named = [name for name in (one.indicator, one.page, one.test, one.release) if name]
    if len(named) != 1:
        yield source.say(EVIDENCE_OF_ONE_KIND, path)
    elif one.indicator:
        known = sorted(PurePath(file).stem for file in folder.sources if file.startswith("indicators/"))
        yield from _known(source, UNKNOWN_INDICATOR, (*path, "indicator"), one.indicator, known)
    elif one.title is None:
        yield source.say(EVIDENCE_TITLE, path, name=named[0])


def _known(source: Source, code: Code, path: Path, name: str, known: list[str]) -> Findings:
    if name not in known:
        yield source.say(code, path, name=name, hint=did_you_mean(name, known), known=listed(known))
