"""What each check says, in Japanese and English."""

from enum import Enum
from typing import NamedTuple

from madoguchi.anonymise.verify.certificate import Check


class _Words(NamedTuple):
    id: str
    ja: str
    en: str
    found_ja: str
    found_en: str


class Says(Enum):
    """One member for each check."""

    COLUMNS = _Words(
        "columns",
        "出してはいけない列がなく、出す列がそろっている",
        "No forbidden column, and none is missing",
        "余る列と足りない列: {columns}",
        "columns too many or missing: {columns}",
    )
    SIZE = _Words(
        "k",
        "どの組も{k}行以上",
        "Every class has at least {k} rows",
        "いちばん小さい組は{smallest}行",
        "the smallest class has {smallest} rows",
    )
    SEVERAL = _Words(
        "l",
        "どの組にも「{column}」が{wanted}種類以上",
        "Every class has at least {wanted} values of `{column}`",
        "いちばん少ない組で{fewest}種類",
        "the poorest class has {fewest}",
    )
    LEFT_OUT = _Words(
        "left-out",
        "消した行は{share}まで",
        "At most {share} of the rows are left out",
        "{left_out}行 (上限 {limit}行)",
        "{left_out} rows (limit {limit})",
    )
    ORDER = _Words(
        "order",
        "行の並びが、出した値だけで決まっている",
        "The order of rows follows from what they show",
        "並びの外れ {wrong}か所",
        "{wrong} places out of order",
    )
    CONTENT = _Words(
        "content",
        "もとの表とレシピから生じない値がない",
        "No value that input and recipe could not give",
        "{strange}個",
        "{strange} values",
    )
    TOGETHER = _Words(
        "together",
        "「{other}」と引き算しても見分けられない",
        "Nobody stands out by subtracting `{other}`",
        "いちばん小さい差は{smallest}行 ({k}行以上が要る)",
        "the smallest difference has {smallest} rows ({k} are needed)",
    )
    BOUND = _Words(
        "bound",
        "隣の証明「{certificate}」が、この3つのファイルのもの",
        "The certificate beside, `{certificate}`, binds these three files",
        "証明とちがうもの: {differing_ja}",
        "not as certified: {differing_en}",
    )


def say(what: Says, passed: bool, **words: object) -> Check:
    """A check with its words filled in."""
    template = what.value
    ja, en, found_ja, found_en = (part.format(**words) for part in template[1:])
    return Check(template.id, passed, ja, en, found_ja, found_en)
