"""Texts: words that people can read, of a length that a page can hold."""

import re

from madoguchi.declare.base import LANGUAGES, Text
from madoguchi.declare.checks.desk import Findings, texts_in
from madoguchi.declare.findings import Code
from madoguchi.declare.folder import MUNICIPALITY, PURPOSES, Folder
from madoguchi.declare.source import Path, Source

BLANK_TEXT = Code(
    "blank-text",
    "「{language}」の文が空白だけです。",
    "The `{language}` text is blank.",
    "文を書くか、「{language}:」を削除してください（ja は必ず要ります）。",
    "Write the text, or delete `{language}:` (ja is required).",
)
TEXT_TOO_LONG = Code(
    "text-too-long",
    "「{item}」の文（{language}）が長すぎます（{found}文字。{limit}文字まで）。",
    "The text of `{item}` ({language}) is too long ({found} characters; at most {limit}).",
    "短くしてください。詳しいことは help:（項目）や intro:（ページ）に書けます。",
    "Shorten it. Details go under `help:` (of a field) or `intro:` (of a page).",
)
MARKUP_IN_TEXT = Code(
    "markup-in-text",
    "文に HTML のタグ「{tag}」があります。",
    "The text holds an HTML tag: `{tag}`.",
    "タグは文字としてそのまま表示されます。削除してください。",
    "Tags are shown as they are. Delete it.",
)
_LIMITS = {"title": 120, "label": 200, "unit": 20, "help": 1000, "intro": 1000}
_LONGEST = 4000
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")


def texts_can_be_read(folder: Folder) -> Findings:
    """Every text of every file."""
    values: list[tuple[str, object]] = [
        (MUNICIPALITY, folder.municipality),
        (PURPOSES, tuple((folder.purposes or {}).values())),
    ]
    values += [*folder.procedures.items(), *folder.registers.items()]
    values += [(f"texts/{name}.yaml", text) for name, text in folder.texts.items()]
    for file, value in values:
        for path, text in texts_in(value):
            yield from _text(folder.sources[file], path, text)


def _text(source: Source, path: Path, text: Text) -> Findings:
    item = next((part for part in reversed(path) if isinstance(part, str)), "text")
    for language in LANGUAGES:
        words, really = text.within(language)
        if really != language:
            continue
        limit = _LIMITS.get(item, _LONGEST)
        if not words.strip():
            yield source.say(BLANK_TEXT, (*path, language), language=language)
        elif len(words) > limit:
            yield source.say(
                TEXT_TOO_LONG, (*path, language), item=item, language=language, found=len(words), limit=limit
            )
        elif tag := _TAG.search(words):
            yield source.say(MARKUP_IN_TEXT, (*path, language), tag=tag.group())
