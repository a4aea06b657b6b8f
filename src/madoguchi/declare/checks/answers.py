"""Answers that an indicator counts, as those of a survey: plain choices of the procedures that it names, once each."""

from collections.abc import Callable, Iterable

from madoguchi.declare.checks.desk import Findings
from madoguchi.declare.checks.indicator_codes import SAME_ANSWERS, UNKNOWN_ANSWER, UNKNOWN_OPTION
from madoguchi.declare.findings import did_you_mean, listed
from madoguchi.declare.folder import Folder
from madoguchi.declare.indicator import Indicator, Tally
from madoguchi.declare.procedure import Field, Procedure
from madoguchi.declare.source import Path, Source

Tallies = Iterable[tuple[Path, Tally]]


def answers_can_be_counted(folder: Folder, tallies: Tallies, source: Source) -> Findings:
    """Each is a column of the queue of every procedure that is named, with these options."""
    procedures = {one.procedure: one for one in folder.procedures.values()}
    for path, tally in tallies:
        for name, options in tally.answers.items():
            here: Path = (*path, "answers", name)
            for procedure in [procedures.get(slug) for slug in tally.procedures] or [None]:
                columns = _columns(procedure)
                if name not in columns:
                    known, of = sorted(columns), procedure.procedure if procedure else "?"
                    hint = did_you_mean(name, known)
                    yield source.say_key(UNKNOWN_ANSWER, here, procedure=of, name=name, hint=hint, known=listed(known))
                else:
                    yield from _options(columns[name], procedure, options, here, source)


def _columns(procedure: Procedure | None) -> dict[str, Field]:
    if procedure is None:
        return {}
    fields = {field.id: field for page in procedure.pages for field in page.fields}
    return {name: fields[name] for name in procedure.case.columns if name in fields}


def _options(
    field: Field, procedure: Procedure | None, options: tuple[str, ...], path: Path, source: Source
) -> Findings:
    lists = procedure.lists if procedure else {}
    known = [one.id for one in field.options or lists.get(field.list or "", ())]
    for at, name in enumerate(options):
        if name not in known:
            hint = did_you_mean(name, known)
            yield source.say(UNKNOWN_OPTION, (*path, at), field=field.id, name=name, hint=hint, known=listed(known))


def answers_are_counted_once(folder: Folder, tallies: Callable[[Indicator], Tallies]) -> Findings:
    """Two indicators over the answers to one question would tell the third answer by subtraction."""
    seen: dict[tuple[str, str], str] = {}
    for file, indicator in folder.indicators.items():
        for path, tally in tallies(indicator):
            for procedure in tally.procedures:
                for name in tally.answers:
                    other = seen.setdefault((procedure, name), indicator.indicator)
                    if other != indicator.indicator:
                        here: Path = (*path, "answers", name)
                        yield folder.sources[file].say_key(
                            SAME_ANSWERS, here, other=other, procedure=procedure, name=name
                        )
