"""Decision tables: what a clerk writes into the cells, and which row then proposes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.declare.sheets import read_rows
from madoguchi.declare.tables import DecisionTable, TableError

TODAY = date(2026, 11, 24)


def table(text: str) -> DecisionTable:
    """The cells as they would stand in a spreadsheet, with `;` where CSV has commas."""
    lines = [",".join(cell.strip() for cell in line.split(";")) for line in text.strip().splitlines()]
    return from_csv("\n".join(lines))


def from_csv(text: str) -> DecisionTable:
    return DecisionTable.from_rows("tables/sample.csv", read_rows(text.encode(), "tables/sample.csv")[0])


CHILDREN = table(
    """
    work           ; age(children[].birth) ; count(children) ; any(children[].living)=apart ; result  ; reason
    civil-servant  ;                       ;                 ;                              ; refused ; 公務員の方は勤務先に請求します
                   ; <18                   ; 1..3            ; no                           ; granted ; 18歳未満のお子さんと同居しています
                   ; <18                   ; >3              ;                              ; ask     ; お子さんが4人以上です
                   ; !0|1|2                ;                 ; yes                          ; look    ; 別居のお子さんがいます
    """
)


def child(birth: str, living: str = "together") -> dict[str, str]:
    return {"birth": birth, "living": living}


CASES: list[tuple[dict[str, Any], str | None, int | None]] = [
    ({"work": "civil-servant", "children": [child("2020-01-01")]}, "refused", 1),
    ({"work": "self", "children": [child("2020-01-01")]}, "granted", 2),
    ({"work": "self", "children": [child("2000-01-01"), child("2020-01-01")]}, "granted", 2),
    ({"children": [child("2020-01-01")] * 4}, "ask", 3),
    ({"children": [child("2020-01-01", "apart")]}, "look", 4),
    ({"children": [child("2025-01-01", "apart")]}, None, None),
    ({"work": "self", "children": [child("2000-01-01")]}, None, None),
    ({}, None, None),
]


@pytest.mark.parametrize(("answers", "result", "row"), CASES)
def test_the_first_row_that_fits_proposes(answers: dict[str, Any], result: str | None, row: int | None) -> None:
    found = CHILDREN.propose(answers, TODAY)
    assert (found.result if found else None, found.row if found else None) == (result, row)
    if found:
        assert found.reasons == [CHILDREN.rows[found.row][-1]]


CELLS: list[tuple[str, str, Any, bool]] = [
    ("n", ">=18", 18, True), ("n", ">=18", 17, False), ("n", "<=2", 2, True), ("n", ">0", 0, False),
    ("n", "0..2", 2, True), ("n", "0..2", 3, False), ("n", "-3..-1", -2, True), ("n", "5", 5, True), ("n", "=5", 5, True),
    ("n", "", None, True), ("n", "=", None, True), ("n", "=", 1, False), ("n", ">=0", None, False),
    ("d", ">=2024-04-01", "2024-04-01", True), ("d", "<2024-04-01", "2024-04-01", False), ("d", ">=3", "2024-04-01", False),
    ("m", "a|b", ["c", "b"], True), ("m", "!a|b", ["c"], True), ("m", "!a", None, True), ("m", "a", [], False),
    ("home.town", "若草町", {"town": "若草町"}, True),
    ("age(b)", "18", "2008-11-24", True), ("age(b)", "17", "2008-11-25", True), ("age(b)", "<1", None, False),
    ("count(rows[].x)=a", "2", [{"x": "a"}, {"x": "b"}, {"x": "a"}], True),
    ("count(rows[].x)", "1", [{"x": "a"}, {}], True), ("count(rows)", "0", None, True), ("count(rows)", "2", [{}, {}], True),
    ("all(rows[].x)=a", "yes", [{"x": "a"}, {"x": "a"}], True), ("all(rows[].x)=a", "no", [], True),
    ("all(rows[].x)=a", "no", [{"x": "b"}], True), ("any(rows[].x)=a", "yes", [{"x": ["a", "b"]}], True),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "cell", "value", "fits"), CELLS)
def test_a_cell_reads_as_a_clerk_means_it(heading: str, cell: str, value: Any, fits: bool) -> None:
    one = table(f"{heading};result;reason\n{cell};granted;わけ")
    name = heading.replace("(", ".").replace("[", ".").replace(")", ".").split(".")
    key = name[1] if name[0] in {"age", "count", "any", "all"} else name[0]
    assert (one.propose({key: value} if value is not None else {}, TODAY) is not None) is fits


BROKEN = [
    ("work;result\na;granted", 1, 2, "最後の列は result, reason"),
    ("reason;result\nx;granted", 1, 2, "最後の列は"),
    ("お仕事;result;reason\na;granted;わけ", 1, 1, "見出し「お仕事」が読めません"),
    ("any(x);result;reason\nyes;granted;わけ", 1, 1, "any(…)=選択肢"),
    ("age(x)=3;result;reason\nyes;granted;わけ", 1, 1, "読めません"),
    ("n;result;reason\n3..1;granted;わけ", 2, 1, "条件「3..1」が読めません"),
    ("n;result;reason\na;granted;わけ\na or b;granted;わけ", 3, 1, "条件「a or b」が読めません"),
    ("n;result;reason\n>=abc;granted;わけ", 2, 1, "条件「>=abc」"),
    ("n;result;reason\na;;わけ", 2, 2, "result が空です"),
    ("n;result;reason\na;granted;", 2, 3, "reason が空です"),
    ("n;result;reason\na;granted", 2, 2, "列の数がちがいます"),
    ("n;result;reason", 1, 1, "見出しと1行以上"),
    ("", 1, 1, "見出しと1行以上"),
]


@pytest.mark.parametrize(("text", "row", "column", "words"), BROKEN)
def test_a_bad_table_says_where(text: str, row: int, column: int, words: str) -> None:
    with pytest.raises(TableError) as error:
        table(text)
    assert (error.value.row, error.value.column) == (row, column)
    assert words in error.value.ja
    assert error.value.en


def test_a_spreadsheets_byte_order_mark_and_remarks_are_passed_over() -> None:
    text = "\ufeff# 覚え書き\nn,result,reason,reason-en\n\n1,granted,わけ,Because\n"
    found = from_csv(text).propose({"n": 1}, TODAY)
    assert found is not None
    assert (found.reasons, found.reasons_en, found.row) == (["わけ"], ["Because"], 1)


def test_a_table_tells_which_paths_and_results_it_knows() -> None:
    assert CHILDREN.paths == ("work", "children[].birth", "children", "children[].living")
    assert CHILDREN.results == ("refused", "granted", "ask", "look")


def test_someone_born_on_a_leap_day_turns_a_year_older_on_the_first_of_march() -> None:
    one = table("age(b);result;reason\n18;granted;わけ")
    assert one.propose({"b": "2008-02-29"}, date(2026, 2, 28)) is None
    assert one.propose({"b": "2008-02-29"}, date(2026, 3, 1)) is not None


def test_the_manuals_example_proposes_what_the_manual_says() -> None:
    manual = (Path(__file__).parents[3] / "docs/reference/decision-tables.md").read_text(encoding="utf-8")
    example = from_csv(manual.split("```csv")[1].split("```")[0].strip())
    found = example.propose({"work": "self", "children": [child("2020-01-01"), child("2000-01-01")]}, TODAY)
    assert found is not None
    assert (found.result, found.row) == ("granted", 2)
    assert example.propose({"work": "self", "children": [child("2000-01-01")]}, TODAY) is None
