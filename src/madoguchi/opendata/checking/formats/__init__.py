"""The formats of cells, by the names that the standards use. Sources: GIF 440 コアデータパーツ (CC0), definition workbook."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from madoguchi.japan.municipalities import PREFECTURES
from madoguchi.opendata.checking.formats.model import Advice, Format
from madoguchi.opendata.checking.formats.patterns import KATAKANA, TELEPHONE, URI, one_of
from madoguchi.opendata.standards.model import Column

_DAY = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))?"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_GIF = "GIF 440"

FORMATS = {
    one.name: one
    for one in (
        Format("date_iso", "「2026-04-01」の形の日付 (年だけなら「2026」)", "a date as 2026-04-01 (the year alone as 2026)", "2026-04-01", _DAY, proof="day", mend="dates.mend_date", source="GIF 441"),
        Format("time_hhmm", "「09:00」の形の時刻 (00:00 から 23:59)", "a time as 09:00 (from 00:00 to 23:59)", "09:00", _TIME, mend="dates.mend_time", source="GIF 441"),
        Format("weekdays_ja", "「月火水木金」のように並べた曜日", "weekdays one after the other, as 月火水木金", "月火水木金", r"(?:[月火水木金土日]+|[1-7]+)", mend="words.mend_weekdays", source="GIF 441"),
        Format("weekday_code", "1 (月) から 7 (日) の曜日", "a weekday from 1 (Monday) to 7 (Sunday)", "1", r"[1-7]", source="GIF 441"),
        Format("lg_code6", "検査数字を含む6けたの全国地方公共団体コード", "a municipality code of six digits with its check digit", "131199", r"[0-9]{6}", proof="municipality", mend="codes.mend_municipality", source="総務省 全国地方公共団体コード"),
        Format("corporate_number13", "検査数字を含む13けたの法人番号", "a corporate number of thirteen digits with its check digit", "8700110005901", r"[0-9]{13}", proof="corporate", mend="codes.mend_corporate", source="法人番号の指定等に関する省令"),
        Format("machiaza_id", "「0008001」か「0008-001」の形の町字ID", "a 町字ID as 0008001 or 0008-001", "0008-001", r"[0-9]{4}-?[0-9]{3}", source="アドレス・ベース・レジストリ"),
        Format("decimal_degrees", "「35.751165」のような10進数の度", "decimal degrees, as 35.751165", "35.751165", r"-?[0-9]{1,3}\.[0-9]+", mend="numbers.mend_degrees", source="GIF 444"),
        Format("decimal", "半角の数", "a number in half-width digits", "12.5", r"-?[0-9]+(?:\.[0-9]+)?", mend="numbers.mend_decimal", source=_GIF),
        Format("nonneg_int", "半角の0以上の整数", "a whole number from 0, in half-width digits", "3", r"[0-9]+", mend="numbers.mend_whole", source=_GIF),
        Format("telephone", "市外局番からの半角の電話番号 (複数は「 / 」で区切る)", "a telephone number with area code, half-width; several joined by “ / ”", "03-1234-5678", rf"{TELEPHONE}(?: / {TELEPHONE})*", mend="contacts.mend_telephone", source="GIF 445"),
        Format("postal_code7", "「174-0045」か「1740045」の形の郵便番号", "a postal code as 174-0045 or 1740045", "174-0045", r"[0-9]{3}-?[0-9]{4}", mend="contacts.mend_postal", source=_GIF),
        Format("uri", "http:// か https:// で始まる URL", "an address that begins with http:// or https://", "https://www.example.lg.jp/", URI, surface="text", mend="contacts.mend_uri", source=_GIF),
        Format("email", "メールアドレス", "a mail address", "info@example.lg.jp", r"[!-?A-~]+@[!-?A-~]+", source=_GIF),
        Format("ascii_id", "半角の英数字と「-」「_」", "half-width letters, digits, “-” and “_”", "A001", r"[0-9A-Za-z_-]+", source="定義書 形式"),
        Format("ascii_text", "半角の英数字と記号", "half-width letters, digits and signs", "City Hall", r"[ -~]+", mend="words.mend_ascii", source="定義書 形式"),
        Format("katakana_fullwidth", "全角カタカナ", "full-width katakana", "シヤクショ", KATAKANA, surface="kana", mend="words.mend_kana", source="定義書 形式"),
        Format("prefecture_name", "都道府県の名前", "the name of a prefecture", "東京都", one_of(PREFECTURES), surface="text", mend="words.mend_prefecture", source=_GIF),
        Format("municipality_name", "「市」「区」「町」「村」で終わる名前", "a name that ends in 市, 区, 町 or 村", "板橋区", r"[一-鿿々〆ぁ-ゖァ-ヶー]+[市区町村]", surface="text", source=_GIF),
        Format("yes_no_ja", "「有」か「無」", "有 (there is) or 無 (there is not)", "有", r"[有無]", surface="text", mend="words.mend_yes_no", source="定義書 統制語彙"),
        Format("flag_1_or_blank", "「1」か空", "1 or nothing", "1", r"1", mend="words.mend_flag", source="定義書 03"),
    )
}  # fmt: skip
"""By the name that `Column.format` gives."""

TEXT = Format("text", "文字", "text", "", "", surface="text")
"""Free text: any characters that can be seen."""

_BY_TYPE = {"date": "date_iso", "time": "time_hhmm", "number": "decimal", "integer": "nonneg_int"}


def format_of(column: Column) -> Format:
    """What is right for the cells of a column: its vocabulary, its format, or what follows from its type."""
    if any(column.words):
        return _vocabulary(column.words)
    return FORMATS.get(column.format or _BY_TYPE.get(column.type, ""), TEXT)


@lru_cache(maxsize=256)
def _vocabulary(words_: tuple[str, ...]) -> Format:
    there = [word for word in words_ if word]
    told = "」「".join(there[:12]) + ("」など" if len(there) > 12 else "」")
    ja, en = f"「{told}のどれか", f"one of: {', '.join(there[:12])}"
    if len(there) == 1:
        ja, en = f"「{told}か空", f"{there[0]} or nothing"
    half = "half" if all(word.isascii() for word in there) else "text"
    return Format(
        "vocabulary", ja, en, there[0],
        one_of(there), surface=half, mend="words.mend_word", words=tuple(there),
    )  # fmt: skip


def advice(form: Format, text: str) -> Advice | None:
    """What could be done about a text that is not right. What knows it is imported when the first wrong cell is met."""
    if not form.mend:
        return None
    mend = _mender(form.mend)
    found: Advice | None = mend(text, form.words) if form.words else mend(text)
    return found


@lru_cache(maxsize=64)
def _mender(where: str) -> Callable[..., Advice | None]:
    module, name = where.split(".")
    mend: Callable[..., Advice | None] = getattr(import_module(f"{__name__}.{module}"), name)
    return mend
