"""What a heading says about its column: a person's, an organisation's, or neither."""

from typing import NamedTuple

from madoguchi.japan.patterns import lazily
from madoguchi.opendata.folding import fold
from madoguchi.opendata.matching import Matching
from madoguchi.opendata.standards.model import Column

_PERSON = r"(自宅|本人|個人|申請者|申込者|代表者|世帯主|保護者|届出者|所有者|会長|委員|担当者|管理者|責任者|緊急連絡先|利用者|対象者|児童|生徒|職員)"
_IDENTIFIER = lazily(
    r"個人番号|マイナンバー|住民票コード|宛名番号|被保険者(番号|証)|口座番号|旅券番号|免許証番号|基礎年金番号"
)
_NAME = lazily(r"^(氏名|お名前|姓|姓名|氏|名字|苗字)|氏名(\(.*\))?$|" + _PERSON + r"(名|氏名|カナ)?$")
_BIRTH = lazily(r"生年月日|誕生日")
_OF_A_PERSON = lazily(_PERSON + r".{0,4}(住所|所在地|電話|tel|メール|mail|携帯)|携帯(電話)?(番号)?$|自宅")
_MAIL = lazily(r"メール|mail")
_HOLDER = lazily(r"^(法人名|法人の名称|団体名|設置者|所有者等|主催者|営業者名?|屋号|運営者)$")
_PLAIN = lazily(
    r"名称|施設名|カナ|住所|所在地|町字|番地|方書|緯度|経度|コード|^id$|^no$|url|画像|説明|概要|地域名|地方公共団体"
)
_SAFE_FORMATS = {"telephone", "email", "uri", "lg_code6", "decimal_degrees", "time_hhmm", "date_iso", "yes_no_ja"}


class Heading(NamedTuple):
    """What to look for in a column. `kind`: "identifier" | "name" | "birth" | "contact" (of a person) | "" .

    `public`: the standard means the organisation's own telephone or e-mail. `holder`: an organisation, or a sole
    trader under a personal name. `plain`: names of places, addresses, codes, numbers: not looked at as names.
    """

    name: str
    kind: str
    public: bool
    holder: bool
    plain: bool


def heading_of(name: str, column: Column | None) -> Heading:
    """What the heading of one column says, with the standard's column if it has one."""
    key = fold(name)
    safe = column is not None and (column.format in _SAFE_FORMATS or column.type in ("number", "integer"))
    return Heading(
        name=name,
        kind="" if column is not None and not _IDENTIFIER.search(key) and not _BIRTH.search(key) else _kind(key),
        public=column is not None and column.format in ("telephone", "email"),
        holder=bool(_HOLDER.search(fold(column.name) if column else key)),
        plain=safe or bool(_PLAIN.search(fold(column.name) if column else key)),
    )


def headings(header: tuple[str, ...], matching: Matching | None) -> list[Heading]:
    """One for every column of a table."""
    return [heading_of(name, matching.column_at(at) if matching else None) for at, name in enumerate(header)]


def _kind(key: str) -> str:
    if _IDENTIFIER.search(key):
        return "identifier"
    if _BIRTH.search(key):
        return "birth"
    if _OF_A_PERSON.search(key):
        return "contact"
    return "name" if _NAME.search(key) and not _MAIL.search(key) else ""
