"""A dataset that the town's own records become: what of them is counted, and how coarsely. Its cells go through the
table suppression before anybody sees them (`madoguchi.anonymise.tables`)."""

from typing import Annotated, Literal

from pydantic import Field as Key
from pydantic import StringConstraints

from madoguchi.declare.base import Declared, Slug, Text

Word = Annotated[str, StringConstraints(min_length=1, max_length=40)]
PLAIN = ("office", "procedure", "result", "via", "days-to-decision")
"""What the office knows of a case without opening it. Every other dimension is one of the procedure's statistics."""

CountDay = Literal["received", "decided"]
Length = Literal["week", "month", "quarter", "year"]


class Axis(Declared):
    """One column: a dimension of the statistics, under the heading that people read."""

    id: Slug
    of: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9.-]*$", max_length=100)]
    title: Text
    bands: tuple[Annotated[int, Key(ge=1, le=3650)], ...] = ()  # of days: where each further band begins
    groups: dict[Word, tuple[Word, ...]] = {}  # values that are also counted together: towns of one district


class Count(Declared):
    """Cases counted by period. A period is counted once, when it is over, and never again."""

    procedures: Annotated[tuple[Slug, ...], Key(min_length=1)]
    day: CountDay = "received"  # which day of a case puts it into a period
    period: Length = "month"  # a quarter and a year begin as the fiscal year does, in April
    wait_days: Annotated[int, Key(ge=0, le=120)] = 7  # after its end, for what is entered late
    by: Annotated[tuple[Axis, ...], Key(min_length=1, max_length=3)]
    k: Annotated[int, Key(ge=3, le=100)] | None = None  # never less than the procedures' own


class Live(Declared):
    """A number of the moment. It is told in whole tens, so that no two readings tell one person."""

    procedures: Annotated[tuple[Slug, ...], Key(min_length=1)]
    what: Literal["received-today", "waiting"]
    refresh: Literal["event", "15min"] = "15min"


class Fetch(Declared):
    """A file that another system writes into the folder of sources again and again."""

    file: Annotated[str, StringConstraints(min_length=1, max_length=120)]  # below the folder that the operator names
    every: Annotated[int, Key(ge=5, le=10_080)] = 5  # minutes between two looks
    max_age: Annotated[int, Key(ge=10, le=20_160)] | None = None  # minutes; older than this the public page says so
    standard: Annotated[str, StringConstraints(pattern=r"^v[0-9]+/[a-z_]+$", max_length=80)] | None = None

    @property
    def stale_after(self) -> int:
        """In minutes: as declared, else when two looks in a row brought nothing and a file had its time to come to rest."""
        return self.max_age or 2 * self.every + 10


class Question(Declared):
    """What a person answers about each item by itself, yes or no; and the answer with which it may go out."""

    id: Slug
    label: Text
    passes: Literal["yes", "no"]


def _question(name: str, passes: Literal["yes", "no"], ja: str, easy: str, en: str) -> Question:
    return Question(id=name, label=Text(ja=ja, ja_easy=easy, en=en), passes=passes)


ITEM_QUESTIONS = (
    _question("persons", "no", "だれのことか分かる言葉 (氏名、電話、住所、車の番号、勤め先など) がありますか",
        "だれのことか 分(わ)かる 言葉(ことば)が ありますか(名前(なまえ)、電話(でんわ)、住所(じゅうしょ)、車(くるま)の 番号(ばんごう)など)",
        "Does it say who somebody is (a name, telephone, address, number plate, place of work)?"),
    _question("rights", "no", "ほかの人の権利を害する心配がありますか (引き写した文、人や店への中傷など)",
        "ほかの 人(ひと)を 傷(きず)つける 言葉(ことば)や、ほかの 人(ひと)が 書(か)いた 文(ぶん)が ありますか",
        "Might it harm the rights of others (copied words, slander of a person or a shop)?"),
    _question("location", "no", "場所や時刻から、だれの家や行動かが分かりますか",
        "場所(ばしょ)や 時間(じかん)から、だれの 家(いえ)か、だれが したことか 分(わ)かりますか",
        "Do the place or the time tell whose home or whose doings these are?"),
    _question("licence", "yes", "このデータの利用の条件で公開されると、書いた人に知らせてありましたか",
        "だれでも 使(つか)える データに なることを、書(か)いた 人(ひと)に 知(し)らせて ありましたか",
        "Was whoever wrote it told that it is published under the licence of this dataset?"),
)  # fmt: skip
"""Asked where a declaration asks nothing of its own: persons, rights, place and licence, as of a photograph."""


class Items(Declared):
    """What an app holds (reports of residents, points of a trail): each item goes out only as a person answered for it."""

    key: Word  # the column that names an item: the same item comes again under the same name
    columns: Annotated[tuple[Word, ...], Key(min_length=1, max_length=20)]  # what goes out, in this order; nothing else
    point: bool = False  # where it is goes out too, coarsely
    questions: Annotated[tuple[Question, ...], Key(min_length=1, max_length=12)] = ITEM_QUESTIONS


class Dataset(Declared):
    dataset: Slug
    title: Text
    description: Text
    owner: Slug
    category: Word
    keywords: tuple[Word, ...] = ()
    licence: Literal["cc-by-4.0", "cc0-1.0", "pdl-1.0"] = "cc-by-4.0"
    frequency: Literal["monthly", "quarterly", "yearly", "irregular"] = "irregular"  # of what is not counted by periods
    # where it comes from: exactly one
    count: Count | None = None
    of_register: Slug | None = Key(None, alias="register")  # the rows that the register publishes
    catalogue: Literal["support"] | None = None  # the town's own procedures, as 支援制度
    live: Live | None = None
    fetch: Fetch | None = None
    items: Items | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        found: dict[str, object] = {
            "count": self.count,
            "register": self.of_register,
            "catalogue": self.catalogue,
            "live": self.live,
        }
        found |= {"fetch": self.fetch, "items": self.items}
        return tuple(name for name, value in found.items() if value is not None)
