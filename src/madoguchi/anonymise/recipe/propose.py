"""A first recipe from the columns of a file: a guess that a person reads, corrects and answers for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from madoguchi.anonymise.sources.source import Source, quoted

SAMPLE = 100_000
HARD_TO_REPEAT = 0.9
FEW = 60

_BY_NAME: tuple[tuple[str, str, str], ...] = (
    (r"個人番号|マイナンバー|旅券|免許証番号|被保険者.*番号|基礎年金番号", "identification-code", ""),
    (r"氏名|名前|フリガナ|カナ|電話|メール|mail|^name$|口座|世帯主名", "identifier", ""),
    (r"宛名番号|整理番号|受付番号|世帯番号|管理番号|^id$|_id$|番号$", "linking-code", ""),
    (r"年齢|^age$", "quasi", "{kind: age}"),
    (r"生年月日|年月日|日付|^日$|日$|date", "quasi", "{kind: date, levels: [month, quarter, year]}"),
    (r"郵便番号|postal|zip", "quasi", "{kind: postal-code}"),
    (r"住所|所在地|address", "quasi", "{kind: address}"),
    (r"性別|sex|gender|国籍|世帯|職業|町|地区|丁目|学年|続柄", "quasi", "{kind: whole}"),
    (r"病|障害|要介護|所得|収入|税額|滞納|相談|支援|宗教|care", "sensitive", ""),
)
_WORDS = {
    "identifier": "だれかを示す列 (規則62条1号)。出さない",
    "identification-code": "個人識別符号 (2号)。出さない",
    "linking-code": "ほかの情報と連結する符号 (3号)。出さない。仮名にするなら treatment: pseudonym",
    "quasi": "手がかり (5号)。ほかの列と組み合わせると人が分かる",
    "sensitive": "知られたくない値。どの組にも2種類以上",
    "singular": "めずらしい値は「その他」に (4号)",
    "drop": "出さない。出すなら役割を決める",
}


@dataclass(frozen=True)
class Guess:
    """What a column probably is."""

    column: str
    role: str
    hierarchy: str = ""

    def line(self) -> str:
        """The line of the recipe."""
        more = f", hierarchy: {self.hierarchy}" if self.hierarchy else ""
        name = '"' + self.column.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return f"  - {{column: {name}, role: {self.role}{more}}}  # {_WORDS[self.role]}"


def propose(connection: duckdb.DuckDBPyConnection, source: Source) -> str:
    """The text of a recipe; what cannot be guessed is dropped, so that nothing leaves by mistake."""
    counts = _counts(connection, source)
    rows, distinct = counts[0], dict(zip(source.names, counts[1:], strict=True))
    guesses = [_guess(name, distinct[name], rows, source.type_of(name)) for name in source.names]
    if not any(one.role == "quasi" for one in guesses):
        guesses = [Guess(one.column, "quasi", "{kind: whole}") if one.role == "singular" else one for one in guesses]
    several = any(one.role == "sensitive" for one in guesses)
    return "\n".join([*_head(several), *(one.line() for one in guesses)]) + "\n"


def _counts(connection: duckdb.DuckDBPyConnection, source: Source) -> Sequence[int]:
    wanted = "".join(f", count(DISTINCT {quoted(name)})" for name in source.names)
    sample = f"(SELECT * FROM {source.relation} LIMIT {SAMPLE})"
    return connection.execute(f"SELECT count(*){wanted} FROM {sample}").fetchone() or ()


def _guess(name: str, distinct: int, rows: int, kind: str) -> Guess:
    for pattern, role, hierarchy in _BY_NAME:
        if re.search(pattern, name, re.IGNORECASE):
            return Guess(name, role, hierarchy)
    if distinct > HARD_TO_REPEAT * rows or distinct > FEW or kind in ("DOUBLE", "FLOAT"):
        return Guess(name, "drop")
    return Guess(name, "singular")


def _head(several: bool) -> list[str]:
    return [
        "# はじめの案です。列の役割を1つずつ確かめ、直してから使ってください (書き方: docs/reference/recipe.md)。",
        "recipe: hajime-no-an",
        "title: {ja: はじめの案}",
        "output: statistics  # 統計。匿名加工情報として作るなら anonymised",
        "k: 5  # いちばん小さい組の行数",
        *(["l: 2  # どの組にも、知られたくない値が2種類以上"] if several else []),
        "suppress: 5%  # 消してよい行の割合",
        "measure: loss",
        "columns:",
    ]
