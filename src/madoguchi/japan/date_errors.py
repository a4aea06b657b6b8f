"""What people read when a date cannot be taken: one function per thing that can be wrong."""

from datetime import date

from madoguchi.japan.errors import InputError


class DateError(InputError):
    """A date that cannot be read, or that does not exist.

    `part` is the box at fault in a form of four: "era", "year", "month", "day", or "" for the date as a whole.
    `suggestion` is the date probably meant (the same day in the era that was then in force), or None.
    """

    def __init__(
        self, code: str, *, ja: str, en: str, ja_easy: str, part: str = "", suggestion: date | None = None
    ) -> None:
        super().__init__(code, ja=ja, en=en, ja_easy=ja_easy)
        self.part = part
        self.suggestion = suggestion


def empty(part: str) -> DateError:
    ja, en, easy = {
        "": ("日付", "the date", "日(ひ)にち"),
        "year": ("年", "the year", "年(ねん)"),
        "month": ("月", "the month", "月(つき)"),
        "day": ("日", "the day", "日(ひ)"),
    }[part]
    return DateError(
        "date-empty",
        ja=f"{ja}を入力してください。",
        en=f"Enter {en}.",
        ja_easy=f"{easy}を 書(か)いてください。",
        part=part,
    )


def unreadable() -> DateError:
    return DateError(
        "date-unreadable",
        ja="日付を読み取れませんでした。「令和5年2月21日」「R5.2.21」「2023-02-21」のように入力してください。",
        en="The date could not be read. Write it like 2023-02-21 or R5.2.21.",
        ja_easy="日(ひ)にちが わかりません。「2023-02-21」のように 書(か)いてください。",
    )


def era_missing() -> DateError:
    return DateError(
        "date-era-missing",
        ja="元号(令和・平成・昭和など)を選ぶか、西暦を4けたで入力してください。例: 令和5年、2023年",
        en="Choose the era (Reiwa, Heisei, Showa) or write the western year with four digits, for example 2023.",
        ja_easy="令和(れいわ)・平成(へいせい)・昭和(しょうわ)などを えらんでください。または、2023のように 4つの 数字(すうじ)で 書(か)いてください。",
        part="era",
    )


def not_a_number(part: str) -> DateError:
    ja, en, easy = {
        "year": ("年", "year", "年(ねん)"),
        "month": ("月", "month", "月(つき)"),
        "day": ("日", "day", "日(ひ)"),
    }[part]
    return DateError(
        "date-not-a-number",
        ja=f"{ja}は数字で入力してください。",
        en=f"Write the {en} in digits.",
        ja_easy=f"{easy}は 数字(すうじ)で 書(か)いてください。",
        part=part,
    )


def no_such_year(*, ja: str, en: str) -> DateError:
    return DateError(
        "date-no-such-year",
        ja=f"{ja}の年は1(元年)から数えます。年を確かめてください。",
        en=f"Years of {en} count from 1. Check the year.",
        ja_easy="年(ねん)を もういちど 見(み)てください。",
        part="year",
    )


def no_such_day(year: int, month: int, day: int) -> DateError:
    if not 1 <= month <= 12:
        return DateError(
            "date-no-such-month",
            ja="月は1から12までの数字で入力してください。",
            en="The month must be a number from 1 to 12.",
            ja_easy="月(つき)は 1から 12の 数字(すうじ)で 書(か)いてください。",
            part="month",
        )
    return DateError(
        "date-no-such-day",
        ja=f"{year}年{month}月に{day}日はありません。日を確かめてください。",
        en=f"There is no day {day} in {year}-{month:02}. Check the day.",
        ja_easy=f"{year}年(ねん){month}月(がつ)に {day}日(にち)は ありません。もういちど 見(み)てください。",
        part="day",
    )


def western_year(kanji: str, found: date | None) -> DateError:
    return DateError(
        "date-western-year",
        ja=f"{kanji}の年ではなく、西暦のようです。西暦で入力するときは、元号の欄で「西暦」を選んでください。",
        en="This looks like a western year. Choose the western calendar in the era's box.",
        ja_easy="2023のような 4つの 数字(すうじ)の 年(ねん)は、「西暦(せいれき)」を えらんでください。",
        part="era",
        suggestion=found,
    )


def wrong_era(found: date, *, ja: tuple[str, str], en: tuple[str, str], ja_easy: tuple[str, str]) -> DateError:
    """In each language: the era that was typed, and how the day is rightly written."""
    return DateError(
        "date-wrong-era",
        ja=f"この日は{ja[0]}ではありません。{ja[1]}({found.year}年)のことでしたら、{ja[1]}と入力してください。",
        en=f"That day is not in {en[0]}. If you mean {found.isoformat()}, the year is {en[1]}.",
        ja_easy=f"その日(ひ)は {ja_easy[0]}では ありません。{found.isoformat()}は {ja_easy[1]}です。もういちど 書(か)いてください。",
        part="era",
        suggestion=found,
    )


def lunar() -> DateError:
    return DateError(
        "date-lunar",
        ja="明治5年以前の日付は旧暦のため、和暦では読み取れません。西暦(4けた)で入力してください。",
        en="Dates before 1873 followed the lunar calendar. Write the western date with a four-digit year.",
        ja_easy="1873年(ねん)より 前(まえ)の 日(ひ)は、2023のような 4つの 数字(すうじ)の 年(ねん)で 書(か)いてください。",
        part="era",
    )
