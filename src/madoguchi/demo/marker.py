"""How far the seeding of this data directory has come: nothing, begun, or done. And the receipts that the start page shows.

The secrets in it open fictional receipts; a real counter keeps no secret anywhere.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

State = Literal["none", "begun", "done"]


@dataclass(frozen=True)
class Receipt:
    """A case to look at as a resident: which procedure, what it is to show (showing.py), and the secret of its page."""

    procedure: str
    shows: str
    number: str
    secret: str


@dataclass(frozen=True)
class Marker:
    state: State = "none"
    seed: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    receipts: tuple[Receipt, ...] = ()
    guardian: str = ""  # the secret of one guardian's link
    board: str = ""  # the address of one class board


def path() -> Path:
    return Path(settings.HOME) / "demo.json"


def read() -> Marker:
    """What is written; an unreadable file counts as begun, so that the demo is made anew."""
    try:
        raw: dict[str, Any] = json.loads(path().read_text("utf-8"))
        return Marker(**raw | {"receipts": tuple(Receipt(**one) for one in raw["receipts"])})
    except FileNotFoundError:
        return Marker()
    except (ValueError, TypeError, KeyError):
        return Marker(state="begun")


def write(marker: Marker) -> None:
    """All or nothing: written beside, then renamed."""
    path().parent.mkdir(parents=True, exist_ok=True)
    beside = path().with_suffix(".new")
    beside.write_text(json.dumps(asdict(marker), ensure_ascii=False, indent=1), "utf-8")
    os.replace(beside, path())
