"""People with a canary each, and what is needed to see one in a paper where it does not belong.

Two printers are broken on purpose, each as a real one was: `SharedSlot` (川崎, 2023) keeps papers under the second in
which they were made; `LateBird` (横浜, 2023) gives a request up without giving its process up.
"""

import io
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pypdf import PdfReader

from madoguchi.declare.versions import Version, close
from madoguchi.demo.answers import answers_for
from madoguchi.demo.ward import load
from madoguchi.paper import NotThisOne, Press, PressFailed, PressTimeout, Sheet
from madoguchi.receive.letters.sheet import html_of, laid_out
from madoguchi.receive.models import Application, Letter
from madoguchi.trail import clock

CANARY = re.compile(r"金糸雀(\d{6})号")
NINTEI = "jido-teate-nintei"


def answers_of(n: int) -> dict[str, Any]:
    """A claim in which everything that names the person is this canary; nobody can be taken for anybody else."""
    base = answers_for(NINTEI)
    name = {
        "family": f"金糸雀{n:06d}号",
        "family_kana": "".join("アイウエオカキクケコ"[int(one)] for one in f"{n:06d}"),
    }
    children = [one | {"name": one["name"] | name} for one in base["children"]]
    own = {"name": base["name"] | name, "telephone": f"0900{n:07d}", "children": children, "spouse": "none"}
    home = {"home": base["home"] | {"building": f"金糸雀{n:06d}号館"}}
    return {key: value for key, value in base.items() if not key.startswith("spouse")} | own | home


@cache
def version() -> Version:
    return close(load(), NINTEI)


def sheet_for(n: int) -> Sheet:
    """The decision letter of person n, laid out by the program; no database is needed for it."""
    notice = version().procedure.letters.notice("decision", "granted")
    application = Application(number=f"MD-{n:08d}"[:12], received_at=clock.now(), language="ja")
    letter = Letter(application=application, kind="decision", result="granted", at=clock.now(), pk=n)
    answers = answers_of(n)
    opened = laid_out(
        answers | {"children[].name": [one["name"] for one in answers["children"]]}, notice, version(), words=""
    )
    return Sheet(f"{n:064x}", html_of(letter, notice, version(), opened))


def canaries_in(document: bytes | str) -> set[int]:
    """Whose canaries sing in it."""
    if isinstance(document, bytes):
        pages = PdfReader(io.BytesIO(document)).pages
        document = "".join("".join(page.extract_text().split()) for page in pages)
    return {int(found) for found in CANARY.findall(document)}


class LateBird(Press):
    """Broken on purpose: a time-out gives up the request and keeps the process, whose late answer is then the next one's."""

    def typeset(self, sheet: Sheet) -> bytes:
        try:
            return super().typeset(sheet)
        finally:
            if self._kept is not None:
                self._process, self._left = self._kept, 100
                self._kept = None

    _kept: Any = None

    def close(self) -> None:
        self._kept, self._process = self._process, None

    def really_close(self) -> None:
        self._process = self._process or self._kept
        Press.close(self)


class SharedSlot(Press):
    """Broken on purpose: papers wait in a slot that is named after the time."""

    slots: dict[int, bytes] = {}
    same_instant = threading.Barrier(2)

    def typeset(self, sheet: Sheet) -> bytes:
        slot = int(clock.now().timestamp())  # the drill's clock stands still, as within one second
        paper = super().typeset(sheet)
        self.slots[slot] = paper
        with suppress(threading.BrokenBarrierError):  # the last one of an odd number is alone
            self.same_instant.wait(20)
        return self.slots[slot]

    def really_close(self) -> None:
        Press.close(self)


@dataclass
class Outcome:
    """What a drill handed out: person → the canaries in their paper; and what it kept back."""

    handed: dict[int, set[int]] = field(default_factory=dict)
    kept_back: int = 0
    timed_out: int = 0

    @property
    def crossed(self) -> dict[int, set[int]]:
        return {n: found for n, found in self.handed.items() if found != {n}}


@contextmanager
def held_up(press: Press, seconds: float = 0.15) -> Iterator[None]:
    """The press stands still for longer than anybody waits, and then goes on."""
    process, before = press._process, press.seconds
    if process is None:
        yield
        return
    os.kill(process.pid, signal.SIGSTOP)
    press.seconds = seconds
    try:
        yield
    finally:
        press.seconds = before
        if process.poll() is None:
            os.kill(process.pid, signal.SIGCONT)


def run(
    people: range,
    make: Callable[[], Press],
    hand_over: Callable[[bytes, str], bytes],
    *,
    presses: int = 2,
    every: int = 7,
) -> Outcome:
    """All people's papers on some presses at once; every few papers the press is held up and the request times out."""
    outcome, lock = Outcome(), threading.Lock()
    left = iter(people)

    def work(press: Press) -> None:
        count = 0
        while True:
            with lock:
                n = next(left, None)
            if n is None:
                return
            count += 1
            _one(press, n, outcome, hand_over, hold=count % every == 0)

    with clock.at(clock.now()):
        own = [make() for _ in range(presses)]
        moment = clock.now()
        threads = [threading.Thread(target=_at, args=(moment, work, press)) for press in own]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for press in own:
            getattr(press, "really_close", press.close)()
    return outcome


def _at(moment: Any, work: Callable[[Press], None], press: Press) -> None:
    with clock.at(moment):
        work(press)


def _one(press: Press, n: int, outcome: Outcome, hand_over: Callable[[bytes, str], bytes], *, hold: bool) -> None:
    sheet = sheet_for(n)
    try:
        if hold:
            with held_up(press):
                paper = press.typeset(sheet)
        else:
            paper = press.typeset(sheet)
        outcome.handed[n] = canaries_in(hand_over(paper, sheet.binding))
    except PressTimeout:
        outcome.timed_out += 1
    except (NotThisOne, PressFailed):
        outcome.kept_back += 1
