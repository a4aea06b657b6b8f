"""The vault's tables. Only this room imports them. Personal data is in ciphertexts only."""

from madoguchi.protect.models.consent import Consent
from madoguchi.protect.models.shields import OtherParty, Shield, ShieldAlarm, ShieldedPerson, ShieldMark
from madoguchi.protect.models.vault import (
    Attachment,
    Guardianship,
    LooseFile,
    PersonalLink,
    Reading,
    ReadingItem,
    Record,
    RecordKey,
    RecordSubject,
    Subject,
    SubjectToken,
)

__all__ = [
    "Attachment",
    "Consent",
    "Guardianship",
    "LooseFile",
    "OtherParty",
    "PersonalLink",
    "Reading",
    "ReadingItem",
    "Record",
    "RecordKey",
    "RecordSubject",
    "Shield",
    "ShieldAlarm",
    "ShieldMark",
    "ShieldedPerson",
    "Subject",
    "SubjectToken",
]
