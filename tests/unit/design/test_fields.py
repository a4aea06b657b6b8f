"""One template for every type, and its inputs are those that the type reads."""

from typing import get_args

import pytest
from django.template import engines
from django.test import RequestFactory

from madoguchi.declare.fields import FIELD_TYPES
from madoguchi.declare.fields.bank_account import KINDS
from madoguchi.declare.procedure import Type
from madoguchi.design.fields import FieldView
from madoguchi.design.parts import BANK_KINDS, ERAS, PARTS
from madoguchi.japan import eras

TYPES = get_args(Type)
OPTIONS = [("a", "あ"), ("b", "い")]


def rendered(view: FieldView) -> str:
    template = engines["django"].from_string("{% load design %}{% field view %}")
    return template.render({"view": view}, RequestFactory().get("/"))


def view(kind: str, **more: object) -> FieldView:
    return FieldView(id="f-x", name="x", type=kind, label="ことば", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_template(kind: str) -> None:
    assert "ことば" in rendered(view(kind, options=OPTIONS))


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_the_inputs_of_a_type_are_those_that_it_reads(kind: str) -> None:
    assert tuple(part.name for part in PARTS[kind]) == FIELD_TYPES[kind].parts


def test_the_kinds_of_account_are_the_declared_ones() -> None:
    assert [kind for kind, _ in BANK_KINDS] == list(KINDS)


@pytest.mark.parametrize("era", [era for era, _ in ERAS])
def test_every_era_of_the_list_is_understood(era: str) -> None:
    year = "2020" if era == "seireki" else "10"
    assert eras.from_parts(era, year, "5", "6")


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind not in ("my-number", "note")])
def test_help_and_error_are_named_by_the_input(kind: str) -> None:
    html = rendered(view(kind, options=OPTIONS, help="たすけ", problems=["まちがい"]))
    assert 'id="f-x-h"' in html
    assert 'id="f-x-e">＊まちがい' in html
    assert "f-x-e f-x-h" in html


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind not in ("my-number", "note")])
def test_a_field_says_in_its_label_whether_it_must_be_filled(kind: str) -> None:
    assert "※必須" in rendered(view(kind, options=OPTIONS))
    assert "※任意" in rendered(view(kind, options=OPTIONS, required=False))


def test_a_part_carries_its_own_problem() -> None:
    html = rendered(view("person-name", wrong={"given": ["名がありません。"]}))
    assert 'id="f-x-given-e">＊名がありません。' in html
    assert html.count("aria-invalid") == 1


def test_the_summary_leads_to_the_part_that_is_wrong() -> None:
    name = view("person-name", wrong={"given_kana": ["カナ"], "family": ["姓"]})
    assert name.to_mend == [("f-x-family", "姓"), ("f-x-given_kana", "カナ")]


def test_the_summary_leads_to_the_year_of_a_date_and_the_first_option_of_a_choice() -> None:
    assert view("date", problems=["日"]).to_mend == [("f-x-year", "日")]
    assert view("choice", options=OPTIONS, problems=["選"]).to_mend == [("f-x-0", "選")]
    assert view("choice", options=OPTIONS * 5, problems=["選"]).to_mend == [("f-x", "選")]


@pytest.mark.parametrize("typed", ['"><script>', "𠮷野󠄀", "&amp;", "'", " あ "])
def test_what_was_typed_comes_back_exactly(typed: str) -> None:
    from html import unescape

    html = rendered(view("text", typed={"": typed}))
    value = html.split('value="', 1)[1].split('"', 1)[0]
    assert unescape(value) == typed
    assert "<script>" not in html


def test_a_leading_empty_line_of_a_long_text_is_kept() -> None:
    html = rendered(view("long-text", typed={"": "\n二行目"}))
    assert ">\n\n二行目</textarea>" in html  # a browser drops the first line break


def test_kana_that_nobody_asks_for_is_not_shown() -> None:
    assert "family_kana" not in rendered(view("person-name", extra={"kana": "none"}))


def test_only_the_person_who_types_is_filled_in_by_the_browser() -> None:
    assert 'autocomplete="family-name"' in rendered(view("person-name", extra={"self": True}))
    assert "autocomplete" not in rendered(view("person-name"))


def test_a_choice_that_may_stay_open_can_be_taken_back() -> None:
    assert 'value="" checked' in rendered(view("choice", options=OPTIONS, required=False))
    assert 'value=""' not in rendered(view("choice", options=OPTIONS))


def test_a_my_number_has_no_input() -> None:
    assert "<input" not in rendered(view("my-number"))


def test_words_in_another_language_say_so() -> None:
    assert '<span lang="ja">ことば</span>' in rendered(view("text", label_lang="ja"))


def test_a_full_file_field_takes_no_more() -> None:
    files = [{"id": "1", "name": "控え.pdf", "size": 900}]
    full = rendered(view("file", extra={"files": files, "max_files": 1}))
    assert 'type="file"' not in full
    assert "控え.pdf" in full
