"""The school morning: guardians send with peaks of 20 a second while 1,000 class boards ask whether there is news.

A real server with two workers; the load is another process, open-loop: a guardian opens the page at a set moment whether
or not the server is ready, and sends; what is measured is the sending, until its answer. A board's time counts from the
moment at which it was due to ask. Boards ask every four seconds with the tag they have (304 while
nothing is new). At the end the rows are counted against the receipts, and the load is raised until something breaks.

`--short` (the default) sends at the same rates for about two minutes; `--full` sends 3,000 notices in 30 minutes.
"""

import argparse
import json
import subprocess
import sys
import time
from typing import Any

from benchmarks.servers import ROOT, Place, place

BOARDS, P99_MS, BEHIND_S = 1000, 300, 5.0
SHAPES = {
    "short": ((20, 2.0), (20, 20.0), (40, 2.0), (20, 20.0), (20, 2.0)),
    "full": ((300, 1.0), (120, 4.0), (30, 20.0), (600, 1.5), (30, 20.0), (720, 0.6)),
}
"""(seconds, notices a second) one after the other; the full one sends 3,212 in 30 minutes."""
RISING = (30, 45, 70, 100, 150)
"""Notices a second, 15 seconds each, until one of the promises is broken."""
Figures = dict[str, Any]


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    shape = SHAPES["full" if options.full else "short"]
    print(
        f"学級の画面 {options.boards}、{sum(s for s, _ in shape) / 60:.1f} 分、最大 {max(r for _, r in shape):.0f} 件/秒"
    )
    with place(postgres=options.database == "postgres", MADOGUCHI_DEMO="1") as here:
        _run(here, shape, options.boards, rising=not options.no_rise)


def _run(here: Place, shape: Any, boards: int, *, rising: bool) -> None:
    here.run("-m", "benchmarks.absence_town", str(boards))
    port = here.web("madoguchi.site.wsgi:application")
    _load(here, port, ((5, 2.0),), boards, first=0)  # every process opens its versions and templates once
    begun = 1000
    figures = _load(here, port, shape, boards, first=begun)
    tell(figures)
    if rising:
        begun += len(figures["receipts"])
        _rise(here, port, boards, begun)
    here.stop()
    here.run("-m", "benchmarks.absence_recount", str(here.home / "receipts.json"))


def _rise(here: Place, port: int, boards: int, begun: int) -> None:
    for rate in RISING:
        figures = _load(here, port, ((15, float(rate)),), boards, first=begun)
        begun += rate * 15
        held = holds(figures)
        words = f"送信 p99 {figures['send']['p99']:.0f} ms、画面の遅れ 最大 {figures['behind']['max']:.1f} 秒"
        print(f"  {rate} 件/秒: {words}{'' if held else ' ← ここで約束がくずれる'}", flush=True)
        if not held:
            return
    print(f"  {RISING[-1]} 件/秒まで、約束は守られた")


def _load(here: Place, port: int, shape: Any, boards: int, *, first: int) -> Figures:
    command = [sys.executable, "-m", "benchmarks.absence_load", str(port), str(here.home / "town.json")]
    command += [json.dumps(shape), str(boards), str(first)]
    used, begun = here.cpu(), time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=here.env, check=True, stdout=subprocess.PIPE)
    figures = dict(json.loads(done.stdout))
    figures["cores"] = (here.cpu() - used) / (time.monotonic() - begun)
    _keep(here, figures["receipts"])
    return figures


def _keep(here: Place, receipts: list[str]) -> None:
    """Every receipt that any part of the measurement was given."""
    path = here.home / "receipts.json"
    known = json.loads(path.read_text()) if path.exists() else []
    path.write_text(json.dumps(known + receipts))


def holds(figures: Figures) -> bool:
    no_errors = not figures["errors"]
    return no_errors and figures["send"]["p99"] <= P99_MS and figures["behind"]["max"] <= BEHIND_S


def tell(figures: Figures) -> None:
    send, poll, behind = figures["send"], figures["poll"], figures["behind"]
    print(f"送信 {len(figures['receipts'])} 件: p50 {send['p50']:.0f} ms、p99 {send['p99']:.0f} ms(目標 {P99_MS} ms)")
    print(
        f"画面の問い合わせ {figures['polls']} 回({figures['fresh']} 回は新しい): p50 {poll['p50']:.0f} ms、p99 {poll['p99']:.0f} ms"
    )
    print(f"届いてから画面に出るまで: p50 {behind['p50']:.1f} 秒、最大 {behind['max']:.1f} 秒(目標 {BEHIND_S:.0f} 秒)")
    print(f"サーバーが使った CPU: 平均 {figures['cores']:.2f} コア")
    for words, times in figures["errors"].items():
        print(f"  ! {times} × {words}")
    print("約束は守られた" if holds(figures) else "約束に届かない", flush=True)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.absence", description=__doc__)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--short", action="store_true", help="two minutes (the default)")
    length.add_argument("--full", action="store_true", help="3,000 notices in 30 minutes")
    parser.add_argument("--boards", type=int, default=BOARDS)
    parser.add_argument("--no-rise", action="store_true", help="do not raise the load at the end")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
