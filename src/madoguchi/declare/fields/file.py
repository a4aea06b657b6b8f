"""file: descriptors of attachments that lie in the vault. The bytes never pass here; their limits and names do."""

import json
import re
from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value, names, shape
from madoguchi.declare.fields.words import WORD_RULES, Limit, check_words, word_schema
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
KEYS = {"id", "name", "size", "type"}
IDENTITY = re.compile(r"[0-9A-Za-z_-]{1,64}")
NAME = Limit(255)
NAME_WORDS = Text(ja="ファイル名", ja_easy="ファイルの 名前(なまえ)", en="file name")
MEGABYTE = 1024 * 1024
DEFAULT_MB = 10
DEFAULT_FILES = 3


class File(FieldType):
    """file: [{"id": "…", "name": "通帳.jpg", "size": 12345, "type": "image/jpeg"}]."""

    name: ClassVar[str] = "file"
    many: ClassVar[bool] = True
    posted: ClassVar[bool] = False
    rules: ClassVar[tuple[str, ...]] = (*WORD_RULES, "same-file", "identity")

    def types(self, field: Field) -> list[str]:
        """The media types that the field takes."""
        return [TYPES[kind] for kind in field.accept or TYPES]

    def max_bytes(self, field: Field) -> int:
        """The largest file, in bytes."""
        return (field.max_mb or DEFAULT_MB) * MEGABYTE

    def max_files(self, field: Field) -> int:
        """How many files the field takes."""
        return field.max_files or DEFAULT_FILES

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        posted = raw.get("", [])
        texts = [text for text in ([posted] if isinstance(posted, str) else posted) if text.strip()]
        try:
            return [json.loads(text) for text in texts] or None, []
        except (ValueError, RecursionError):
            return None, [_wrong_shape(field)]

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        if not isinstance(value, list) or not value or not all(_is_descriptor(item) for item in value):
            return [_wrong_shape(field)]
        if len(value) > self.max_files(field):
            return [_too_many(field, self.max_files(field))]
        if len({item["id"] for item in value}) < len(value):
            return [_twice(field)]
        return [problem for item in value for problem in self._check_one(field, item, ctx)]

    def _check_one(self, field: Field, item: Value, ctx: Context) -> list[Problem]:
        if not IDENTITY.fullmatch(item["id"]):
            return [_wrong_shape(field, "identity")]
        return self.check_upload(field, ctx, name=item["name"], size=item["size"], content_type=item["type"])

    def check_upload(
        self, field: Field, ctx: Context, *, name: str, size: int | float, content_type: str
    ) -> list[Problem]:
        """What forbids one file, before it is stored: its name, an empty or large body, its (sniffed) type."""
        problems = check_words(field, name, ctx, limit=NAME, label=NAME_WORDS)
        if size < 1:
            problems.append(_empty_file(field))
        if size > self.max_bytes(field):
            problems.append(_too_large(field, self.max_bytes(field) // MEGABYTE))
        if content_type not in self.types(field):
            problems.append(_wrong_type(field, [kind.upper() for kind in field.accept or TYPES]))
        return problems

    def schema(self, field: Field, version: "Version") -> Schema:
        descriptor = {
            "type": "object",
            "properties": {
                "id": {"type": "string", "pattern": f"^{IDENTITY.pattern}$"},
                "name": word_schema(NAME),
                "size": {"type": "integer", "minimum": 1, "maximum": self.max_bytes(field)},
                "type": {"type": "string", "enum": self.types(field)},
            },
            "required": sorted(KEYS),
            "additionalProperties": False,
        }
        return {"type": "array", "items": descriptor, "minItems": 1, "maxItems": self.max_files(field)}

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {"": [json.dumps(item, ensure_ascii=False, sort_keys=True) for item in value]}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        return [f"{item['name']} ({_size(item['size'])})" for item in value]

    def missing(self, field: Field) -> Problem:
        name = names(field)
        return problem(
            "required",
            ja=f"{name.ja}のファイルを選んでください。",
            easy=f"{name.easy}の ファイルを えらんでください。",
            en=f"Choose a file: {name.en}.",
        )


def _is_descriptor(item: Value) -> bool:
    if not isinstance(item, dict) or set(item) != KEYS:
        return False
    size = item["size"]
    whole = isinstance(size, int | float) and not isinstance(size, bool) and size == size // 1
    return whole and all(isinstance(item[key], str) for key in ("id", "name", "type"))


def _size(size: int | float) -> str:
    """1.2 MB, 35 kB."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(1, round(size / 1024))} kB"


def _wrong_shape(field: Field, code: str = "shape") -> Problem:
    found = shape(field, wanted_ja="添付ファイルの一覧", wanted_en="a list of attachments")
    return problem(code, ja=found.ja, easy=found.ja_easy, en=found.en)


def _too_many(field: Field, most: int) -> Problem:
    name = names(field)
    return problem(
        "shape",
        ja=f"{name.ja}のファイルは{most}個までです。いらないファイルを取り消してください。",
        easy=f"{name.easy}の ファイルは {most}つまでです。いらない ものを 消(け)してください。",
        en=f"“{name.en}” takes at most {most} files. Please remove some.",
    )


def _twice(field: Field) -> Problem:
    name = names(field)
    return problem(
        "same-file",
        ja=f"{name.ja}に同じファイルが2回あります。1つを取り消してください。",
        easy=f"{name.easy}に 同(おな)じ ファイルが 2つ あります。1つ 消(け)してください。",
        en=f"The same file is there twice in “{name.en}”. Please remove one.",
    )


def _empty_file(field: Field) -> Problem:
    name = names(field)
    return problem(
        "shape",
        ja=f"{name.ja}のファイルの中身が空です。もう一度撮影するか、別のファイルを選んでください。",
        easy=f"{name.easy}の ファイルに 何(なに)も ありません。ちがう ファイルを えらんでください。",
        en=f"The file of “{name.en}” is empty. Take the picture again or choose another file.",
    )


def _too_large(field: Field, most: int) -> Problem:
    name = names(field)
    return problem(
        "shape",
        ja=f"{name.ja}のファイルは1つ{most}MBまでです。写真の大きさを小さくするか、窓口にお持ちください。",
        easy=f"{name.easy}の ファイルは 1つ {most}MBまでです。小(ちい)さく するか、窓口(まどぐち)に 持(も)ってきてください。",
        en=f"A file of “{name.en}” may have at most {most} MB. Make the picture smaller or bring it to the counter.",
    )


def _wrong_type(field: Field, kinds: list[str]) -> Problem:
    name, listed = names(field), "、".join(kinds)
    return problem(
        "shape",
        ja=f"{name.ja}は{listed}のファイルにしてください。ほかの種類は、写真に撮ると送れます。",
        easy=f"{name.easy}は {listed}の ファイルを えらんでください。",
        en=f"“{name.en}” takes these kinds of file: {', '.join(kinds)}. A photograph of the paper will do.",
    )
