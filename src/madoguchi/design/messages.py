"""Which words for people the program speaks: every msgid in its templates and in its Python, with where it stands."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

Message = tuple[str, str]
"""(msgid, msgid_plural or "")."""

SINGULAR = frozenset({"_", "gettext", "gettext_lazy"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
VARIABLE = re.compile(r"^\s*(\w+)")


def used(source: Path) -> dict[Message, set[str]]:
    """Every message under a folder with the files it stands in (relative, so that no machine's paths are kept)."""
    found: dict[Message, set[str]] = defaultdict(set)
    for path in sorted(source.rglob("*.html")):
        _note(found, _in_template(path.read_text("utf-8")), path.relative_to(source))
    for path in sorted(source.rglob("*.py")):
        _note(found, _in_python(path.read_text("utf-8")), path.relative_to(source))
    return dict(found)


def _note(found: dict[Message, set[str]], messages: Iterator[Message], path: Path) -> None:
    for message in messages:
        found[message].add(path.as_posix())


def _in_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (name := _called(node.func)) in SINGULAR | PLURAL:
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if words:
                yield words[0], words[1] if name in PLURAL and len(words) > 1 else ""


def _called(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def _in_template(text: str) -> Iterator[Message]:
    tokens = iter(Lexer(text).tokenize())
    for token in tokens:
        if token.token_type is not TokenType.BLOCK:
            continue
        tag = token.contents.split(None, 1)[0] if token.contents.strip() else ""
        if tag in ("translate", "trans"):
            yield from _translate(token)
        elif tag in ("blocktranslate", "blocktrans"):
            yield _block(token, tokens)


def _translate(token: Token) -> Iterator[Message]:
    bits = list(smart_split(token.contents))
    if len(bits) > 1 and bits[1][:1] in "\"'":
        yield bits[1].split("|")[0][1:-1].replace("%", "%%"), ""


def _block(opening: Token, tokens: Iterator[Token]) -> Message:
    """One blocktranslate as gettext sees it: `{{ n }}` is `%(n)s`."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type is TokenType.BLOCK:
            if token.contents.strip() != "plural":
                break
            parts.append([])
        elif token.token_type is TokenType.VAR:
            name = VARIABLE.match(token.contents)
            parts[-1].append(f"%({name[1] if name else ''})s")
        elif token.token_type is TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
    words = ["".join(part) for part in parts]
    if "trimmed" in opening.contents.split():
        words = [trim_whitespace(each) for each in words]
    return words[0], words[1] if len(words) > 1 else ""
