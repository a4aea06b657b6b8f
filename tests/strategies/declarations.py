"""Random procedures as Python data: pages, fields of every type, conditions, repeats, exits, lists. All pass `check`."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from madoguchi.declare.loading import load_town
from madoguchi.declare.procedure import STORES_NOTHING, WHEREABOUTS
from madoguchi.declare.versions import Version, close

ALWAYS_IDENTIFIER = {"person-name", "telephone", "email", "bank-account"}
TYPES = [
    "text", "long-text", "number", "money", "choice", "choice", "multi-choice", "date", "time", "date-range",
    "person-name", "address", "telephone", "email", "bank-account", "file", "my-number", "note",
]  # fmt: skip
OPTIONS = ["a", "b", "c"]
WORDS = {"ja": "項目"}
OFFICE = {"id": "office", "name": {"ja": "見本課"}, "telephone": "03-0000-1234", "valid_from": "2020-01-01"}
MUNICIPALITY = {
    "municipality": "mihon",
    "name": {"ja": "見本区"},
    "code": "990019",
    "fictional": True,
    "telephone": "03-0000-1234",
    "offices": [OFFICE],
}
PURPOSE = {
    "purpose": "sample",
    "title": {"ja": "見本"},
    "words": {"ja": "試験に使います。"},
    "legal_basis": ["見本条例1条"],
    "allows": [{"ja": "試験"}],
    "roles": ["clerk"],
}

limits = {
    "number": st.sampled_from([{}, {"min": 0}, {"max": 10}, {"min": -5, "max": 5}]),
    "money": st.sampled_from([{}, {"max": 100_000}]),
    "date": st.sampled_from([{}, {"max": "today"}, {"min": "-18y"}, {"min": "2020-01-01", "max": "2030-12-31"}]),
    "date-range": st.sampled_from([{}, {"min": "-1y", "max": "+1y"}]),
    "text": st.sampled_from([{}, {"max_length": 3}]),
    "long-text": st.sampled_from([{}, {"max_length": 20}]),
    "person-name": st.sampled_from([{}, {"kana": "required"}, {"kana": "optional"}, {"kana": "none"}]),
    "file": st.sampled_from(
        [{"accept": ["pdf"], "shield": False}, {"accept": ["jpeg", "png"], "max_mb": 1, "max_files": 1, "shield": True}]
    ),
    "choice": st.just({}),
    "note": st.just({"words": {"ja": "お知らせ"}}),
    **dict.fromkeys(WHEREABOUTS - {"file"}, st.just({"shield": True})),
}


def _options(ids: list[str]) -> list[dict[str, str]]:
    return [{"id": one, "ja": f"選択肢{one}"} for one in ids]


@st.composite
def fields(draw: st.DrawFn, name: str, lists: dict[str, Any]) -> dict[str, Any]:
    kind = draw(st.sampled_from(TYPES))
    field: dict[str, Any] = {"id": name, "type": kind, "label": dict(WORDS), **draw(limits.get(kind, st.just({})))}
    if kind in {"choice", "multi-choice"} and draw(st.booleans()):
        lists["shared"] = _options(OPTIONS)
        field["list"] = "shared"
    elif kind in {"choice", "multi-choice"}:
        field["options"] = _options(draw(st.sampled_from([OPTIONS, OPTIONS[:2]])))
    if kind not in STORES_NOTHING:
        risk = "identifier" if kind in ALWAYS_IDENTIFIER else draw(st.sampled_from(["sensitive", "quasi"]))
        field |= {"class": risk, "required": draw(st.booleans()), "subject": "applicant"}
        field |= {"stats": "drop"} if risk == "quasi" else {}
    return field


def _comparison(draw: st.DrawFn, field: dict[str, Any]) -> dict[str, Any]:
    answered = {"answered": draw(st.booleans())}
    ids = [one["id"] for one in field.get("options", _options(OPTIONS))]
    by_type = {
        "choice": [{"is": ids[0]}, {"in": ids[:2]}, {"is": ids[-1]}],
        "multi-choice": [{"includes": ids[0]}, {"includes": ids[-1]}],
        "number": [{"is": 3}, {"at_least": 2}, {"at_most": 4}],
        "money": [{"is": 1000}, {"at_least": 500}],
        "text": [{"is": "はい"}, {"in": ["はい", "yes"]}],
    }
    return {"field": field["id"], **draw(st.sampled_from([*by_type.get(field["type"], []), answered]))}


def _condition(draw: st.DrawFn, seen: list[dict[str, Any]], named: list[str], depth: int = 2) -> Any:
    kind = (
        draw(st.sampled_from(["one", "one", "one", "all", "any", "not", *(["named"] if named else [])]))
        if depth
        else "one"
    )
    if kind == "one":
        return _comparison(draw, draw(st.sampled_from(seen)))
    if kind == "named":
        return draw(st.sampled_from(named))
    if kind == "not":
        return {"not": _condition(draw, seen, named, depth - 1)}
    return {kind: [_condition(draw, seen, named, depth - 1) for _ in range(draw(st.integers(1, 2)))]}


def _over_both(draw: st.DrawFn, usable: list[dict[str, Any]]) -> Any:
    """Sometimes a condition that looks at the form and at the row at once, which no schema can say."""
    first, last = usable[0], usable[-1]
    if first is last or draw(st.sampled_from([False, False, True])):
        return None
    return {draw(st.sampled_from(["all", "any"])): [_comparison(draw, first), _comparison(draw, last)]}


def _when(
    draw: st.DrawFn, seen: list[dict[str, Any]], conditions: dict[str, Any], *, chance: int, row: bool = False
) -> Any:
    """A condition in place or by name, over fields that come earlier; None for most. Names made in a row stay there."""
    usable = [one for one in seen if one["type"] not in STORES_NOTHING]
    if not usable or draw(st.integers(0, chance)):
        return None
    condition = _over_both(draw, usable) if row else None
    condition = condition or _condition(draw, usable, [] if row else [name for name in conditions if "row" not in name])
    if isinstance(condition, str) or draw(st.booleans()):
        return condition
    name = f"{'row' if row else 'form'}-{len(conditions) + 1}"
    conditions[name] = condition
    return name


@st.composite
def procedures(draw: st.DrawFn) -> dict[str, Any]:
    """A procedure; field names of rows may repeat names of the form (`name` and `children[].name`)."""
    lists: dict[str, Any] = {}
    conditions: dict[str, Any] = {}
    seen: list[dict[str, Any]] = []
    pages: list[dict[str, Any]] = []
    for number in range(1, draw(st.sampled_from([2, 3, 4, 1])) + 1):
        pages += _pages(draw, number, seen, lists, conditions)
    pages.append(_last_page())
    return {
        "procedure": "sample",
        "title": {"ja": "見本の手続"},
        "owner": "office",
        "purpose": "sample",
        "pages": pages,
        "subjects": {"applicant": {"ja": "本人"}},
        **({"lists": lists} if lists else {}),
        **({"conditions": used} if (used := _used(pages, conditions)) else {}),
        "case": {"kind": "notification", "acknowledgement": {"ja": "届きました。"}},
        "record": {"retention": {"years": 1, "after": "closed"}},
    }


def _used(pages: list[dict[str, Any]], conditions: dict[str, Any]) -> dict[str, Any]:
    """The named conditions that some page comes to mention: `check` refuses unused ones."""
    said, kept = str(pages), dict[str, Any]()
    for name, condition in reversed(conditions.items()):
        if f"'{name}'" in said:
            kept[name] = condition
            said += str(condition)
    return kept


def _last_page() -> dict[str, Any]:
    """Something is always asked, and the subject is always used."""
    field = {
        "id": "end",
        "type": "text",
        "label": WORDS,
        "class": "identifier",
        "subject": "applicant",
        "required": False,
    }
    return {"id": "last", "title": {"ja": "最後"}, "fields": [field]}


def _pages(
    draw: st.DrawFn, number: int, seen: list[dict[str, Any]], lists: dict[str, Any], conditions: dict[str, Any]
) -> list[dict[str, Any]]:
    """A page, sometimes with an exit before it. Its fields are added to `seen` unless it repeats."""
    pages = []
    if exit_when := _when(draw, seen, conditions, chance=3):
        pages.append({"id": f"exit-{number}", "exit": {"ja": "ここで終わりです。"}, "when": exit_when})
    page: dict[str, Any] = {"id": f"page-{number}", "fields": []}
    when = _when(draw, seen, conditions, chance=2)
    if when and when != exit_when:
        page["when"] = when
    repeats, count = draw(st.sampled_from([False, True])), draw(st.sampled_from([2, 3, 1]))
    first, prefix = (1, draw(st.sampled_from(["r", "r", "f"]))) if repeats else (len(seen) + 1, "f")
    names = [f"{prefix}-{place}" for place in range(first, first + count)]
    visible = [one for one in seen if one["id"] not in names]
    for name in names:
        field = draw(fields(name, lists))
        if condition := _when(draw, visible, conditions, chance=1, row=repeats):
            field["when"] = condition
        page["fields"].append(field)
        visible.append(field)
    if repeats:
        page["repeat"] = {"min": draw(st.integers(0, 2)), "max": draw(st.integers(2, 3)), "title": {"ja": "行"}}
    else:
        page["title"] = {"ja": "ページ"}
        seen += page["fields"]
    return [*pages, page]


class _NoAliases(yaml.SafeDumper):
    """A declaration holds no anchors: they are refused."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def version_of(procedure: dict[str, Any], folder: Path) -> Version:
    """Write the town as a clerk would have it, load and close it. Raises DeclarationErrors when `check` finds anything."""
    (folder / "procedures").mkdir(exist_ok=True)
    files = {"municipality.yaml": MUNICIPALITY, "purposes.yaml": [PURPOSE], "procedures/sample.yaml": procedure}
    for name, content in files.items():
        (folder / name).write_text(yaml.dump(content, Dumper=_NoAliases, allow_unicode=True, sort_keys=False), "utf-8")
    return close(load_town(folder), "sample")
