"""Two small registers: one that names nobody and is published, one of people that stays in its office."""

from functools import cache
from pathlib import Path

from madoguchi.declare.loading import Town, load_town
from madoguchi.declare.versions import Version, close_register

TOWN = Path(__file__).parent / "town"
QUESTION = {"question": "共用の名簿を作ってよいか", "state": "asked", "asked-on": "2026-10-01"}
MEMBER = {
    "name": {"family": "榊原", "given": "つばさ", "family_kana": "サカキバラ", "given_kana": "ツバサ"},
    "birth": "1970-05-06",
    "telephone": "0300009988",
    "notes": "左ききの審議委員です",
    "field": "法律",
}
SECRETS = ("榊原", "サカキバラ", "つばさ", "1970-05-06", "0300009988", "左きき")
"""What must be found nowhere in the open."""


@cache
def town() -> Town:
    return load_town(TOWN)


def version(slug: str) -> Version:
    return close_register(town(), slug)
