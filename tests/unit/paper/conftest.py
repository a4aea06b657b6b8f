"""Letters of nobody, and one press for all tests of this room."""

from collections.abc import Iterator

import pytest

from madoguchi.paper import Press, Sheet
from madoguchi.paper.engine import why_not

HTML = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head>
<body><section class="window"><p>〒000-0124<br>見本区見本町1-2-3</p><p class="name">{name} 様</p></section>
<h1>{title}</h1><p>{words}</p><h2>担当</h2><table><tr><th scope="row">課</th><td>見本課</td></tr></table></body></html>"""


def sheet(
    number: int = 1, *, name: str = "見本 花子", title: str = "補正のお願い", words: str = "受け付けています。"
) -> Sheet:
    return Sheet(f"{number:032x}", HTML.format(title=title, name=name, words=words))


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    if reason := why_not():
        pytest.skip(reason)
    press = Press()
    yield press
    press.close()
