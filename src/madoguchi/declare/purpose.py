"""A purpose of use (利用目的, 個人情報保護法61条): the only key that opens personal data."""

from typing import Literal

from madoguchi.declare.base import Declared, Slug, Text


class Purpose(Declared):
    purpose: Slug
    title: Text
    words: Text  # what the data is used for, in a sentence that residents and staff both read
    legal_basis: tuple[str, ...]
    allows: tuple[Text, ...]
    denies: tuple[Text, ...] = ()
    recipients: tuple[Text, ...] = ()  # who regularly gets data (経常的提供先)
    # Who meets a shielded person at all: the one who has the case, or (a class, a ward) all of the office who have a role.
    shielded: Literal["entrusted", "office"] = "entrusted"
    roles: tuple[Slug, ...]  # roles of the owner's office that may read for this purpose
