"""Datasets from a folder: the file lies within it, and is looked at before it is stale."""

from collections.abc import Iterator
from pathlib import PurePath

from madoguchi.declare.checks.desk import Findings
from madoguchi.declare.dataset import Fetch
from madoguchi.declare.findings import Code, Finding, listed
from madoguchi.declare.folder import Folder
from madoguchi.declare.source import Source

OUTSIDE = Code(
    "dataset-fetch-file",
    "「{name}」は、取り込むフォルダーの中のファイルの名前ではありません。",
    "`{name}` is not the name of a file within the folder of sources.",
    "フォルダーの中の名前を、aki.csv や ekimae/aki.csv のように書いてください。「..」、「/」で始まる名前、「.」で始まる名前、「\\」は使えません。終わりは {known} のどれかです。",
    "Write its name below the folder, such as aki.csv or ekimae/aki.csv: no `..`, no leading `/` or `.`, no `\\`. It ends in one of {known}.",
)
FETCHED = (".csv", ".tsv", ".xlsx")
STALE_AT_ONCE = Code(
    "dataset-fetch-age",
    "{every}分ごとに見るファイルが、{max_age}分で古いことになります。",
    "A file that is looked at every {every} minutes would be stale after {max_age}.",
    "max_age を every より大きくしてください。書かなければ、every の2倍に10分を足した時間です。",
    "Make `max_age` larger than `every`, or leave it out: then it is twice `every` and ten minutes.",
)


def its_file_lies_in_the_folder(source: Source, one: Fetch) -> Findings:
    name, parts = one.file, one.file.split("/")
    bad = any(not part or part.startswith(".") or "\\" in part or not part.isprintable() for part in parts)
    if bad or PurePath(name).suffix.lower() not in FETCHED:
        yield source.say(OUTSIDE, ("fetch", "file"), name=name, known=listed(FETCHED))


def it_is_looked_at_before_it_is_stale(source: Source, one: Fetch) -> Findings:
    if one.max_age and one.max_age <= one.every:
        yield source.say(STALE_AT_ONCE, ("fetch", "max_age"), every=one.every, max_age=one.max_age)


def check_fetched(folder: Folder) -> Iterator[Finding]:
    """Every finding about the files of the datasets that are fetched and nothing else."""
    for file, one in folder.datasets.items():
        if one.fetch and len(one.sources) == 1:
            yield from its_file_lies_in_the_folder(folder.sources[file], one.fetch)
            yield from it_is_looked_at_before_it_is_stale(folder.sources[file], one.fetch)
