"""Documents of many people in parallel, with faults: how many are crossed (target 0), and how fast letters become PDF/UA.

`python -m benchmarks documents`: 100,000 letters as HTML on two processes with threads that are switched at every
occasion, 500 as PDF on two presses that are held up now and then, and then the speed of two presses that are left alone
(target: at least 8 PDF/UA per second on two cores), with where the time goes.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
HTML, PDFS, SPEED = (int(os.environ.get(name, n)) for name, n in (("HTML", 100_000), ("PDFS", 500), ("SPEED", 200)))
PROCESSES, THREADS = 2, 4
PARTS = {
    "lay out": ("weasyprint/document.py", "_render"), "of it, read HTML and CSS": ("weasyprint/css/__init__.py", "get_all_computed_styles"),
    "write": ("weasyprint/document.py", "write_pdf"), "of it, cut the fonts": ("weasyprint/pdf/fonts.py", "build_fonts_dictionary"),
}  # fmt: skip
"""Where WeasyPrint spends its time: words, file and function."""


def begin(home: str) -> None:
    """Django in a data directory of its own. Imports of the program come after this."""
    os.environ |= {"MADOGUCHI_HOME": home, "MADOGUCHI_DEMO": "1", "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings"}
    import django

    django.setup()
    from django.conf import settings

    from madoguchi.protect import keys

    if not Path(settings.MADOGUCHI_KEY_FILE).exists():
        keys.write_demo_keys(settings.MADOGUCHI_KEY_FILE)


def html_part(home: str, first: int, count: int) -> None:
    """One process's share of the HTML; prints what it found as JSON."""
    begin(home)
    sys.setswitchinterval(1e-5)
    from tests.faults.crossing import canaries_in, sheet_for

    def one(n: int) -> bool:
        return canaries_in(sheet_for(n).html) == {n}

    with ThreadPoolExecutor(THREADS) as pool:
        right = sum(pool.map(one, range(first, first + count), chunksize=200))
    print(json.dumps({"documents": count, "crossed": count - right}))


def html(home: str) -> None:
    share = HTML // PROCESSES
    began = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.documents", "html", home]
    running = [
        subprocess.Popen([*command, str(1 + n * share), str(share)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for n in range(PROCESSES)
    ]
    found = [json.loads(process.communicate()[0]) for process in running]
    took = time.perf_counter() - began
    crossed = sum(one["crossed"] for one in found)
    print(f"HTML: {share * PROCESSES:,} letters, {crossed} crossed, {took:.0f} s ({share * PROCESSES / took:.0f}/s)")


def pdfs() -> None:
    """With presses that are held up, so that requests time out all the while."""
    from madoguchi.paper import Press, must_belong
    from tests.faults import crossing

    outcome = crossing.run(range(1, PDFS + 1), Press, must_belong, every=20)
    print(
        f"PDF:  {len(outcome.handed)} handed over, {len(outcome.crossed)} crossed, {outcome.timed_out} timed out "
        f"and given to nobody, {outcome.kept_back} kept back"
    )


def speed(fonts: Path | None, words: str) -> None:
    """Two presses left alone; the first sheet of each, which loads everything, is not counted."""
    from madoguchi.paper import Press
    from tests.faults.crossing import sheet_for

    presses = [Press(fonts=fonts, seconds=120) for _ in range(PROCESSES)]
    for press in presses:
        press.typeset(sheet_for(1))
    left = iter(range(2, SPEED + 2))
    began = time.perf_counter()
    threads = [threading.Thread(target=_until_none_is_left, args=(press, left)) for press in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    size = len(presses[0].typeset(sheet_for(1)))
    for press in presses:
        press.close()
    print(f"speed, {words}: {SPEED / took:.1f} PDF/UA per second on {PROCESSES} presses ({size // 1000} kB each)")


def _until_none_is_left(press: object, left: Iterator[int]) -> None:
    from tests.faults.crossing import sheet_for

    for n in left:
        press.typeset(sheet_for(n))  # type: ignore[attr-defined]


def cpu_each(fonts: Path | None, words: str) -> None:
    """CPU time of one letter in one process: a figure that a busy machine changes little."""
    from madoguchi.paper.engine import engine
    from tests.faults.crossing import sheet_for

    typeset = engine(fonts)
    typeset(sheet_for(1))
    began = time.process_time()
    for n in range(2, 42):
        typeset(sheet_for(n))
    print(f"CPU, {words}: {(time.process_time() - began) / 40 * 1000:.0f} ms a letter")


def where_the_time_goes(fonts: Path) -> None:
    """One process, twenty letters: the share of each part of WeasyPrint."""
    import cProfile
    import pstats

    from madoguchi.paper.engine import engine
    from tests.faults.crossing import sheet_for

    typeset = engine(fonts)
    typeset(sheet_for(1))
    profile = cProfile.Profile()
    profile.enable()
    for n in range(2, 22):
        typeset(sheet_for(n))
    profile.disable()
    stats = pstats.Stats(profile)
    total = stats.total_tt  # type: ignore[attr-defined]
    for words, (file, name) in PARTS.items():
        spent = [row[3] for key, row in stats.stats.items() if key[0].endswith(file) and key[2] == name]  # type: ignore[attr-defined]
        print(f"  {words}: {max(spent) / total:.0%}" if spent else f"  {words}: not seen in this WeasyPrint")


def main(arguments: list[str] | None = None) -> None:
    """Everything, in a data directory that is thrown away."""
    from madoguchi.paper import fonts
    from madoguchi.paper.engine import why_not

    with tempfile.TemporaryDirectory(prefix="documents-") as home:
        begin(home)
        html(home)
        if reason := why_not():
            print(f"PDF:  not measured: {reason}")
            return
        pdfs()
        speed(None, "whole fonts")
        began = time.perf_counter()
        fonts.prepare(Path(home) / "fonts")
        print(f"small fonts made in {time.perf_counter() - began:.0f} s (once per data directory)")
        speed(Path(home) / "fonts", "small fonts")
        cpu_each(None, "whole fonts")
        cpu_each(Path(home) / "fonts", "small fonts")
        where_the_time_goes(Path(home) / "fonts")


if __name__ == "__main__":
    if sys.argv[1:2] == ["html"]:
        html_part(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        main(sys.argv[1:])
