"""Small procedures to be written down in a test, loaded through the same files and checks as a town's own."""

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from madoguchi.declare.procedure import STORES_NOTHING, WHEREABOUTS
from madoguchi.declare.versions import Version
from tests.strategies.declarations import ALWAYS_IDENTIFIER, version_of

OPTIONS = [{"id": "a", "ja": "あ", "en": "Aa"}, {"id": "b", "ja": "い"}, {"id": "c", "ja": "う"}]
BY_TYPE: dict[str, dict[str, Any]] = {
    "choice": {"options": OPTIONS},
    "multi-choice": {"options": OPTIONS},
    "file": {"accept": ["pdf", "jpeg"], "shield": True},
    **{kind: {"shield": True} for kind in WHEREABOUTS - {"file"}},
    "note": {"words": {"ja": "お知らせ\n二行目", "en": "A note"}},
}


def field(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """A field with what its type needs; `label` is Japanese words or all three languages."""
    label = more.pop("label", "項目")
    found = {
        "id": name,
        "type": kind,
        "label": {"ja": label} if isinstance(label, str) else label,
        **BY_TYPE.get(kind, {}),
    }
    if kind not in STORES_NOTHING:
        found |= {"class": "identifier" if kind in ALWAYS_IDENTIFIER else "sensitive", "subject": "applicant"}
    return found | more


def page(name: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, **({} if "repeat" in more else {"title": {"ja": "ページ"}}), "fields": list(fields), **more}


def repeat(name: str, *fields: dict[str, Any], least: int = 1, most: int = 3, **more: Any) -> dict[str, Any]:
    return page(name, *fields, repeat={"min": least, "max": most, "title": {"ja": "お子さん"}}, **more)


def leave(name: str, when: Any) -> dict[str, Any]:
    return {"id": name, "exit": {"ja": "勤務先に請求してください。", "en": "Ask your employer."}, "when": when}


def version(*pages: dict[str, Any], **more: Any) -> Version:
    """A version of these pages. Raises DeclarationErrors when `check` finds anything."""
    procedure = {
        "procedure": "sample",
        "title": {"ja": "見本の手続"},
        "owner": "office",
        "purpose": "sample",
        "pages": list(pages),
        "subjects": {"applicant": {"ja": "本人"}},
        "case": {"kind": "notification", "acknowledgement": {"ja": "届きました。"}},
        "record": {"retention": {"years": 1, "after": "closed"}},
        **more,
    }
    with tempfile.TemporaryDirectory() as folder:
        return version_of(procedure, Path(folder))


@lru_cache(maxsize=64)
def one(kind: str, **more: Any) -> Version:
    """A version with a single field `it` of that type. `more` holds hashable keys of the field only."""
    return version(page("only", field("it", kind, **more), *([field("end", "text")] if kind in STORES_NOTHING else [])))
