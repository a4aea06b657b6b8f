"""Random answers: what people type, what programs send, good and bad; mostly near the border between the two."""

from typing import Any

from hypothesis import strategies as st

from madoguchi.declare.fields import FIELD_TYPES, options
from madoguchi.declare.procedure import STORES_NOTHING, Field, Page
from madoguchi.declare.versions import Version

GAIJI = "葛\U000e0100城 神\ufa19 﨑𠮷髙 \U0010de92"
"""Letters of real names: a variation selector, a compatibility ideograph, a private-use character."""

MY_NUMBER = "123456789018"
"""Twelve digits whose check digit fits; nobody's."""

BAD_TEXTS = [
    "a\x00b",
    "\ud800",
    "‮txt",
    MY_NUMBER,
    "１２３４ ５６７８ ９０１８",
    "あ" * 30_000,
    " 前後 ",
    "改\r\n行",
    "タブ\t",
]

texts = st.one_of(
    st.sampled_from(["はい", "yes", "あ", GAIJI, "O'Brien", "<b>", "👨‍👩‍👧‍👦", "1-2-3", "が"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(BAD_TEXTS),
)
kana = st.sampled_from(["ワカバ", "わかば", "ﾜｶﾊﾞ", "ミドリ カワ", "若葉", "", "Wakaba", "-"])
days = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.sampled_from(["2026-11-24", "2020-02-29", "2023-02-29", "1989-01-08", "2026-1-1", "2026-01-01\n", "0001-01-01"]),
)
postal = st.sampled_from(["1740045", "174-0045", "１７４−００４５", "000-012", "", "1740045\n", "abc"])
telephones = st.sampled_from(
    ["09012345678", "０９０−１２３４−５６７８", "0312345678", "+81 3 1234 5678", "110", "0" * 10, "x"]
)
emails = st.sampled_from(
    [
        "a@example.com",
        "ａ＠example.com",
        "a..b@docomo.ne.jp",
        "a@b",
        "a@b,com",
        "a b@example.com",
        "@",
        "日本@example.jp",
    ]
)
numbers = st.one_of(st.integers(-20, 20), st.sampled_from([1000, 500, 3.0, 2.5, True, 10**11, 10**30, None]))
file_names = st.sampled_from(["通帳.jpg", "a.pdf", f"{MY_NUMBER}.pdf", "", "か\u3099.png"])
whatever = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(["id", "family", "x"]), inner)
    ),
    max_leaves=4,
)


def _objects(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(parts)


ACCOUNT = _objects(
    bank=st.one_of(st.just("みどり銀行"), texts),
    branch=st.sampled_from(["若草支店", "012", "12", "０１２", "1-2-3"]),
    kind=st.sampled_from(["ordinary", "savings", "", "x"]),
    number=st.sampled_from(["0123456", "123456", "０１２３４５６", "1234567\n"]),
    holder_kana=st.sampled_from(["ワカバ ハルカ", "わかば はるか", "若葉", "ワカバ  ハルカ", "ワカバ-"]),
)
ADDRESS = _objects(postal_code=postal, prefecture=texts, city=texts, town=texts, number=texts, building=texts)
FILE = _objects(
    id=st.sampled_from(["f1", "f2", "f2\n", ""]),
    name=file_names,
    size=st.sampled_from([1, 1000, 1_048_577, 10**8, 0, 1.5]),
    type=st.sampled_from(["application/pdf", "image/jpeg", "text/html"]),
)
BY_TYPE: dict[str, st.SearchStrategy[Any]] = {
    "text": texts,
    "long-text": texts,
    "number": numbers,
    "money": numbers,
    "date": days,
    "time": st.sampled_from(["09:30", "9:30", "24:00", "23:59\n"]),
    "date-range": _objects(**{"from": days, "to": days}),
    "person-name": _objects(family=texts, given=texts, family_kana=kana, given_kana=kana),
    "address": ADDRESS,
    "telephone": telephones,
    "email": emails,
    "bank-account": ACCOUNT,
    "file": st.lists(FILE, max_size=4),
}


def from_schema(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that the schema of a field allows, drawn from nothing but the schema."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "object":
        return st.fixed_dictionaries({key: from_schema(inner) for key, inner in schema["properties"].items()})
    if schema["type"] == "array":
        unique = schema.get("uniqueItems", False)
        return st.lists(from_schema(schema["items"]), min_size=schema["minItems"], max_size=3, unique=unique)
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    if "pattern" in schema:
        return st.from_regex(schema["pattern"]).filter(lambda text: len(text) <= schema.get("maxLength", 64))
    return st.text(st.characters(), min_size=schema["minLength"], max_size=min(schema["maxLength"], 40))


def values(field: Field, version: Version) -> st.SearchStrategy[Any]:
    """A JSON value for a field: shaped like its type, straight from its schema, or anything at all."""
    ids = [option.id for option in options(field, version)]
    choices = {
        "choice": st.sampled_from([*ids, "z"]),
        "multi-choice": st.lists(st.sampled_from([*ids, "z"]), max_size=3),
    }
    shaped = (BY_TYPE | choices if ids else BY_TYPE)[field.type]
    from_its_schema = from_schema(FIELD_TYPES[field.type].schema(field, version))
    return st.one_of(shaped, good(field, version), good(field, version), from_its_schema, whatever)


def good(field: Field, version: Version) -> st.SearchStrategy[Any]:
    """A value that the form takes, as it is stored."""
    ids = [option.id for option in options(field, version)]
    words = st.sampled_from(["はい", "あ", "髙", "葛\U000e0100", "<b>", "か"])
    name = _objects(family=words, given=words, family_kana=st.just("ワカバ"), given_kana=st.just("ハル"))
    if field.kana == "none":
        name = _objects(family=words, given=words, family_kana=st.just(""), given_kana=st.just(""))
    day = st.sampled_from(["2026-11-24", "2026-11-20"])
    known: dict[str, st.SearchStrategy[Any]] = {
        "text": words,
        "long-text": words,
        "number": st.integers(0, 5),
        "money": st.sampled_from([0, 1000]),
        "choice": st.sampled_from(ids or ["a"]),
        "multi-choice": st.lists(st.sampled_from(ids or ["a"]), min_size=1, unique=True),
        "date": day,
        "time": st.just("09:30"),
        "date-range": st.just({"from": "2026-11-20", "to": "2026-11-24"}),
        "person-name": name,
        "address": _objects(
            postal_code=st.just("1740045"), prefecture=words, city=words, town=words, number=words,
            building=st.sampled_from(["", "コーポ若草 203"]),
        ),
        "telephone": st.sampled_from(["09012345678", "0312345678"]),
        "email": st.just("a@example.com"),
        "bank-account": st.just(
            {"bank": "みどり銀行", "branch": "012", "kind": "ordinary", "number": "0123456", "holder_kana": "ワカバ ハルカ"}
        ),
        "file": st.just([{"id": "f1", "name": "通帳.jpg", "size": 9, "type": FIELD_TYPES["file"].types(field)[0]}]),  # type: ignore[attr-defined]
    }  # fmt: skip
    return known[field.type]


def _stored(page: Page) -> list[Field]:
    return [field for field in page.fields if field.type not in STORES_NOTHING]


@st.composite
def answers(draw: st.DrawFn, version: Version, *, mostly_good: bool = True) -> dict[str, Any]:
    """Answers to (nearly) everything, asked or not."""

    def level(page: Page) -> dict[str, Any]:
        found = {}
        for field in _stored(page):
            if draw(st.integers(0, 7)):
                strategy = good(field, version) if mostly_good and draw(st.integers(0, 9)) else values(field, version)
                found[field.id] = draw(strategy)
        return found

    found: dict[str, Any] = {}
    for page in version.procedure.pages:
        if page.repeat:
            found[page.id] = [level(page) for _ in range(draw(st.integers(page.repeat.min, page.repeat.max)))]
        else:
            found |= level(page)
    return found


@st.composite
def mutated(draw: st.DrawFn, original: dict[str, Any]) -> Any:
    """The answers with one thing taken out, added, or changed, anywhere."""
    found = dict(original)
    keys = sorted(found)
    kind = draw(st.sampled_from(["drop", "add", "change", "row", "none"]))
    if kind == "add" or not keys:
        return found | {draw(st.sampled_from(["unknown", "f-9", "exit-1"])): draw(whatever)}
    key = draw(st.sampled_from(keys))
    if kind == "drop":
        del found[key]
    elif kind == "change":
        found[key] = draw(whatever)
    elif kind == "row" and isinstance(found[key], list):
        rows = list(found[key])
        found[key] = draw(st.sampled_from([rows * 3, rows[:-1], [*rows, {}], [*rows, None]]))
    return found


def _typed_texts(field: Field, version: Version) -> st.SearchStrategy[str]:
    ids = [option.id for option in options(field, version)]
    junk = st.one_of(
        texts, st.sampled_from(["", "R5.2.21", "昭和64年2月3日", "3万", "１２，０００円", "9時半", "012", "2026"])
    )
    typed: list[st.SearchStrategy[str]] = [st.sampled_from(ids)] if ids else []
    typed += [BY_TYPE[field.type].map(str)] if field.type in {"telephone", "email", "number", "money", "time"} else []
    return st.one_of(*typed, junk)


@st.composite
def posted(draw: st.DrawFn, version: Version, page: Page) -> dict[str, list[str]]:
    """What a browser (or somebody else) posts for a page: good values as a form types them, junk, gaps."""
    found: dict[str, list[str]] = {}
    for field in _stored(page):
        kind = FIELD_TYPES[field.type]
        if not kind.posted:
            continue
        if draw(st.integers(0, 4)):
            raw: Any = kind.typed(field, draw(good(field, version)))
        else:
            raw = {part: draw(_typed_texts(field, version)) for part in kind.parts if draw(st.integers(0, 5))}
        for part, text in raw.items():
            found[f"{field.id}.{part}" if part else field.id] = text if isinstance(text, list) else [text]
    return found
