"""Which procedures an office has in its queue, and what can be asked of one."""

from dataclasses import dataclass, field

from madoguchi.declare.versions import Version
from madoguchi.people.models import Office
from madoguchi.receive.models import ProcedureVersion
from madoguchi.receive.queries.versions import version as open_version


@dataclass(frozen=True)
class Asked:
    """A procedure as the queue offers it: its columns with their options, its results."""

    slug: str
    title: str
    office: str
    columns: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # path → (option, words)
    labels: dict[str, str] = field(default_factory=dict)  # path → words
    results: dict[str, str] = field(default_factory=dict)
    proposes: bool = False


def procedures_of(offices: list[str]) -> list[Asked]:
    """The procedures of these offices, by their newest published version. Closed offices' procedures are among them."""
    rows = ProcedureVersion.objects.order_by("procedure", "applies_from", "published_at").values_list(
        "procedure", "hash"
    )
    newest = [open_version(digest) for _, digest in sorted(dict(rows).items())]
    return [_asked(version) for version in newest if version.procedure.owner in offices]


def asked_of(version_hash: str) -> Asked:
    """The procedure of a case, whoever owns it."""
    return _asked(open_version(version_hash))


def office_names() -> dict[str, str]:
    return dict(Office.objects.values_list("pk", "name_ja"))


def _asked(version: Version) -> Asked:
    procedure = version.procedure
    fields = {path: version.field(path) for path in procedure.case.columns}
    lists = procedure.lists
    return Asked(
        slug=procedure.procedure,
        title=procedure.title.ja,
        office=procedure.owner,
        columns={
            path: [(one.id, one.ja) for one in (found.options or lists.get(found.list or "", ()))]
            for path, found in fields.items()
        },
        labels={path: found.label.ja for path, found in fields.items()},
        results={result.id: result.ja for result in procedure.case.results},
        proposes=bool(procedure.case.proposals),
    )
