"""What a column holds in a table of no known standard: only where its heading leaves no doubt."""

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
}


def guessed(heading: str) -> Column | None:
    """A column for a heading that is used everywhere for the same thing; None for any other."""
    name = heading.strip()
    return Column(name, Need.UNKNOWN, format=_FORMATS[name]) if name in _FORMATS else None
