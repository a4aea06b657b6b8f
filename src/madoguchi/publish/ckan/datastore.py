"""Rows: `datastore_search`, `datastore_info` and what a dump needs."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from madoguchi.publish.ckan.errors import Invalid, NotFound
from madoguchi.publish.ckan.given import as_json, names, number, yes
from madoguchi.publish.ckan.packages import resource_of
from madoguchi.publish.queries.catalogue import Catalogue
from madoguchi.publish.queries.releases import folder, out, shape
from madoguchi.publish.release.paging import BadQuery, Question, joined, page
from madoguchi.publish.release.shape import Column, Shape

MOST, USUAL = 32_000, 100
TYPES = {"text": "text", "int": "int4", "numeric": "numeric", "date": "date"}
FORMATS = ("objects", "lists", "csv", "tsv")
HELP = (
    "Rows of a resource. resource_id, filters ({column: value, [values] or {lt|lte|gt|gte|eq: value}}), q, sort, limit,"
    " offset, fields, records_format (objects, lists, csv, tsv), include_total, include_next_page."
)
Fields = list[dict[str, str]]


def release_of(whole: Catalogue, asked: Any) -> tuple[Path, Shape]:
    """By a resource's id, or a release's hash: then for ever the same rows. Raises Invalid, NotFound."""
    if not asked:
        raise Invalid("Missing value", "resource_id")
    found = resource_of(whole, str(asked))
    if found and found[1] == "data.csv":
        return folder(found[0].release.hash), found[0].shape
    release = out(str(asked))
    if release is None or release.state != release.State.RELEASED:
        raise NotFound(f"Resource {asked!r} was not found.")
    return folder(release.hash), shape(release)


def fields_of(of: Shape) -> Fields:
    return [{"id": "_id", "type": "int"}, *({"id": one.name, "type": TYPES[one.kind]} for one in of.columns)]


def question(asked: dict[str, Any]) -> Question:
    """Raises Invalid."""
    filters = as_json(asked.get("filters"), "filters") or {}
    if not isinstance(filters, dict):
        raise Invalid('{"列名": 値} の形にしてください / must be an object of field and value', "filters")
    if yes(asked.get("distinct"), False, "distinct"):
        raise Invalid("distinct はありません / distinct is not offered", "distinct")
    words = asked.get("q") or ""
    if not isinstance(words, str) or words.lstrip().startswith("{"):
        raise Invalid("列ごとの q はありません。filters を使ってください / q is one text here; use filters", "q")
    return Question(
        filters, words, str(asked.get("sort") or ""), min(number(asked.get("limit"), USUAL, "limit"), MOST),
        number(asked.get("offset"), 0, "offset"), total=yes(asked.get("include_total"), True, "include_total"),
    )  # fmt: skip


def search(whole: Catalogue, asked: dict[str, Any]) -> bytes:
    """The `result` of `datastore_search`, as JSON: whole rows are ready and only put in."""
    place, of = release_of(whole, asked.get("resource_id") or asked.get("id"))
    wanted, form = question(asked), str(asked.get("records_format") or "objects")
    if form not in FORMATS:
        raise Invalid(f"objects, lists, csv, tsv のどれか / must be one of {', '.join(FORMATS)}", "records_format")
    chosen = names(asked.get("fields"), "fields")
    try:
        if form == "objects" and not chosen:
            found = joined(place, of, wanted)
            return _whole(asked, of, wanted, form, fields_of(of), b"[" + found.rows + b"]", found.total, found.last)
        rows = page(place, of, wanted)
    except BadQuery as error:
        raise Invalid(str(error), error.place) from None
    at, fields = _chosen(of, chosen)
    last = int(rows.rows[-1][0] or 0) if rows.rows else None
    return _whole(asked, of, wanted, form, fields, _records(rows.rows, at, fields, form).encode(), rows.total, last)


def _chosen(of: Shape, chosen: list[str] | None) -> tuple[list[int], Fields]:
    fields = fields_of(of)
    if chosen is None:
        return list(range(len(fields))), fields
    known = [field["id"] for field in fields]
    if unknown := [name for name in chosen if name not in known]:
        raise Invalid(f'field "{unknown[0]}" does not exist', "fields")
    at = [known.index(name) for name in chosen]
    return at, [fields[one] for one in at]


def _records(rows: Sequence[Sequence[Any]], at: list[int], fields: Fields, form: str) -> str:
    lines = [[row[one] for one in at] for row in rows]
    if form == "lists":
        return json.dumps(lines, ensure_ascii=False)
    if form == "objects":
        heads = [field["id"] for field in fields]
        return json.dumps([dict(zip(heads, line, strict=True)) for line in lines], ensure_ascii=False)
    text = io.StringIO()
    csv.writer(text, delimiter="," if form == "csv" else "\t", lineterminator="\n").writerows(lines)
    return json.dumps(text.getvalue(), ensure_ascii=False)


def _whole(
    asked: dict[str, Any], of: Shape, wanted: Question, form: str, fields: Fields, records: bytes,
    total: int | None, last: int | None,
) -> bytes:  # fmt: skip
    told: dict[str, Any] = {
        "resource_id": asked.get("resource_id") or asked.get("id"), "fields": fields, "records_format": form,
        "limit": wanted.limit, "offset": wanted.offset, "include_total": wanted.total,
    }  # fmt: skip
    for name in ("filters", "sort", "q"):
        if asked.get(name):
            told[name] = as_json(asked[name], name) if name == "filters" else asked[name]
    if total is not None:
        told |= {"total": total, "total_was_estimated": False}
    if yes(asked.get("include_next_page"), False, "include_next_page") and (after := _next(of, wanted, last, asked)):
        told["next_page"] = after
    head = json.dumps(told, ensure_ascii=False)[:-1].encode()
    return b"".join((head, b',"records":', records, b"}"))


def _next(of: Shape, wanted: Question, last: int | None, asked: dict[str, Any]) -> dict[str, Any] | None:
    """The arguments of the next page: by `_id` in the order of the file, by offset where rows are sorted."""
    if last is None or not wanted.limit or (not wanted.sort and last >= of.rows):
        return None
    rest = {name: value for name, value in asked.items() if name not in ("offset", "filters")}
    if wanted.sort:
        return {**rest, "filters": dict(wanted.filters), "offset": wanted.offset + wanted.limit}
    return {**rest, "filters": {**wanted.filters, "_id": {"gt": last}}}


def info(whole: Catalogue, asked: dict[str, Any]) -> dict[str, Any]:
    _, of = release_of(whole, asked.get("id") or asked.get("resource_id"))
    columns = [{"id": one.name, "type": TYPES[one.kind], "schema": {}, "figures": _figures(one)} for one in of.columns]
    return {"meta": {"count": of.rows, "table_type": "BASE TABLE", "hash": of.hash}, "fields": columns}


def _figures(one: Column) -> dict[str, Any]:
    """What was counted when the release was built: nobody has to ask for all rows to know it."""
    told = {"filled": one.filled, "distinct": one.distinct, "min": one.least, "max": one.most, "mean": one.mean}
    return told | {"facets": [{"value": value, "count": count} for value, count in one.facets]}
