"""Strict YAML: the core schema of YAML 1.2, nothing that hides (anchors, tags, merges), and every node knows its place.

PyYAML gives the events; what they mean is decided here, because its own loaders read YAML 1.1
(`no` would be false, `12:30` a number, `2020-04-01` a date).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from madoguchi.declare import source_codes as codes
from madoguchi.declare.findings import Code, Finding, Word

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
Path = tuple[str | int, ...]
Mark = tuple[int, int]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ODD = re.compile(
    "[\u200b\u200e\u200f\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SIMPLE = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


@dataclass(frozen=True)
class Source:
    """One YAML file as plain JSON-like values, with the place of every key and value."""

    file: str
    value: Any
    findings: tuple[Finding, ...] = ()
    values: dict[Path, Mark] = field(default_factory=dict, repr=False)
    keys: dict[Path, Mark] = field(default_factory=dict, repr=False)

    def mark(self, path: Path) -> Mark:
        """Line and column (from 1) of a value, or of the nearest thing around it where it is absent."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def mark_of_key(self, path: Path) -> Mark:
        """Line and column of the key of a value; of the value itself where it has no key."""
        return self.keys.get(path) or self.mark(path)

    def say(self, code: Code, path: Path, **words: Word) -> Finding:
        """A finding at a value of this file."""
        return code.at(self.file, self.mark(path), path=path, **words)

    def say_key(self, code: Code, path: Path, **words: Word) -> Finding:
        """A finding at the key of a value of this file."""
        return code.at(self.file, self.mark_of_key(path), path=path, **words)


def read_source(raw: bytes, file: str) -> Source:
    """Parse bytes; several mistakes are reported together, a broken syntax ends the reading."""
    if len(raw) > MAX_BYTES:
        return _unread(codes.TOO_LARGE.at(file, (1, 1), limit=MAX_BYTES))
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _unread(codes.NOT_UTF8.at(file, _mark_of_byte(raw, error.start)))
    if odd := _ODD.search(text.replace("\r\n", "\n")):
        mark = _mark_of_character(text.replace("\r\n", "\n"), odd.start())
        return _unread(codes.ODD_CHARACTER.at(file, mark, character=f"U+{ord(odd.group()):04X}"))
    return _Composer(text, file).source()


def _unread(finding: Finding) -> Source:
    return Source(finding.file, None, (finding,))


def _mark_of_byte(raw: bytes, position: int) -> Mark:
    return _mark_of_character(raw[:position].decode("utf-8"), position)


def _mark_of_character(text: str, position: int) -> Mark:
    before = text[:position]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


class _Stop(Exception):
    """The rest of the file cannot be read."""


class _Composer:
    """Turns YAML events into values; a mistake that leaves the rest readable is noted and reading goes on."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.findings: list[Finding] = []
        self.values: dict[Path, Mark] = {}
        self.keys: dict[Path, Mark] = {}

    def source(self) -> Source:
        value = None
        try:
            value = self.document()
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self.note_syntax(error)
        return Source(self.file, value, tuple(self.findings), self.values, self.keys)

    def document(self) -> Any:
        next(self.events)
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            self.stop(codes.EMPTY_FILE, start)
        if start.version or start.tags:
            self.note(codes.DIRECTIVE, start)
        value = self.node(next(self.events), ())
        next(self.events)
        more = next(self.events)
        if isinstance(more, yaml.DocumentStartEvent):
            self.note(codes.SEVERAL_DOCUMENTS, more)
        return value

    def node(self, event: Any, path: Path) -> Any:
        self.values[path] = _mark(event)
        if len(path) > MAX_DEPTH:
            self.stop(codes.TOO_DEEP, event, limit=MAX_DEPTH)
        if isinstance(event, yaml.AliasEvent):
            self.note(codes.ALIAS, event, name=str(event.anchor))
            return None
        self.refuse_properties(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event)

    def refuse_properties(self, event: Any) -> None:
        if event.anchor:
            self.note(codes.ANCHOR, event, name=str(event.anchor))
        if event.tag:
            self.note(codes.TAG, event, name=str(event.tag))

    def sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: Path) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, path)
            if key in entries:
                self.note(codes.DUPLICATE_KEY, event, key=key, line=self.keys[(*path, key)][0])
                self.node(next(self.events), (*path, key, "(second)"))
                continue
            self.keys[(*path, key)] = _mark(event)
            entries[key] = self.node(next(self.events), (*path, key))
        return entries

    def key(self, event: Any, path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self.stop(codes.KEY_NOT_TEXT, event, key="…")
        self.refuse_properties(event)
        plain = event.implicit[0]
        if plain and event.value == "<<":
            self.note(codes.MERGE_KEY, event)
        elif plain and not isinstance(self.scalar(event), str):
            self.note(codes.KEY_NOT_TEXT, event, key=event.value)
        return str(event.value)

    def scalar(self, event: Any) -> Any:
        """A plain scalar by the core schema; a quoted one is always text."""
        text: str = event.value
        if odd := _ODD.search(text):
            self.note(codes.ODD_CHARACTER, event, character=f"U+{ord(odd.group()):04X}")
            return ""
        if not event.implicit[0]:
            return text
        if text in _SIMPLE:
            return _SIMPLE[text]
        if _INTEGER.fullmatch(text):
            return self.integer(event)
        if _FLOAT.fullmatch(text):
            self.note(codes.FRACTION, event, text=text)
            return 0
        return text

    def integer(self, event: Any) -> int:
        if len(event.value) > 18:
            self.note(codes.NUMBER_TOO_LONG, event)
            return 0
        bases = {"0o": 8, "0x": 16}
        return int(event.value, bases.get(event.value[:2], 10))

    def note(self, code: Code, event: Any, **words: Word) -> None:
        self.findings.append(code.at(self.file, _mark(event), path=(), **words))

    def stop(self, code: Code, event: Any, **words: Word) -> None:
        self.note(code, event, **words)
        raise _Stop

    def note_syntax(self, error: yaml.MarkedYAMLError) -> None:
        # A quotation mark that is never closed is only missed at the end of the file; people look where it was opened.
        opened = "quoted scalar" in (error.context or "")
        mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problem = codes.explain(error.problem or "", self.lines[max(0, line - 1) : line + 1])
        self.findings.append(codes.SYNTAX.at(self.file, (line + 1, column + 1), problem=problem))


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1
