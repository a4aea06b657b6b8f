"""The procedures about open data: they exist, and the fields that are named can do what is asked of them."""

from madoguchi.declare.checks.desk import Findings
from madoguchi.declare.findings import Code, Words, did_you_mean, listed
from madoguchi.declare.folder import MUNICIPALITY, Folder
from madoguchi.declare.municipality import DataDesk
from madoguchi.declare.procedure import Field, Procedure
from madoguchi.declare.source import Path, Source

DATA_PROCEDURE = Code(
    "unknown-data-procedure",
    "オープンデータの手続「{name}」はありません。",
    "There is no procedure `{name}` for open data.",
    "{hint}次のどれかを書いてください: {known}。",
    "{hint}Use one of: {known}.",
)
DATA_FIELD = Code(
    "data-field",
    "手続「{procedure}」の項目「{name}」には、データの題名を入れられません。",
    "The field `{name}` of the procedure `{procedure}` cannot take the title of a dataset.",
    "はじめのページの、class: plain の text にしてください。使えるもの: {known}。",
    "It has to be a `text` of class plain on the first page: {known}.",
)
KEEPER_WITHOUT_FIELD = Code(
    "data-keeper-without-field",
    "どのデータのことかを聞く項目がないので、担当課に届けられません。",
    "Nothing asks which dataset it is about, so it cannot go to the office that keeps it.",
    "dataset: に項目の id を書くか、keeper を削除してください。",
    "Name the field in `dataset:`, or delete `keeper`.",
)
AGREED_FIELD = Code(
    "data-agreed-field",
    "手続「{procedure}」の項目「{name}」では、公開してよいかを確かめられません。",
    "The field `{name}` of the procedure `{procedure}` cannot tell whether somebody agreed to publication.",
    "yes の選択肢がある選択（choice）で、case の columns に入れたものにしてください。使えるもの: {known}。",
    "It has to be a choice with an option `yes` that is among the `columns` of the case: {known}.",
)


def check_open_data(folder: Folder) -> Findings:
    """Every finding about `open_data:` of the municipality."""
    declared = folder.municipality.open_data if folder.municipality else None
    if declared is None:
        return
    source = folder.sources[MUNICIPALITY]
    procedures = {one.procedure: one for one in folder.procedures.values()}
    for name, desk in declared.desks().items():
        path: Path = ("open_data", name)
        procedure = procedures.get(desk.procedure)
        if procedure is None:
            words: Words = {"hint": did_you_mean(desk.procedure, procedures), "known": listed(procedures)}
            yield source.say(DATA_PROCEDURE, (*path, "procedure"), name=desk.procedure, **words)
        else:
            yield from _fields(source, path, desk, procedure)


def _fields(source: Source, path: Path, desk: DataDesk, procedure: Procedure) -> Findings:
    titles = [one.id for page in procedure.pages[:1] for one in page.fields if _is_line(one)]
    if desk.dataset is not None and desk.dataset not in titles:
        words: Words = {"procedure": procedure.procedure, "known": listed(titles)}
        yield source.say(DATA_FIELD, (*path, "dataset"), name=desk.dataset, **words)
    if desk.keeper and desk.dataset is None:
        yield source.say_key(KEEPER_WITHOUT_FIELD, (*path, "keeper"))
    columns = [one.id for page in procedure.pages for one in page.fields if _says_yes(one, procedure)]
    if desk.agreed is not None and desk.agreed not in columns:
        words = {"procedure": procedure.procedure, "known": listed(columns)}
        yield source.say(AGREED_FIELD, (*path, "agreed"), name=desk.agreed, **words)


def _is_line(one: Field) -> bool:
    return one.type == "text" and one.risk == "plain"


def _says_yes(one: Field, procedure: Procedure) -> bool:
    options = one.options or procedure.lists.get(one.list or "", ())
    return one.id in procedure.case.columns and any(option.id == "yes" for option in options)
