"""A version's submissions as JSON Schema 2020-12, for the API and its OpenAPI page.

The law, kept by tests/unit/declare/test_law.py: what the form accepts is valid here; what is refused here the form
refuses; what the form refuses beyond it bears the id of a rule that stands under `x-rules` of that field.
"""

from functools import lru_cache
from typing import Any

from madoguchi.declare.condition_schema import Reach, condition_schema, reach_of
from madoguchi.declare.fields import FIELD_TYPES, Schema
from madoguchi.declare.procedure import Field, Page, When
from madoguchi.declare.rules import RULES
from madoguchi.declare.versions import Version
from madoguchi.declare.visibility import layout

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CONDITION_RULES = ("hidden", "required")
"""A condition that looks at the row and at the whole form at once: no schema of a row can see the form."""


@lru_cache(maxsize=256)
def submission_schema(version: Version) -> Schema:
    """The schema of the `answers` of a submission. Do not change the returned value: it is made once per version."""
    pages = version.procedure.pages
    properties: dict[str, Any] = {}
    for page in pages:
        properties |= {page.id: _rows(version, page)} if page.repeat else _properties(version, page)
    head = {"$schema": DIALECT, "$id": f"urn:madoguchi:{version.hash}", "title": version.procedure.title.ja}
    whole = _object(properties, _always(pages), [rule for page in pages for rule in _page_rules(version, page)])
    return head | whole | {"x-rule-words": _words(whole)}


def _words(schema: Schema) -> dict[str, str]:
    """What each rule of the schema asks for, in English, for who writes a program against it."""
    fields = [field for one in schema["properties"].values() for field in (one, *_inner(one))]
    used = {rule for field in fields for rule in field.get("x-rules", ())}
    return {rule: words.within("en")[0] for rule, words in RULES.items() if rule in used}


def _inner(schema: Schema) -> list[Schema]:
    return list(schema.get("items", {}).get("properties", {}).values())


def _object(properties: dict[str, Any], required: list[str], rules: list[Schema]) -> Schema:
    closed = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return closed | ({"allOf": rules} if rules else {})


def _stored(page: Page) -> list[Field]:
    return [field for field in page.fields if FIELD_TYPES[field.type].stores]


def _properties(version: Version, page: Page) -> dict[str, Schema]:
    return {field.id: _field(version, page, field) for field in _stored(page)}


def _field(version: Version, page: Page, field: Field) -> Schema:
    kind = FIELD_TYPES[field.type]
    rules = [*kind.rules, *(CONDITION_RULES if _reach(version, page, field.when) is Reach.BOTH else ())]
    schema = {"title": field.label.ja, **kind.schema(field, version)}
    if field.help:
        schema["description"] = field.help.ja
    return schema | ({"x-rules": rules} if rules else {})


def _rows(version: Version, page: Page) -> Schema:
    """The schema of a repeat page: rows, and the conditions that look at nothing outside their row."""
    assert page.repeat is not None  # noqa: S101
    fields = _stored(page)
    own = [field for field in fields if _reach(version, page, field.when) is Reach.ROW]
    always = [field.id for field in fields if field.required and field.when is None]
    rules = [_asked(version, field, field.when) for field in own if field.when is not None]
    row = _object(_properties(version, page), always, rules)
    title = page.repeat.title.ja
    return {"title": title, "type": "array", "items": row, "minItems": page.repeat.min, "maxItems": page.repeat.max}


def _always(pages: tuple[Page, ...]) -> list[str]:
    """The properties that every submission has."""
    found: list[str] = []
    for page in pages:
        if page.when is None and page.repeat:
            found += [page.id] if page.repeat.min > 0 else []
        elif page.when is None:
            found += [field.id for field in _stored(page) if field.required and field.when is None]
    return found


def _page_rules(version: Version, page: Page) -> list[Schema]:
    """What a page's condition, and those of its fields, demand of the whole submission."""
    if page.exit is not None:
        return [{"not": _condition(version, page.when) if page.when is not None else {}}]
    if page.repeat:
        return [*_whole_page(version, page), *_rules_over_rows(version, page)]
    return [rule for field in _stored(page) for rule in _top_field(version, page, field)]


def _whole_page(version: Version, page: Page) -> list[Schema]:
    if page.when is None or page.repeat is None:
        return []
    return [_if(_condition(version, page.when), page.id, required=page.repeat.min > 0)]


def _top_field(version: Version, page: Page, field: Field) -> list[Schema]:
    whens = [_condition(version, when) for when in (page.when, field.when) if when is not None]
    if not whens:
        return []
    return [_if(whens[0] if len(whens) == 1 else {"allOf": whens}, field.id, required=field.required)]


def _rules_over_rows(version: Version, page: Page) -> list[Schema]:
    """Conditions of row fields that look only at the whole form: the form's answer decides for every row."""
    rules = []
    for field in _stored(page):
        if field.when is not None and _reach(version, page, field.when) is Reach.FORM:
            asked = {"properties": {page.id: {"items": {"required": [field.id]}}}} if field.required else {}
            never = {"properties": {page.id: {"items": {"properties": {field.id: False}}}}}
            rules.append({"if": _condition(version, field.when), "then": asked, "else": never})
    return rules


def _asked(version: Version, field: Field, when: When) -> Schema:
    return _if(_condition(version, when), field.id, required=field.required)


def _if(condition: Schema, name: str, *, required: bool) -> Schema:
    then: Schema = {"required": [name]} if required else {}
    return {"if": condition, "then": then, "else": {"properties": {name: False}}}


def _condition(version: Version, when: When) -> Schema:
    return condition_schema(when, version.procedure.conditions)


def _reach(version: Version, page: Page, when: When | None) -> Reach:
    row = layout(version).rows.get(page.id, {})
    return reach_of(when, version.procedure.conditions, frozenset(row))
