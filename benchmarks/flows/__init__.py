"""One visitor's way, for the load client."""

import re
from re import Pattern

from benchmarks.load import Answer, Wrong


def expect(answer: Answer, status: int) -> Answer:
    if answer.status != status:
        raise Wrong(f"{answer.status} instead of {status}: {answer.body[:60]!r}")
    return answer


def one(pattern: Pattern[bytes], answer: Answer) -> str:
    found = pattern.search(answer.body)
    if not found:
        raise Wrong(f"no {pattern.pattern!r}")
    return found[1].decode()


CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')

ANSWERS = {
    "name.family": "計測", "name.given": "花子", "name.family_kana": "ケイソク", "name.given_kana": "ハナコ",
    "birth.era": "heisei", "birth.year": "2", "birth.month": "4", "birth.day": "5",
    "home.postal_code": "174-0045", "home.prefecture": "東京都", "home.city": "板橋区", "home.town": "西台",
    "home.number": "1-2-3", "home.building": "", "telephone": "090-1234-5678", "email": "hanako@example.com",
    "work": "employee", "wishes": "a", "people": "3", "title": "件名です", "words": "これは内容です。" * 12,
}  # fmt: skip


def answers(number: int) -> dict[str, str]:
    """Ten fields of a person of whom there is only one: look-up tokens and subjects are made anew for each."""
    kana = "".join("アイウエオカキクケコ"[int(digit)] for digit in str(number))
    return ANSWERS | {"name.given_kana": kana, "title": f"件名{number}"}
