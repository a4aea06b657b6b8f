"""The purposes that published procedures declare, and the plain fields that may be asked for under another one."""

from collections.abc import Iterator

from madoguchi.declare.versions import Version
from madoguchi.receive.models import ProcedureVersion
from madoguchi.receive.queries.versions import version as open_version


def purpose_titles() -> dict[str, str]:
    return {one.purpose.purpose: one.purpose.title.ja for one in _versions()}


def field_choices() -> list[tuple[str, str]]:
    """(path, label) of fields that can be used for another purpose: never one that tells where somebody is."""
    found = {
        path: field.label.ja
        for version in _versions()
        for path, _page, field in version.fields()
        if field.risk and not field.is_withheld and "[]" not in path
    }
    return sorted(found.items(), key=lambda pair: pair[1])


def _versions() -> Iterator[Version]:
    return (open_version(digest) for digest in ProcedureVersion.objects.values_list("hash", flat=True))
