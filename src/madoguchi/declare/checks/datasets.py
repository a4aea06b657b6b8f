"""Datasets: what is counted is declared, can be counted, and is counted in one place only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from madoguchi.declare.checks.desk import Findings, repeated
from madoguchi.declare.checks.names import UNKNOWN_OWNER
from madoguchi.declare.coarse import UNKNOWN, coarse
from madoguchi.declare.dataset import PLAIN, Axis, Count, Dataset
from madoguchi.declare.findings import Both, Code, Finding, Word, did_you_mean, listed
from madoguchi.declare.folder import Folder
from madoguchi.declare.municipality import Municipality
from madoguchi.declare.procedure import Procedure
from madoguchi.declare.source import Path, Source

STATISTICS = "statistics"
"""The purpose (利用目的) under which records are opened to be counted."""
ONE_SOURCE = Code(
    "dataset-source",
    "データの出どころが、ひとつに決まりません。",
    "It is not clear where the data come from.",
    "count・register・catalogue・live・fetch・items のどれか一つを書いてください。",
    "Write exactly one of `count`, `register`, `catalogue`, `live`, `fetch` and `items`.",
)
UNKNOWN_REGISTER = Code(
    "dataset-register",
    "公開する台帳「{name}」がありません。",
    "There is no published register `{name}`.",
    "{hint}公開する台帳は {known} です。台帳の publish: に公開する項目を書くと、加わります。",
    "{hint}Published registers are {known}; a register joins them by its `publish:`.",
)
UNKNOWN_PROCEDURE = Code(
    "dataset-procedure",
    "手続「{name}」がありません。",
    "There is no procedure `{name}`.",
    "{hint}手続は {known} です。",
    "{hint}Procedures are {known}.",
)
NO_STATISTICS = Code(
    "dataset-no-statistics",
    "手続「{name}」は、統計の取り方（statistics）を宣言していません。",
    "The procedure `{name}` declares no `statistics`.",
    "procedures/{name}.yaml に statistics: {{k: 5, dimensions: […]}} を書いてください。",
    "Write `statistics: {{k: 5, dimensions: […]}}` in procedures/{name}.yaml.",
)
UNKNOWN_AXIS = Code(
    "dataset-axis",
    "手続「{name}」では、「{of}」で数えられません。",
    "The procedure `{name}` cannot be counted by `{of}`.",
    "{hint}数えられるのは {known} です。ほかは、手続の statistics の dimensions に加えてください。",
    "{hint}It can be counted by {known}; add others to the `dimensions` of its `statistics`.",
)
UNDECIDED = Code(
    "dataset-undecided",
    "「{of}」は決まってから分かることなので、届いた日（day: received）の表では数えられません。",
    "`{of}` is known only when a case is decided: it cannot be counted by the day of arrival (`day: received`).",
    "day: decided にしてください。",
    "Write `day: decided`.",
)
NOT_DECIDED = Code(
    "dataset-notification",
    "手続「{name}」は届出で、決定がありません。決定した日（day: decided）では数えられません。",
    "The procedure `{name}` is a notification and has no decision: it cannot be counted by `day: decided`.",
    "day: received にするか、「{name}」を外してください。",
    "Write `day: received`, or leave `{name}` out.",
)
BANDS = Code(
    "dataset-bands",
    "軸「{name}」の幅（bands）が正しくありません。",
    "The `bands` of the axis `{name}` do not fit.",
    "days-to-decision には、小さい順に bands: [7, 14, 30] のように書き、ほかの軸には書きません。",
    "For days-to-decision write them ascending, such as `bands: [7, 14, 30]`; no other axis takes bands.",
)
GROUPS = Code(
    "dataset-groups",
    "軸「{name}」のまとまり（groups）に、{value} が{trouble_ja}。",
    "The `groups` of the axis `{name}`: {value} {trouble_en}.",
    "どの値も、ちょうどひとつのまとまりに入れてください。値は {known} です。",
    "Put every value into exactly one group. The values are {known}.",
)
AXIS_TWICE = Code(
    "dataset-axis-twice",
    "軸の名前か見出し「{name}」が二度書かれています。",
    "An axis has the name or heading `{name}` of another.",
    "別の名前にするか、一方を削除してください。",
    "Rename it, or delete one of the two.",
)
WEAK_K = Code(
    "dataset-k",
    "k: {k} は、手続「{name}」の統計の k: {least} より小さい数です。",
    "`k: {k}` is less than the {least} of the procedure `{name}`.",
    "{least} 以上にするか、k: を削除してください（手続の数になります）。",
    "Write {least} or more, or delete `k:` (then the procedure's holds).",
)
COUNTED_TWICE = Code(
    "dataset-counted-twice",
    "手続「{name}」の同じ日（{day}）の件数を、データセット「{other}」も数えています。二つの表を引き算すると、小さな数が分かります。",
    "The dataset `{other}` counts the same cases of `{name}` by the same day ({day}): subtracting the two tells small numbers.",
    "軸をひとつの表（by）にまとめるか、どちらか一方を削除してください。",
    "Put the axes into one table (`by`), or delete one of the two.",
)
NO_PURPOSE = Code(
    "dataset-no-purpose",
    "公表する統計のために記録を開く利用目的「statistics」がありません。",
    "There is no purpose `statistics`, under which records are opened to be counted.",
    "purposes.yaml に purpose: statistics を書いてください。",
    "Declare `purpose: statistics` in purposes.yaml.",
)


@dataclass(frozen=True)
class DatasetDesk:
    """One dataset on the desk: its model, its source, and the town around it."""

    folder: Folder
    source: Source
    dataset: Dataset

    def say(self, code: Code, path: Path, **words: Word) -> Finding:
        return self.source.say(code, path, **words)

    def say_key(self, code: Code, path: Path, **words: Word) -> Finding:
        return self.source.say_key(code, path, **words)

    @property
    def count(self) -> Count:
        """Of a dataset that is counted; the checks of counts are asked about no other."""
        if self.dataset.count is None:
            raise ValueError("not counted")
        return self.dataset.count

    @property
    def counted(self) -> Iterator[tuple[Count, Procedure]]:
        """The count and each procedure of it that can be read."""
        known = {one.procedure: one for one in self.folder.procedures.values()}
        count = self.count
        return ((count, known[name]) for name in count.procedures if name in known)

    @property
    def axes(self) -> Iterator[tuple[Path, Axis]]:
        return ((("count", "by", at), axis) for at, axis in enumerate(self.count.by))


def its_owner_is_known(desk: DatasetDesk) -> Findings:
    municipality, owner = desk.folder.municipality, desk.dataset.owner
    known = [office.id for office in municipality.offices] if municipality else [owner]
    if owner not in known:
        hint = did_you_mean(owner, known)
        yield desk.say(UNKNOWN_OWNER, ("owner",), name=owner, hint=hint, known=listed(known))


def its_procedures_are_known(desk: DatasetDesk) -> Findings:
    known = sorted(PurePath(file).stem for file in desk.folder.sources if file.startswith("procedures/"))
    key = desk.dataset.sources[0]
    source = desk.dataset.live if key == "live" else desk.dataset.count
    for at, name in enumerate(source.procedures if source else ()):
        if name not in known:
            path, hint = (key, "procedures", at), did_you_mean(name, known)
            yield desk.say(UNKNOWN_PROCEDURE, path, name=name, hint=hint, known=listed(known))


def its_procedures_declare_statistics(desk: DatasetDesk) -> Findings:
    for count, procedure in desk.counted:
        path, name = ("count", "procedures", count.procedures.index(procedure.procedure)), procedure.procedure
        if procedure.statistics is None:
            yield desk.say(NO_STATISTICS, path, name=name)
        elif count.k is not None and count.k < procedure.statistics.k:
            yield desk.say(WEAK_K, ("count", "k"), k=count.k, name=name, least=procedure.statistics.k)
        if count.day == "decided" and procedure.case.kind == "notification":
            yield desk.say(NOT_DECIDED, path, name=name)


def its_axes_can_be_counted(desk: DatasetDesk) -> Findings:
    municipality = desk.folder.municipality
    for path, axis in desk.axes:
        if axis.of in ("result", "days-to-decision") and desk.count.day == "received":
            yield desk.say(UNDECIDED, (*path, "of"), of=axis.of)
        if axis.of not in PLAIN and municipality:
            yield from _of_every_procedure(desk, path, axis, municipality)


def _of_every_procedure(desk: DatasetDesk, path: Path, axis: Axis, municipality: Municipality) -> Findings:
    for _count, procedure in desk.counted:
        known = [
            *(name for name in _dimensions(procedure) if coarse(procedure, name, municipality)),
            *PLAIN,
        ]
        if procedure.statistics and axis.of not in known:
            hint: Both = did_you_mean(axis.of, known)
            words: dict[str, Word] = {"of": axis.of, "hint": hint, "known": listed(known)}
            yield desk.say(UNKNOWN_AXIS, (*path, "of"), name=procedure.procedure, **words)


def _dimensions(procedure: Procedure) -> tuple[str, ...]:
    return procedure.statistics.dimensions if procedure.statistics else ()


def its_bands_ascend(desk: DatasetDesk) -> Findings:
    for path, axis in desk.axes:
        days, bands = axis.of == "days-to-decision", axis.bands
        if bool(bands) != days or list(bands) != sorted(set(bands)):
            yield desk.say(BANDS, (*path, "bands") if bands else (*path, "of"), name=axis.id)


def its_groups_hold_every_value_once(desk: DatasetDesk) -> Findings:
    municipality = desk.folder.municipality
    for path, axis in desk.axes:
        if not axis.groups or municipality is None:
            continue
        found = (coarse(procedure, axis.of, municipality) for _count, procedure in desk.counted)
        known = list(dict.fromkeys(value for one in found if one for value in one.values))
        named = [value for values in axis.groups.values() for value in values]
        for value, ja, en in _group_troubles(known, named) if known or axis.of in PLAIN else ():
            words: dict[str, Word] = {"value": value, "trouble_ja": ja, "trouble_en": en, "known": listed(known)}
            yield desk.say(GROUPS, (*path, "groups"), name=axis.id, **words)


def _group_troubles(known: list[str], named: list[str]) -> Iterator[tuple[str, str, str]]:
    """What is not known may be counted with a group; left out, it stands alone, and is hidden with another group."""
    for value in dict.fromkeys((*known, *named)):
        if value not in (*known, UNKNOWN):
            yield value, "ありますが、この軸の値ではありません", "is no value of the axis"
        elif named.count(value) != 1:
            ja = "ありません" if value not in named else "二度あります"
            yield value, ja, "is missing" if value not in named else "stands twice"


def its_axes_are_told_apart(desk: DatasetDesk) -> Findings:
    axes = desk.count.by
    for at, name in repeated([axis.id for axis in axes]):
        yield desk.say(AXIS_TWICE, ("count", "by", at, "id"), name=name)
    for at, name in repeated([axis.title.ja for axis in axes]):
        yield desk.say(AXIS_TWICE, ("count", "by", at, "title"), name=name)


def records_are_opened_for_a_purpose(desk: DatasetDesk) -> Findings:
    if desk.folder.purposes is not None and STATISTICS not in desk.folder.purposes:
        yield desk.say(NO_PURPOSE, ("count",))


def it_has_one_source(desk: DatasetDesk) -> Findings:
    if len(desk.dataset.sources) != 1:
        yield desk.say_key(ONE_SOURCE, ("dataset",))


def its_register_is_published(desk: DatasetDesk) -> Findings:
    name = desk.dataset.of_register
    known = sorted(one.slug for one in desk.folder.registers.values() if one.published)
    read = {one.slug for one in desk.folder.registers.values()}
    if name and name not in known and (name in read or f"registers/{name}.yaml" not in desk.folder.sources):
        yield desk.say(UNKNOWN_REGISTER, ("register",), name=name, hint=did_you_mean(name, known), known=listed(known))


COMMON: tuple[Callable[[DatasetDesk], Findings], ...] = (
    its_owner_is_known, its_register_is_published,
)  # fmt: skip
CHECKS: tuple[Callable[[DatasetDesk], Findings], ...] = (
    its_procedures_declare_statistics, its_axes_can_be_counted,
    its_bands_ascend, its_groups_hold_every_value_once, its_axes_are_told_apart, records_are_opened_for_a_purpose,
)  # fmt: skip


def nothing_is_counted_twice(folder: Folder) -> Findings:
    """Two tables over the same cases would tell what each of them hides."""
    seen: dict[tuple[str, str], str] = {}
    for file, one in folder.datasets.items():
        if one.count is None:
            continue
        for at, name in enumerate(one.count.procedures):
            other = seen.setdefault((name, one.count.day), one.dataset)
            if other != one.dataset or name in one.count.procedures[:at]:
                path: Path = ("count", "procedures", at)
                yield folder.sources[file].say(COUNTED_TWICE, path, name=name, day=one.count.day, other=other)


def check_datasets(folder: Folder) -> Findings:
    """Every finding about the datasets of a folder."""
    for file, one in folder.datasets.items():
        desk = DatasetDesk(folder, folder.sources[file], one)
        checks = (*COMMON, *(CHECKS if one.count else ())) if len(one.sources) == 1 else (it_has_one_source,)
        for check in (*checks, *((its_procedures_are_known,) if one.count or one.live else ())):
            yield from check(desk)
    yield from nothing_is_counted_twice(folder)
