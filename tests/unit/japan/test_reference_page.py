"""docs/reference/japan.md, row by row: the page's examples are what the library does."""

import ast
import re
from collections import namedtuple
from datetime import date
from pathlib import Path

import pytest

from madoguchi.japan import bigrams, codes, encodings, eras, names, postal, telephone, text, workdays
from madoguchi.japan.errors import InputError

PAGE = (Path(__file__).parents[3] / "docs/reference/japan.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+)` \| (.+) \|$", PAGE, flags=re.MULTILINE)
MODULES = (bigrams, codes, encodings, eras, names, postal, telephone, text, workdays)
FUNCTIONS = {"date": date} | {
    name: value for module in MODULES for name, value in vars(module).items() if not name.startswith("_")
}
NAMES = {"年末年始": (namedtuple("Closed", "first last")("12-29", "01-03"),)}


def value_of(node):
    """A literal, one of NAMES, or a call of one of FUNCTIONS over such."""
    if isinstance(node, ast.Call):
        keywords = {keyword.arg: value_of(keyword.value) for keyword in node.keywords}
        return FUNCTIONS[node.func.id](*map(value_of, node.args), **keywords)
    return NAMES[node.id] if isinstance(node, ast.Name) else ast.literal_eval(node)


def shown(example: str) -> str:
    try:
        return str(value_of(ast.parse(example, mode="eval").body)).replace("\n", "\\n")
    except InputError as problem:
        return f"{type(problem).__name__}: {problem.code}"


def test_the_page_has_examples():
    assert len(ROWS) > 60


@pytest.mark.parametrize(("example", "result"), ROWS, ids=[f"row {at}" for at in range(len(ROWS))])
def test_the_library_does_what_the_page_says(example, result):
    assert shown(example) == result


@pytest.mark.parametrize(
    "function",
    ["parse_date", "from_parts", "wareki", "both", "search_key", "graphemes", "kana_key", "check_kana", "clean_text", "parse_postal",
     "show_postal", "towns", "check_municipality_code", "check_corporate_number", "find_my_number", "parse", "show", "is_open",
     "add_working_days", "next_open_day", "deadline", "unencodable", "bigrams"],
)  # fmt: skip
def test_every_function_has_an_example(function):
    assert any(example.startswith(f"{function}(") for example, _ in ROWS)


def test_every_code_of_an_error_on_the_page_is_one_of_the_library():
    codes_there = set(re.findall(r"Error: ([a-z-]+)", PAGE))
    source = "".join(path.read_text(encoding="utf-8") for path in Path(codes.__file__).parent.glob("*.py"))
    assert {code for code in codes_there if f'"{code}"' not in source} == set()
