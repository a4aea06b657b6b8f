"""`package_search`: words, filters in the manner of Solr, sorting, paging, facets."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from madoguchi.publish.ckan.errors import Invalid
from madoguchi.publish.ckan.packages import LICENCES, ident, stamp
from madoguchi.publish.queries.catalogue import Catalogue, Entered, found

MOST = 1000
_CLAUSE = re.compile(r'([+\-]?)([A-Za-z_]+):("(?:[^"\\]|\\.)*"|\[[^\]]*\]|\([^)]*\)|[^\s()]+)')
_BETWEEN = re.compile(r"\s*(AND|OR|)\s*$")
Values = Callable[[Entered], list[str]]
VALUES: dict[str, Values] = {
    "id": lambda one: [ident("dataset", one.slug)],
    "name": lambda one: [one.slug],
    "title": lambda one: [one.dataset.title],
    "organization": lambda one: [one.dataset.office],
    "owner_org": lambda one: [ident("office", one.dataset.office)],
    "groups": lambda one: [one.dataset.category],
    "tags": lambda one: list(one.dataset.keywords),
    "res_format": lambda one: one.formats,
    "license_id": lambda one: [LICENCES[one.dataset.licence][0]],
    "metadata_modified": lambda one: [stamp(one.release.released_at) or ""],
    "metadata_created": lambda one: [stamp(one.dataset.created_at) or ""],
    "state": lambda one: ["active"],
    "type": lambda one: ["dataset"],
    "dataset_type": lambda one: ["dataset"],
    "private": lambda one: ["false"],
    "capacity": lambda one: ["public"],
}
Test = Callable[[Entered], bool]


def search(whole: Catalogue, asked: dict[str, Any]) -> tuple[list[Entered], int, dict[str, Counter[str]]]:
    """(this page, how many in all, counts of each facet). Raises Invalid."""
    rows, start = _number(asked, "rows", 10, MOST), _number(asked, "start", 0, 10**9)
    tests = [_filter(text) for text in _filters(asked)]
    q = str(asked.get("q") or "").strip()
    if q not in ("", "*:*", "*") and _CLAUSE.match(q):
        tests, q = [*tests, _filter(q)], ""
    every = found(whole, "" if q in ("*:*", "*") else q, {})
    matching = [one for one in every if all(test(one) for test in tests)] if tests else every
    if sort := str(asked.get("sort") or ""):
        matching = _sorted(matching, sort)
    facets = {name: _counted(matching, name) for name in _facet_fields(asked)}
    return matching[start : start + rows], len(matching), facets


def _number(asked: dict[str, Any], name: str, otherwise: int, most: int) -> int:
    given = asked.get(name)
    if given in (None, ""):
        return otherwise
    try:
        number = int(str(given))
    except ValueError:
        raise Invalid("整数ではありません / Invalid integer", name) from None
    if number < 0:
        raise Invalid("0以上にしてください / must be 0 or more", name)
    return min(number, most)


def _filters(asked: dict[str, Any]) -> list[str]:
    listed = asked.get("fq_list") or []
    many = listed if isinstance(listed, list) else [listed]
    return [str(one) for one in [asked.get("fq"), *many] if one]


def _filter(text: str) -> Test:
    """Clauses side by side must all hold; OR between two lets either of them do."""
    groups: list[list[Test]] = [[]]
    at = 0
    for clause in _CLAUSE.finditer(text):
        between = _BETWEEN.match(text[at : clause.start()])
        if between is None:
            raise _unknown(text)
        if between[1] == "OR":
            groups.append([])
        groups[-1].append(_clause(*clause.groups()))
        at = clause.end()
    if not at or text[at:].strip():
        raise _unknown(text)
    return lambda one: any(all(test(one) for test in tests) for tests in groups)


def _unknown(text: str) -> Invalid:
    return Invalid(f"Search Query is invalid: {text!r} (field:value, AND, OR, -, [a TO b])", "fq")


def _clause(sign: str, name: str, value: str) -> Test:
    if name not in VALUES:
        raise Invalid(f"Search Query is invalid: {name!r} is none of {', '.join(VALUES)}", "fq")
    values, holds = VALUES[name], _holds(value)
    if sign == "-":
        return lambda one: not any(holds(each) for each in values(one))
    return lambda one: any(holds(each) for each in values(one))


def _holds(value: str) -> Callable[[str], bool]:
    if value.startswith("["):
        return _between(value)
    if value.startswith("("):
        wanted = {part.strip().strip('"') for part in re.split(r"\s+OR\s+|\s+", value[1:-1]) if part.strip()}
        return lambda each: each in wanted
    plain = value.strip('"')
    if plain.endswith("*"):
        return lambda each: each.startswith(plain[:-1])
    return lambda each: each == plain


def _between(value: str) -> Callable[[str], bool]:
    low, found_to, high = value[1:-1].partition(" TO ")
    if not found_to:
        raise _unknown(value)
    least, most = _moment(low.strip()), _moment(high.strip())
    return lambda each: (least is None or each >= least) and (most is None or each <= most)


def _moment(text: str) -> str | None:
    """A moment as packages write it, so that both compare as texts."""
    if text == "*":
        return None
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text
    return stamp(at if at.tzinfo else at.replace(tzinfo=UTC))


def _sorted(entries: list[Entered], sort: str) -> list[Entered]:
    for part in reversed([one.strip() for one in sort.split(",") if one.strip()]):
        name, _, direction = part.partition(" ")
        field = {"title_string": "title", "last_modified": "metadata_modified"}.get(name, name)
        if field == "score":
            continue
        if field not in VALUES or direction.strip().lower() not in ("", "asc", "desc"):
            raise Invalid(f"sort: {part!r}", "sort")
        values = VALUES[field]
        entries = sorted(entries, key=lambda one: values(one), reverse=direction.strip().lower() == "desc")
    return entries


def _facet_fields(asked: dict[str, Any]) -> Iterable[str]:
    from madoguchi.publish.ckan.given import as_json

    wanted = as_json(asked.get("facet.field"), "facet.field") or []
    return [name for name in wanted if name in VALUES] if isinstance(wanted, list) else []


def _counted(entries: list[Entered], name: str) -> Counter[str]:
    return Counter(value for one in entries for value in VALUES[name](one) if value)
