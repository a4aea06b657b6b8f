"""bank-account: bank and branch by words, kind, seven digits, and the holder's name in katakana as the bank knows it."""

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value
from madoguchi.declare.fields.records import Part, Parts, check_parts, parts_schema, read_parts
from madoguchi.declare.fields.words import WORD_RULES, Limit
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field
from madoguchi.japan.kana import to_katakana

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

KINDS = {
    "ordinary": Text(ja="普通", ja_easy="普通(ふつう)", en="ordinary"),
    "current": Text(ja="当座", ja_easy="当座(とうざ)", en="current"),
    "savings": Text(ja="貯蓄", ja_easy="貯蓄(ちょちく)", en="savings"),
}
"""預金種目. The ids are what is stored."""

SHORT = Limit(40)
PARTS: Parts = {
    "bank": Part(Text(ja="金融機関名", ja_easy="銀行(ぎんこう)の 名前(なまえ)", en="bank"), Limit(60)),
    "branch": Part(Text(ja="支店", ja_easy="支店(してん)", en="branch"), Limit(60)),
    "kind": Part(Text(ja="預金の種類", ja_easy="預金(よきん)の 種類(しゅるい)", en="kind of account"), SHORT),
    "number": Part(Text(ja="口座番号", ja_easy="口座番号(こうざばんごう)", en="account number"), SHORT),
    "holder_kana": Part(Text(ja="名義のカナ", ja_easy="名義(めいぎ)の カタカナ", en="holder in katakana"), Limit(60)),
}
NUMBER = re.compile(r"[0-9]{7}")
HOLDER = re.compile(r"[ァ-ヶー・A-Z0-9().,/\- ]{1,60}")
"""What bank transfers may hold (全銀協の文字), here in full-width kana; narrow signs."""

NOISE = re.compile(r"[\s\-‐‑‒–—―−ー]")


class BankAccount(FieldType):
    """bank-account: {"bank", "branch", "kind": "ordinary", "number": "0123456", "holder_kana"}."""

    name: ClassVar[str] = "bank-account"
    parts: ClassVar[tuple[str, ...]] = tuple(PARTS)
    entry: ClassVar[str] = "bank"
    rules: ClassVar[tuple[str, ...]] = (*WORD_RULES, "branch", "holder")

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        value = read_parts(raw, self.parts)
        if value is None or not any(text for key, text in value.items() if key != "kind"):
            return None, []
        value["number"] = _digits(value["number"])
        value["branch"] = _digits(value["branch"])
        value["holder_kana"] = _holder(value["holder_kana"])
        return value, []

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        problems = check_parts(field, value, ctx, PARTS)
        seen = {problem.part for problem in problems}
        return problems if "" in seen else problems + [p for p in _own_rules(value) if p.part not in seen]

    def schema(self, field: Field, version: "Version") -> Schema:
        schema = parts_schema(PARTS)
        schema["properties"]["kind"] = {"type": "string", "enum": list(KINDS)}
        schema["properties"]["number"] = {"type": "string", "pattern": f"^{NUMBER.pattern}$", "maxLength": 7}
        return schema

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return dict(value)

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        kind = KINDS[value["kind"]].within(language)[0]
        return [f"{value['bank']} {value['branch']}", f"{kind} {value['number']}", value["holder_kana"]]


def _digits(text: str) -> str:
    """Digits made narrow and joined; anything else as typed."""
    plain = NOISE.sub("", unicodedata.normalize("NFKC", text)) if len(text) <= SHORT.graphemes else text
    return plain if re.fullmatch(r"[0-9]+", plain) else text


def _holder(text: str) -> str:
    if len(text) > PARTS["holder_kana"].limit.graphemes * 2:
        return text
    narrow = " ".join(unicodedata.normalize("NFKC", text).upper().split())
    return re.sub(r"(?<=[ァ-ヶ])[‐‑‒–—―−-]", "ー", to_katakana(narrow))


def _own_rules(value: Value) -> list[Problem]:
    rules = (
        (value["kind"] in KINDS, _wrong_kind),
        (NUMBER.fullmatch(value["number"]), _wrong_number),
        (_is_branch(value["branch"]), _wrong_branch),
        (
            HOLDER.fullmatch(value["holder_kana"]) and _holder(value["holder_kana"]) == value["holder_kana"],
            _wrong_holder,
        ),
    )
    return [say(value) for kept, say in rules if not kept]


def _is_branch(text: str) -> bool:
    """A name, or exactly three digits."""
    return not _digits(text).isdecimal() or re.fullmatch(r"[0-9]{3}", text) is not None


def _wrong_kind(value: Value) -> Problem:
    return problem(
        "shape",
        ja="預金の種類を選んでください。",
        easy="預金(よきん)の 種類(しゅるい)を えらんでください。",
        en="Choose the kind of account.",
        part="kind",
    )


def _wrong_number(value: Value) -> Problem:
    number = value["number"]
    short = number.isdecimal() and len(number) < 7
    likely = number.zfill(7) if short else ""
    return problem(
        "shape",
        ja="口座番号は7けたの数字です。"
        + (
            f"{len(number)}けたのときは、先頭に0を付けて「{likely}」とします。"
            if short
            else "通帳かカードで確かめてください。"
        ),
        easy="口座番号(こうざばんごう)は 7けたの 数字(すうじ)です。" + (f"「{likely}」ですか。" if short else ""),
        en="An account number has seven digits. "
        + (f"Put zeros in front: {likely}." if short else "Please look at your passbook or card."),
        part="number",
    )


def _wrong_branch(value: Value) -> Problem:
    return problem(
        "branch",
        ja="支店番号は3けたの数字です。支店名(例:若草支店)で入力しても大丈夫です。",
        easy="支店(してん)の 番号(ばんごう)は 3けたです。名前(なまえ)でも いいです。",
        en="A branch number has three digits. You may also enter the branch's name.",
        part="branch",
    )


def _wrong_holder(value: Value) -> Problem:
    return problem(
        "holder",
        ja="名義は、通帳にあるとおりカタカナで入力してください。漢字は使えません。例:ワカバ ハルカ",
        easy="名義(めいぎ)は カタカナで 書(か)いてください。例(れい):ワカバ ハルカ",
        en="Enter the holder's name in katakana as in the passbook, for example ワカバ ハルカ.",
        part="holder_kana",
    )
