"""Whatever can be found has a name that a person reads: a page never heads a list with a code."""

import re
from pathlib import Path

import madoguchi.opendata
from madoguchi.opendata.checking.formats import FORMATS
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.easy import EASY
from madoguchi.opendata.found_names import NAMES
from madoguchi.opendata.reading import telling

HERE = Path(madoguchi.opendata.__file__).parent
CODE = re.compile(r'"((?:header|rows|layout|value|personal|sheet|aside):[a-z-]+)"')


def codes():
    written = {
        code for path in HERE.rglob("*.py") if path.name != "found_names.py" for code in CODE.findall(path.read_text())
    }
    return written | {f"aside:{kind}" for kind in telling._KINDS} | {f"sheet:{kind}" for kind in telling._AGAIN}


def test_every_finding_has_a_name_in_both_languages():
    assert codes() - set(RULES) - set(NAMES) == set()
    assert set(NAMES) <= codes()


def test_every_rule_has_words_in_easy_japanese():
    assert (set(RULES) | set(NAMES) | {f"format:{name}" for name in FORMATS}) - set(EASY) == set()
