"""The authorisation matrix: what every route answers, by method, to everybody, for whose things. Read by two tests."""

import re
from pathlib import Path

from django.db import transaction

from tests.canary.test_routes import ROLES, fillings
from tests.canary.world import World
from tests.house.test_audience import ROUTES, audience_of

FILE = Path(__file__).parents[2] / "docs" / "reference" / "authorisation.md"
METHODS = ("get", "post")
REGENERATE = "MADOGUCHI_WRITE=1 python -m pytest tests/canary/test_authorisation.py"
HEAD = f"""# だれが、どの道を通れるか

すべてのアドレス × 方法 × 役割 × だれのものか。テストが本物の画面を開いて作り、変われば失敗します (作りなおす: `{REGENERATE}`)。

数字は HTTP の答えです。200 開く、302 サインインや次の画面へ、401・403 断る、404 ないのと同じ、405 その方法はない、409・422 直すところがある。
斜線で区切ったものは順に、支援措置の対象の家族のもの / ほかの人のもの / だれのものでもないもの (アドレスの中の値の種類が多いときは、それ以上)。

"""


def rows_there() -> set[tuple[str, str]]:
    """(route, method) of every row of the reviewed table."""
    found = re.findall(r"^\| `/([^`]*)` \| [a-z]+ \| (get|post) \|", FILE.read_text(), re.M) if FILE.exists() else []
    return set(found)


def rows_wanted() -> set[tuple[str, str]]:
    return {(path, method) for path, _ in ROUTES for method in METHODS}


def table(world: World) -> str:
    """The whole page."""
    browsers = {role: world.browser(login) for role, login in ROLES.items()}
    titles = ["アドレス", "だれのためか", "方法", *ROLES]
    lines = [HEAD, "| " + " | ".join(titles) + " |\n", "| " + " | ".join("---" for _ in titles) + " |\n"]
    for path, view in sorted(ROUTES, key=lambda route: route[0]):
        for method in METHODS:
            cells = [_cell(world, browser, path, method) for browser in browsers.values()]
            lines.append("| " + " | ".join([f"`/{path}`", audience_of(view), method, *cells]) + " |\n")
    return "".join(lines)


def _cell(world: World, browser: object, path: str, method: str) -> str:
    answers = [_status(browser, address, method) for address in _filled(world, path)]
    return answers[0] if len(set(answers)) == 1 else "/".join(answers)


def _status(browser: object, address: str, method: str) -> str:
    """What it answers; what it changed is taken back."""
    with transaction.atomic():
        status = getattr(browser, method)(address).status_code
        transaction.set_rollback(True)
    return str(status)


def _filled(world: World, path: str) -> list[str]:
    values = fillings(world)
    kinds = re.findall(r"<(\w+):\w+>", path)
    many = max((len(values[kind]) for kind in kinds), default=1)
    return ["/" + _one(path, kinds, values, place) for place in range(many)]


def _one(path: str, kinds: list[str], values: dict[str, list[str]], place: int) -> str:
    turn = iter(kinds)
    return re.sub(r"<\w+:\w+>", lambda _: _pick(values[next(turn)], place), path)


def _pick(values: list[str], place: int) -> str:
    return values[min(place, len(values) - 1)]
