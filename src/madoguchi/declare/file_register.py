"""The file register (個人情報ファイル簿): what a version says of the data it keeps, item by item.

個人情報保護法75条, 74条1項 and 施行令20条. The order follows what municipalities publish; an item of evidence C is from
memory, and every page says so. The words are the declaration's own, so the register cannot say anything else than the form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from madoguchi.declare.base import Text
from madoguchi.declare.file_rules import FileRules
from madoguchi.declare.procedure import STORES_NOTHING, Evidence, Field
from madoguchi.declare.versions import Version

Values = tuple[Text, ...]
Entry = Mapping[str, Values]
"""Item code -> what it says; several texts are several lines."""
THRESHOLD = 1000
"""A file of so many people or more must be published (個人情報保護法75条2項5号: number unchecked)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item that the law asks for."""

    code: str
    title: Text
    evidence: Evidence
    says: Callable[[Version], Values]


def has_file(version: Version) -> bool:
    """Does anything that it keeps lead to a person?"""
    return any(field.risk != "plain" for field in kept(version))


def kept(version: Version) -> list[Field]:
    """Every field whose answer is kept, in the order of the form."""
    return [field for _, _, field in version.fields() if field.type not in STORES_NOTHING]


def entry_of(version: Version) -> dict[str, Values]:
    """The entry of a version; empty when it keeps nothing that leads to a person."""
    return {item.code: item.says(version) for item in ITEMS} if has_file(version) else {}


def changed(before: Entry, after: Entry) -> list[str]:
    """The codes of the items that say something else now, in the order of the register."""
    return [item.code for item in ITEMS if tuple(before.get(item.code, ())) != tuple(after.get(item.code, ()))]


def rules(version: Version) -> FileRules:
    return version.procedure.file or FileRules()


def _text(ja: str, easy: str, en: str) -> Text:
    return Text(ja=ja, ja_easy=easy, en=en)


NONE = _text("なし", "ありません", "None")
UNDECLARED = _text("municipality.yaml に未登録", "まだ 書(か)いて いません", "Not yet declared")
INCLUDED = _text("含む", "入(はい)っています", "Included")
NOT_INCLUDED = _text("含まない", "入(はい)っていません", "Not included")
PERHAPS = _text(
    "含む(区の区分で数えています。法律の定義にあたるかは要確認)",
    "入(はい)っています。法律(ほうりつ)の 言(い)いかたと 同(おな)じかは、まだ 確(たし)かめて いません",
    "Included, by the ward's own classes; not yet compared with the law's definition",
)
ONLINE = _text(
    "本人または代理人からのオンラインの届出・申請",
    "インターネットで 送(おく)られたもの",
    "Sent online by the person or a proxy",
)
AT_COUNTER = _text(
    "窓口での届出・申請を職員が入力",
    "窓口(まどぐち)で 聞(き)いて 職員(しょくいん)が 書(か)いたもの",
    "Taken at the counter and typed by staff",
)
BY_STAFF = _text("職員が台帳に記入", "職員(しょくいん)が 書(か)いたもの", "Written by staff")
MEDIA = {
    "electronic": _text("電子計算機処理ファイル", "コンピューターの ファイル", "Computer file"),
    "manual": _text("マニュアル処理ファイル", "紙(かみ)の ファイル", "Manual file"),
    "both": _text(
        "電子計算機処理ファイル(紙の記録を含む)",
        "コンピューターの ファイル。紙(かみ)も あります",
        "Computer file with paper records",
    ),
}
PROPOSALS = {
    True: _text("該当する(提案を募集する)", "募集(ぼしゅう)します", "Yes, proposals are invited"),
    False: _text("該当しない(提案を募集しない)", "募集(ぼしゅう)しません", "No, proposals are not invited"),
}


def _name(version: Version) -> Values:
    return (rules(version).name or version.procedure.title,)


def _executive(version: Version) -> Values:
    privacy = version.municipality.privacy
    return (privacy.executive if privacy else version.municipality.name,)


def _purpose(version: Version) -> Values:
    return (version.purpose.words,)


def _fields(version: Version) -> Values:
    return tuple(dict.fromkeys(field.label for field in kept(version)))


def _range(version: Version) -> Values:
    if said := rules(version).range:
        return (said,)
    return tuple(version.procedure.subjects.values()) or (version.procedure.title,)


def _collection(version: Version) -> Values:
    if said := rules(version).collection:
        return (said,)
    if version.register:
        return (BY_STAFF,)
    return (ONLINE, AT_COUNTER) if version.procedure.identity.counter else (ONLINE,)


def _special_care(version: Version) -> Values:
    said = rules(version).special_care
    if said is not None:
        return (INCLUDED if said else NOT_INCLUDED,)
    return (PERHAPS if any(field.risk == "sensitive" for field in kept(version)) else NOT_INCLUDED,)


def _recipients(version: Version) -> Values:
    return version.purpose.recipients or (NONE,)


def _desk(version: Version) -> Values:
    privacy = version.municipality.privacy
    return (privacy.request_place,) if privacy else (UNDECLARED,)


def _medium(version: Version) -> Values:
    return (MEDIA[rules(version).medium],)


def _proposals(version: Version) -> Values:
    privacy = version.municipality.privacy
    return (PROPOSALS[bool(privacy and privacy.proposals)],)


def _special_procedure(version: Version) -> Values:
    return (rules(version).special_procedure or NONE,)


ITEMS: tuple[Item, ...] = (
    Item("name", _text("個人情報ファイルの名称", "ファイルの 名前(なまえ)", "Name of the file"), "B", _name),
    Item("executive", _text("行政機関等の名称", "だれの ファイルか", "Body that holds it"), "B", _executive),
    Item("office", _text("個人情報ファイルが利用に供される事務をつかさどる組織の名称", "使(つか)う 課(か)", "Section that uses it"), "B", lambda version: (version.office.name,)),
    Item("purpose", _text("個人情報ファイルの利用目的", "何(なん)のために 使(つか)うか", "Purpose of use"), "B", _purpose),
    Item("fields", _text("記録項目", "書(か)いてある こと", "Items recorded"), "B", _fields),
    Item("range", _text("記録範囲", "だれの ことか", "Whose data"), "B", _range),
    Item("collection", _text("記録情報の収集方法", "どうやって 集(あつ)めたか", "How it is collected"), "B", _collection),
    Item("special-care", _text("要配慮個人情報が含まれるときは、その旨", "とくに 気(き)を つける 情報(じょうほう)", "Special care-required information"), "B", _special_care),
    Item("recipients", _text("記録情報の経常的提供先", "いつも わたす 先(さき)", "Regular recipients"), "B", _recipients),
    Item("desk", _text("開示請求等を受理する組織の名称及び所在地", "「見(み)せてください」と 言(い)う 窓口(まどぐち)", "Desk for disclosure and other requests"), "B", _desk),
    Item("special-procedure", _text("訂正及び利用停止に関する他の法令の規定による特別の手続", "ほかの 法律(ほうりつ)の 直(なお)しかた", "Special procedures of other laws for correction or suspension"), "C", _special_procedure),
    Item("medium", _text("個人情報ファイルの種別", "コンピューターか 紙(かみ)か", "Kind of file"), "B", _medium),
    Item("proposals", _text("行政機関等匿名加工情報の提案の募集をする個人情報ファイルである旨", "加工(かこう)した 情報(じょうほう)の 募集(ぼしゅう)", "Invites proposals for anonymised use"), "B", _proposals),
)  # fmt: skip
BY_CODE = {item.code: item for item in ITEMS}
