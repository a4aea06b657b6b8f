"""Datasets of items that a person answers for one by one: columns and questions are told apart."""

from collections.abc import Iterator

from madoguchi.declare.checks.desk import Findings, repeated
from madoguchi.declare.dataset import Items
from madoguchi.declare.findings import Code, Finding
from madoguchi.declare.folder import Folder
from madoguchi.declare.source import Source

COLUMN_TWICE = Code(
    "dataset-items-column",
    "列「{name}」が二度書かれています。",
    "The column `{name}` stands twice.",
    "key と columns には、ちがう列を書いてください。",
    "Write different columns in `key` and `columns`.",
)
PLACE_COLUMN = Code(
    "dataset-items-place",
    "場所の列「{name}」は、そのままは公開しません。",
    "The column `{name}` is a place and does not go out as it stands.",
    "columns から外し、point: true を書いてください。粗くした緯度と経度の列ができます。",
    "Take it out of `columns` and write `point: true`: the place goes out coarsely.",
)
QUESTION_TWICE = Code(
    "dataset-items-question",
    "質問「{name}」が二度書かれています。",
    "The question `{name}` stands twice.",
    "別の名前にするか、一方を削除してください。",
    "Rename it, or delete one of the two.",
)
PLACES = frozenset({"緯度", "経度", "latitude", "longitude", "lat", "lon", "lng"})


def its_columns_are_told_apart(source: Source, one: Items) -> Findings:
    for at, name in repeated([one.key, *one.columns]):
        yield source.say(COLUMN_TWICE, ("items", "columns", at - 1), name=name)
    for at, name in enumerate(one.columns):
        if name.lower() in PLACES:
            yield source.say(PLACE_COLUMN, ("items", "columns", at), name=name)


def its_questions_are_told_apart(source: Source, one: Items) -> Findings:
    for at, name in repeated([question.id for question in one.questions]):
        yield source.say(QUESTION_TWICE, ("items", "questions", at, "id"), name=name)


def check_items(folder: Folder) -> Iterator[Finding]:
    """Every finding about datasets of items and nothing else."""
    for file, one in folder.datasets.items():
        if one.items and len(one.sources) == 1:
            yield from its_columns_are_told_apart(folder.sources[file], one.items)
            yield from its_questions_are_told_apart(folder.sources[file], one.items)
