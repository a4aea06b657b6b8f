"""`madoguchi demo`: makes the fictional ward when it is not there yet, then serves it. `site/cli.py` names it by a string."""

import argparse
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.site.commands import complain, say, start_django
from madoguchi.site.starting import run_all

SQLITE = "madoguchi.site.sqlite"

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def demo(args: argparse.Namespace) -> int:
    """The fictional ward. A seeding that was interrupted is started anew; a finished one is kept."""
    start_django()
    from django.conf import settings

    from madoguchi.demo import marker

    anew = args.reset or marker.read().state == "begun"
    engine = settings.DATABASES["default"]["ENGINE"]
    if problem := (_clear(engine) if anew else None) or _prepare():
        return complain(problem)
    if marker.read().state != "done":
        _seed()
    return 0 if args.seed_only else run_all(greeting=_accounts())


def _prepare() -> str | None:
    """Directory, keys, tables. Says what is in the way when the tables hold data that the demo did not make."""
    from django.conf import settings
    from django.core.management import call_command

    from madoguchi.demo import marker
    from madoguchi.people.models import Staff
    from madoguchi.protect import keys

    settings.HOME.mkdir(parents=True, exist_ok=True)
    keys.write_demo_keys(settings.MADOGUCHI_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    if marker.read().state == "none" and Staff.objects.exists():
        return (
            "データベースに、デモ以外のデータがあります。空のデータベースか、別の場所(MADOGUCHI_HOME)を示してください。"
        )
    return None


def _clear(engine: str) -> str | None:
    """Remove what the demo made. Says what is in the way when that would be somebody's real data."""
    from django.conf import settings

    from madoguchi.demo import marker

    home: Path = settings.HOME
    if engine != SQLITE:
        return "PostgreSQL のデモは消せません。空のデータベースを作り、DATABASE_URL で示してください。"
    if (home / "madoguchi.sqlite3").exists() and marker.read().state == "none":
        return f"{home} にはデモ以外のデータがあるため、消しません。MADOGUCHI_HOME で別の場所を示してください。"
    for path in (*home.glob("madoguchi.sqlite3*"), marker.path()):
        path.unlink(missing_ok=True)
    shutil.rmtree(home / "attachments", ignore_errors=True)
    return None


def _seed() -> None:
    from rich.progress import BarColumn, Progress, TaskProgressColumn

    from madoguchi.demo import seed

    say("架空のみどり区を作っています。")
    with Progress("{task.description}", BarColumn(), TaskProgressColumn()) as bars:
        seed.run(_Bars(bars))


class _Bars:
    """One bar for each part of the seeding."""

    def __init__(self, bars: "Progress") -> None:
        self._bars = bars
        self._part: TaskID | None = None

    def start(self, words: str, total: int) -> None:
        self._part = self._bars.add_task(words, total=total)

    def step(self, n: int = 1) -> None:
        if self._part is not None:
            self._bars.advance(self._part, n)


def _accounts() -> tuple[str, ...]:
    """What is printed when it is up: where to begin, and who one may be."""
    from madoguchi.demo.staff import PASSWORD, SHOWN

    port = os.environ.get("PORT", "8000")
    lines = (f"  {one.login:<12}{one.name}({one.title}) {one.shown.ja if one.shown else ''}" for one in SHOWN)
    return (
        "",
        f"はじめに開くページ: http://localhost:{port}/demo/",
        f"職員のアカウント(パスワードはどれも {PASSWORD}。このデモの外では使えません):",
        *lines,
        "",
    )
