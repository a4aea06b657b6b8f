"""The page "recommendations and what serves them", generated from the story tests: each names the ask that it plays."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from madoguchi.declare.loading import load_town
from madoguchi.declare.recommendations import Ask, Recommendations

ROOT = Path(__file__).parents[1]
TOWN = ROOT / "src/madoguchi/demo/midori"
PAGE = ROOT / "docs/reference/recommendations.md"
DOCSTRING = re.compile(r"(?P<ask>[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)+) (?P<ja>[^/]+?)\s+/ (?P<en>.+)", re.DOTALL)
HEAD = """# 提言と、それに応えるもの (the recommendations and what serves them)

このページは、物語の試験 (`tests/story/year`) から作っています (`make docs`)。1つの求めを、1つの試験が演じます。
試験が通らなければ、版は出ません。区の説明・証拠・日程は [/progress/](../explanation/indicators-and-progress.md) が示します。

This page is generated from the story tests: one test plays one ask, on a year of the fictional ward. An ask that is not
listed has nothing in the product yet that could be played.
"""


@dataclass(frozen=True)
class Story:
    """One test that plays one ask: what is played, in both languages, and where the test stands."""

    ask: str
    ja: str
    en: str
    test: str


def stories() -> list[Story]:
    """Every story test, in the order of the files. Raises ValueError where a docstring does not name its ask."""
    return [story for file in sorted(ROOT.glob("tests/story/year/test_asks_*.py")) for story in _in(file)]


def _in(file: Path) -> Iterator[Story]:
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            words = re.sub(r"\s+", " ", ast.get_docstring(node) or "")
            found = DOCSTRING.fullmatch(words)
            if found is None:
                raise ValueError(f"{file.name} {node.name}: the docstring is not `ask 日本語 / English`")
            yield Story(found["ask"], found["ja"], found["en"], f"{file.relative_to(ROOT)}::{node.name}")


def report() -> Recommendations:
    return next(iter(load_town(TOWN).recommendations.values()))


def page() -> str:
    """The whole page, in the report's own order."""
    told = {story.ask: story for story in stories()}
    asks = list(report().asks())
    count = f"\n**{len(told)}** / {len(asks)}\n"
    lines, section = [HEAD, count], ""
    for heading, ask in asks:
        if ask.id not in told:
            continue
        if heading.section.ja != section:
            section = heading.section.ja
            lines.append(
                f"\n## {section}\n\n| 求め (ask) | 応えるもの (what serves it) | 試験 (test) |\n| --- | --- | --- |"
            )
        lines.append(_row(ask, told[ask.id]))
    return "\n".join(lines) + "\n"


def _row(ask: Ask, story: Story) -> str:
    name = story.test.rsplit("::", 1)[1].removeprefix("test_").replace("_", " ")
    return f"| `{ask.id}` {ask.words.ja}<br>{ask.words.en} | {story.ja}<br>{story.en} | [{name}](../../{story.test.split('::')[0]}) |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
