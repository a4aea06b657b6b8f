"""What there is to say about one cell of one column, whatever stands in the rest of its row."""

import re
from collections.abc import Callable
from typing import NamedTuple

from madoguchi.japan.patterns import lazily
from madoguchi.opendata.checking import surface
from madoguchi.opendata.checking.formats import TEXT, format_of
from madoguchi.opendata.checking.formats import advice as advice_on
from madoguchi.opendata.checking.formats.model import Advice
from madoguchi.opendata.checking.formats.proofs import PROOFS
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.finding import Repair, Weight
from madoguchi.opendata.standards.model import Column

_MOST_REMEMBERED = 10_000
"""Texts of a column. Of a large file with a different text in every cell more would fill the memory."""

_DASHES = "-‐‑‒–—―−ー－─~〜～*＊/／.．…・"
_NOTHING = frozenset(
    [
        "なし",
        "無し",
        "ナシ",
        "不明",
        "未定",
        "未設定",
        "該当なし",
        "非該当",
        "非公開",
        "調査中",
        "n/a",
        "na",
        "null",
        "none",
        "nil",
        "#n/a",
    ]
)
_STEP_WORDS = {
    "control": ("目に見えない文字が入っています。", "There are invisible characters."),
    "edge-space": ("前か後ろに、空白や改行が入っています。", "There are spaces or line ends at the edge."),
    "width": ("全角の文字が入っています。半角で書きます。", "There are full-width characters: write them half-width."),
    "kana-width": (
        "半角カタカナが入っています。全角で書きます。",
        "There is half-width katakana: write it full-width.",
    ),
}


_OF_NAMES = lazily(r"名|住所|所在地|町字|番地|方書|屋号|設置者|主催者|所有者|代表|担当|連絡先")
"""Columns that hold names of people, places and organisations."""


class Verdict(NamedTuple):
    """A finding without its place."""

    rule: str
    weight: Weight
    ja: str
    en: str
    repair: Repair | None = None


class Judgement(NamedTuple):
    """What there is to say about a cell, and the cell as it will be when every provable repair is accepted."""

    verdicts: tuple[Verdict, ...]
    plain: str


class ColumnCheck:
    """Judges the cells of one column and remembers what it said about a text."""

    def __init__(self, column: Column | None, *, guessed: bool = False) -> None:
        """`guessed`: the standard does not say what the column holds, so that nothing in it is an error."""
        self.guessed = guessed
        self._written_out = _written_out(column)
        self.format = format_of(column) if column else TEXT
        self._fits = re.compile(self.format.pattern).fullmatch if self.format.pattern else None
        self._proof = PROOFS[self.format.proof].holds if self.format.proof else None
        self._remembered: dict[str, Judgement] = {}
        self.is_silent = self._silence()
        """Whether there is nothing to say. What a pattern takes has no trouble of spelling either."""

    def _silence(self) -> Callable[[str], bool]:
        """As few calls as can be: every cell of every row is asked."""
        fits, proof, is_troubled = self._fits, self._proof, surface.is_troubled
        if fits is None:
            return lambda cell: not is_troubled(cell)
        if proof is None:
            return lambda cell: cell == "" or fits(cell) is not None
        return lambda cell: cell == "" or (fits(cell) is not None and proof(cell))

    def judge(self, cell: str) -> Judgement:
        """All findings about a cell; none for an empty one."""
        return Judgement((), cell) if self.is_silent(cell) else self.told(cell)

    def told(self, cell: str) -> Judgement:
        """Of a cell that is not silent."""
        said = self._remembered.get(cell)
        if said is None:
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.clear()
            said = self._remembered[cell] = self._judge(cell)
        return said

    def is_good(self, text: str) -> bool:
        """Whether a text without spelling troubles is right."""
        if self._fits is None:
            return True
        return self._fits(text) is not None and (self._proof is None or self._proof(text))

    def _judge(self, cell: str) -> Judgement:
        found = [_respelt(step) for step in surface.steps(cell, self._surface(cell))]
        plain = found[-1].repair.after if found and found[-1].repair else cell
        if sign := surface.strange(plain):
            found.append(_strange(sign))
        if self.format is TEXT and (sign := surface.platform(plain)):
            found.append(platform := self._of_a_platform(sign, plain))
            plain = platform.repair.after if platform.repair else plain
        if any(sign in plain for sign in surface.DITTO):
            found.append(Verdict("ditto", RULES["ditto"].weight, *_DITTO))
            return Judgement(tuple(found), plain)
        if surface.LONG_MARK in plain and self.format.surface == "text":
            found.append(Verdict("kana-width", RULES["kana-width"].weight, *_LONG_MARK))
        if plain and not self.is_good(plain):
            wrong = self._wrong(plain)
            found.append(wrong)
            plain = wrong.repair.after if wrong.repair and wrong.repair.provable else plain
        return Judgement(tuple(found), plain)

    def _of_a_platform(self, sign: str, text: str) -> Verdict:
        """Written out where it stands for a word; names are left as their owners write them."""
        after = surface.written_out(text, self._written_out)
        repair = Repair("platform", text, after, provable=True) if after != text else None
        ja = f"機種依存文字「{sign}」(U+{ord(sign):04X}) が入っています。古い機械では、別の字になることがあります。"
        en = f"There is “{sign}” (U+{ord(sign):04X}), which only some makers' machines have: others may show another sign."
        if repair is None and sign not in surface.MEASURES:
            ja, en = ja + "正しい名前なら、そのままにします。", en + " Leave it where it is the right name."
        return Verdict("platform", RULES["platform"].weight, ja, en, repair)

    def _surface(self, cell: str) -> str:
        """A dash that stands for nothing is no full-width hyphen."""
        return "text" if _is_nothing(cell.strip()) else self.format.surface

    def _wrong(self, text: str) -> Verdict:
        """A cell that is not right, with what could be done."""
        form, weight = self.format, Weight.WARNING if self.guessed else Weight.ERROR
        rule = "vocabulary" if form.name == "vocabulary" else f"format:{form.name}"
        advice = advice_on(form, text)
        if _is_nothing(text) and not (advice and advice.provable):
            return Verdict("no-value", weight, *_NO_VALUE, Repair("no-value", text, "", provable=False))
        ja, en = f"{form.ja}で書きます。", f"Write {form.en}."
        if advice is None:
            return Verdict(rule, weight, ja, en)
        return Verdict(rule, weight, ja + advice.ja, f"{en} {advice.en}".rstrip(), self._repair(advice, text))

    def _repair(self, advice: Advice, text: str) -> Repair | None:
        """Nothing is proposed that would not be right."""
        if advice.after is None or advice.after == text or not (advice.after == "" or self.is_good(advice.after)):
            return None
        return Repair(advice.kind, text, advice.after, advice.provable)


def _written_out(column: Column | None) -> str:
    """The signs that are written out: none in a column of names, measures alone where nobody knows what it holds."""
    if column is None:
        return surface.MEASURES
    return "" if _OF_NAMES.search(column.name) else surface.WORDS


def _is_nothing(text: str) -> bool:
    """Whether somebody wrote that there is nothing to write."""
    return text != "" and (not text.strip(_DASHES) or text.lower() in _NOTHING)


_LONG_MARK = (
    "半角の「ｰ」が入っています。長音の「ー」か横棒の「-」か、確かめて書きなおします。",
    "There is a half-width ｰ: write a long mark (ー) or a hyphen, whichever is meant.",
)
_DITTO = (
    "「〃」は上の行と同じという印です。並べかえると意味が変わるので、どの行にも値を書きます。",
    "“〃” means as above: write the value in every row, since rows may be sorted.",
)
_NO_VALUE = ("値がないときは、何も書かずに空にします。", "Leave the cell empty where there is no value.")


def _respelt(step: surface.Step) -> Verdict:
    ja, en = _STEP_WORDS[step.rule]
    kind = "trim" if step.rule == "edge-space" else step.rule
    return Verdict(step.rule, RULES[step.rule].weight, ja, en, Repair(kind, step.before, step.after, provable=True))


def _strange(sign: str) -> Verdict:
    if sign == "\ufffd":
        ja = "文字化けの記号 (U+FFFD) が入っています。もとの文字を入れなおします。"
        en = "There is a replacement sign (U+FFFD): a character was lost."
    else:
        ja = f"外字 (U+{ord(sign):04X}) が入っています。ほかの機械では読めません。"
        en = f"There is a private-use character (U+{ord(sign):04X}) that other machines cannot show."
    return Verdict("unrepresentable", RULES["unrepresentable"].weight, ja, en)
