"""The authorisation matrix: what every route answers, by method, to everybody, for whose things. Read by two tests."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.canary.walk import ROLES, Step
from tests.house.test_audience import ROUTES, audience_of

FILE = Path(__file__).parents[2] / "docs" / "reference" / "authorisation.md"
Walked = Callable[[str, str], list[Step]]
METHODS = ("get", "post")
REGENERATE = "MADOGUCHI_WRITE=1 python -m pytest tests/canary/test_routes.py"
HEAD = f"""# だれが、どの道を通れるか

すべてのアドレス × 方法 × 役割 × だれのものか。テストが本物の画面を開いて作り、変われば失敗します (作りなおす: `{REGENERATE}`)。

数字は HTTP の答えです。200 開く、302 サインインや次の画面へ、401・403 断る、404 ないのと同じ、405 その方法はない、409・422 直すところがある。
斜線で区切ったものは順に、支援措置の対象の家族のもの、似た人のもの、ほかの人のもの、だれのものでもないもの (あるものだけ。`tests/canary/walk.py`)。
だれかを聞かないアドレスでは、ほかの人のものとだれのものでもないものは、知らない人と相手方だけが試します。
保護者のリンク (`/g/`) は、母 (対象の方)、父 (相手方)、近所の人、だれのものでもないもの、の順です。

"""


def rows_there() -> set[tuple[str, str]]:
    """(route, method) of every row of the reviewed table."""
    found = re.findall(r"^\| `/([^`]*)` \| [a-z]+ \| (get|post) \|", FILE.read_text(), re.M) if FILE.exists() else []
    return set(found)


def rows_wanted() -> set[tuple[str, str]]:
    return {(path, method) for path, _ in ROUTES for method in METHODS}


def table(walked: Walked) -> str:
    """The whole page. `walked`: what everybody's walk answered, by role and method."""
    titles = ["アドレス", "だれのためか", "方法", *ROLES]
    lines = [HEAD, "| " + " | ".join(titles) + " |\n", "| " + " | ".join("---" for _ in titles) + " |\n"]
    for path, view in sorted(ROUTES, key=lambda route: route[0]):
        for method in METHODS:
            cells = [_cell(walked(role, method), path) for role in ROLES]
            lines.append("| " + " | ".join([f"`/{path}`", audience_of(view), method, *cells]) + " |\n")
    return "".join(lines)


def _cell(steps: list[Step], path: str) -> str:
    answers = [str(one.status) for one in steps if one.path == path]
    return answers[0] if len(set(answers)) == 1 else "/".join(answers)
