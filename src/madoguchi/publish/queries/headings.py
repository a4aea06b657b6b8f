"""Which column a heading means to an office, as its people said."""

from collections.abc import Callable, Sequence

from madoguchi.opendata.folding import fold
from madoguchi.opendata.learning import Learned
from madoguchi.protect.lookup import token
from madoguchi.publish.models import HeadingMatch


def heading_token(office: str, heading: str) -> str:
    """Under which a heading is kept, however it is spelt."""
    return token("heading", f"{office}\n{fold(heading)}")


def learned(office: str) -> Callable[[Sequence[str]], Learned]:
    """Of the headings of a table those that somebody of the office has matched."""
    words = HeadingMatch.objects.filter(office=office).order_by("pk")
    said = {(one.standard, one.heading): one.column for one in words}

    def of(header: Sequence[str]) -> Learned:
        tokens = {heading_token(office, name): name for name in header} if said else {}
        found: Learned = {}
        for (standard, key), column in said.items():
            if column and key in tokens:
                found.setdefault(standard, {})[tokens[key]] = column
        return found

    return of
