"""What a column holds in a table of no known standard: only where its heading leaves no doubt."""

import unicodedata

from madoguchi.opendata.standards.model import Column, Need

_FORMATS = {
    "緯度": "decimal_degrees",
    "経度": "decimal_degrees",
    "電話番号": "telephone",
    "郵便番号": "postal_code7",
    "法人番号": "corporate_number13",
    "全国地方公共団体コード": "lg_code6",
    "市区町村コード": "lg_code6",
    "メールアドレス": "email",
    "URL": "uri",
    "電話": "telephone",
    "TEL": "telephone",
    "FAX": "telephone",
    "FAX番号": "telephone",
    "〒": "postal_code7",
    "想定収容人数": "nonneg_int",
    "収容人数": "nonneg_int",
    "定員": "nonneg_int",
    "世帯数": "nonneg_int",
    "病床数": "nonneg_int",
    "開始日": "date_iso",
    "終了日": "date_iso",
    "開始時間": "time_hhmm",
    "終了時間": "time_hhmm",
    "開始時刻": "time_hhmm",
    "終了時刻": "time_hhmm",
}


def guessed(heading: str) -> Column | None:
    """A column for a heading that is used everywhere for the same thing; None for any other."""
    name = unicodedata.normalize("NFKC", heading).strip()
    form = "date_iso" if name.endswith("年月日") else _FORMATS.get(name)
    return Column(heading.strip(), Need.UNKNOWN, format=form) if form else None
