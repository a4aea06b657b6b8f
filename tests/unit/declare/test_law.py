"""The law between form and schema (DESIGN §3), over any declaration that passes `check` and any answers:

1. what the form accepts is valid by the schema (so: what the schema refuses, the form refuses);
2. what the form refuses although the schema allows it bears the id of a rule listed under `x-rules` of its field.
"""

import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from madoguchi.declare.answers import check_answers, prune, read_page, visible_fields, visible_pages
from madoguchi.declare.compile import submission_schema
from madoguchi.declare.fields import FIELD_TYPES
from madoguchi.declare.findings import DeclarationErrors
from madoguchi.declare.versions import Version
from tests.strategies.answers import answers, mutated, posted
from tests.strategies.declarations import procedures, version_of

TODAY = date(2026, 11, 24)
OFTEN = settings(
    deadline=None, suppress_health_check=list(HealthCheck), max_examples=60, phases=set(Phase) - {Phase.explain}
)
VERY_OFTEN = settings(OFTEN, max_examples=2000)


def drawn_version(data: st.DataObject) -> Version:
    """A version from YAML files on disk. Only an exit that covers a later page is thrown away."""
    procedure = data.draw(procedures())
    with tempfile.TemporaryDirectory() as folder:
        try:
            return version_of(procedure, Path(folder))
        except DeclarationErrors as error:
            if {finding.code for finding in error.findings} != {"unreachable-page"}:
                raise
            reject()


def field_schema(schema: dict[str, Any], path: str) -> dict[str, Any]:
    """The schema of a field by its path: `home`, `children[0].name`."""
    found = schema
    for step in re.sub(r"\[\d+\]", "", path).split("."):
        found = found.get("items", found)["properties"][step]
    return found


def assert_the_law(version: Version, sent: Any) -> None:
    schema = submission_schema(version)
    problems = check_answers(version, sent, TODAY)
    refused = list(Draft202012Validator(schema).iter_errors(sent))
    if not problems:
        assert not refused, refused[0].message
    if not refused:
        for problem in problems:
            rules = field_schema(schema, problem.path).get("x-rules", [])
            assert problem.code in rules, (problem, rules)


def law_over_any_answers(data: st.DataObject) -> None:
    version = drawn_version(data)
    Draft202012Validator.check_schema(submission_schema(version))
    for mostly_good in (True, True, False):
        drawn = data.draw(answers(version, mostly_good=mostly_good))
        kept = prune(version, drawn)
        for sent in (drawn, kept, data.draw(mutated(kept))):
            assert_the_law(version, sent)


@OFTEN
@given(st.data())
def test_what_the_form_accepts_is_valid_and_what_it_refuses_beyond_bears_a_rule(data: st.DataObject) -> None:
    law_over_any_answers(data)


@pytest.mark.full
@VERY_OFTEN
@given(st.data())
def test_the_law_holds_over_many_more_declarations(data: st.DataObject) -> None:
    law_over_any_answers(data)


@OFTEN
@given(st.data())
def test_a_form_filled_in_page_by_page_is_accepted_as_a_whole_and_valid(data: st.DataObject) -> None:
    """Who gets through every page without a problem, with enough rows, may submit, and the schema agrees."""
    version = drawn_version(data)
    filled: dict[str, Any] = _files(version, data)
    clean = True
    for _ in range(12):  # more pages than any generated form has; each may bring up others
        steps = [step for step in visible_pages(version, filled) if not step.page.repeat]
        seen = [step.page.id for step in steps]
        clean = not any(step.ends for step in steps)
        for step in steps:
            result = read_page(version, step.page, data.draw(posted(version, step.page)), filled, today=TODAY)
            clean = clean and not result.problems
            filled = result.answers
        if [step.page.id for step in visible_pages(version, filled) if not step.page.repeat] == seen:
            break
    kept = prune(version, filled)
    assert_the_law(version, kept)
    if clean and not any(step.ends for step in visible_pages(version, filled)):
        whole = [one for one in check_answers(version, kept, TODAY) if "[" not in one.path]
        assert {(one.path, one.code) for one in whole} <= {(page.id, "required") for page in version.procedure.pages}


def _files(version: Version, data: st.DataObject) -> dict[str, Any]:
    """Files come into the answers before the page is read."""
    drawn = data.draw(answers(version))
    return {path: drawn[path] for path, page, field in version.fields() if field.type == "file" and path in drawn}


@OFTEN
@given(st.data())
def test_whatever_is_posted_nothing_typed_is_lost_and_nothing_breaks(data: st.DataObject) -> None:
    version = drawn_version(data)
    before = data.draw(answers(version, mostly_good=False))
    page = data.draw(st.sampled_from([page for page in version.procedure.pages if page.fields]))
    row = data.draw(st.integers(-1, 4)) if page.repeat else None
    sent = data.draw(posted(version, page))
    result = read_page(version, page, sent, before, row=row, today=TODAY)
    for field in page.fields:
        kind = FIELD_TYPES[field.type]
        for part in kind.parts if kind.posted and kind.stores else ():
            name = f"{field.id}.{part}" if part else field.id
            if name in sent:
                shown = result.typed[field.id][part]
                want = sent[name] if kind.many else sent[name][-1]
                assert shown == want or "\ud800" in want
    others = {key: value for key, value in before.items() if key not in {f.id for f in page.fields} | {page.id}}
    assert {key: result.answers[key] for key in others} == others
    for problem in result.problems:
        assert problem.ja and problem.en and problem.ja_easy
        assert len(problem.ja) < 400
    assert_the_law(version, result.answers)
    assert visible_fields(version, page, result.answers, row) is not None


@OFTEN
@given(st.data())
def test_pruning_again_changes_nothing_and_leaves_nothing_hidden(data: st.DataObject) -> None:
    version = drawn_version(data)
    kept = prune(version, data.draw(answers(version, mostly_good=False)))
    assert prune(version, kept) == kept
    assert "hidden" not in {problem.code for problem in check_answers(version, kept, TODAY)}
