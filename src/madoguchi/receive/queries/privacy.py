"""What a procedure does with information, in words: the page that anybody reads before and after applying."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from madoguchi.declare.base import Text
from madoguchi.declare.file_register import kept
from madoguchi.declare.procedure import Field
from madoguchi.declare.versions import Version
from madoguchi.design.errors import Words

CLASSES: tuple[tuple[str, Words, Words], ...] = (
    ("identifier", _("あなたがだれかを示すもの"), _("これだけで、だれのことかわかります。暗号化して保管します。")),
    ("sensitive", _("人に知られたくないこと"), _("特に気をつけて扱います。暗号化して保管します。")),
    ("quasi", _("合わせると、だれかわかることがあるもの"), _("ほかの情報と合わせると、だれのことかわかることがあります。暗号化して保管します。")),
    ("plain", _("そのほかのこと"), _("これだけでは、だれのことかわかりません。これも暗号化して保管します。")),
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """The fields of one class, in words."""

    title: Words
    words: Words
    labels: list[Text]


def groups(version: Version) -> list[Group]:
    """What is asked, by what it reveals; a class with nothing in it is left out."""
    fields = kept(version)
    found = [Group(title, words, _labels(fields, risk)) for risk, title, words in CLASSES]
    return [group for group in found if group.labels]


def _labels(fields: list[Field], risk: str) -> list[Text]:
    return list(dict.fromkeys(field.label for field in fields if field.risk == risk))


def shielded(version: Version) -> list[Text]:
    """What nobody is told of a person under protective measures (DV 等支援措置)."""
    return list(dict.fromkeys(field.label for field in kept(version) if field.shield))


def counted(version: Version) -> list[Text]:
    """The fields by which cases are counted, as coarsely as the declaration says."""
    statistics = version.procedure.statistics
    labels = [_dimension(version, name) for name in (statistics.dimensions if statistics else ())]
    return [label for label in labels if label]


def _dimension(version: Version, name: str) -> Text | None:
    for path in (name, name.rpartition(".")[0]):
        try:
            return version.field(path).label
        except KeyError:
            continue
    return None


def asks_my_number(version: Version) -> bool:
    return any(field.type == "my-number" for _path, _page, field in version.fields())
