"""A report as a table on a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from madoguchi.opendata.checking.report import Report
from madoguchi.opendata.commands.telling import (
    WEIGHTS,
    Group,
    closing,
    example,
    groups,
    headline,
    places,
    summary,
)
from madoguchi.opendata.errors import Language
from madoguchi.opendata.finding import Weight

_STYLES = {Weight.ERROR: "bold red", Weight.WARNING: "yellow", Weight.NOTE: "dim"}
_HEADS = {"ja": ("", "規則", "列", "場所", "例"), "en": ("", "Rule", "Column", "Where", "Example")}


def show(report: Report, language: Language, *, everything: bool = False, console: Console | None = None) -> None:
    """Print it."""
    console = console or Console()
    console.print(Text(headline(report, language)), Text("\n" + summary(report, language)), sep="")
    if report.findings:
        console.print(_table(report, language, everything=everything))
    for line in closing(report, language):
        console.print(Text(line))


def _table(report: Report, language: Language, *, everything: bool) -> Table:
    table = Table(*_HEADS[language], box=None, pad_edge=False, header_style="bold")
    for group in groups(report):
        table.add_row(*_row(group, language, everything=everything), style=_STYLES[group.first.weight])
    return table


def _row(group: Group, language: Language, *, everything: bool) -> list[Text]:
    first = group.first
    shown = group.findings if everything else group.findings[:1]
    told = [first.ja if language == "ja" else first.en]
    told += [example(finding, language) for finding in shown if finding.value or finding.repair]
    words = (
        WEIGHTS[first.weight][language],
        first.rule,
        " ".join(first.column.split()),
        places(group, language, everything=everything),
        "\n".join(told),
    )
    return [Text(word) for word in words]
