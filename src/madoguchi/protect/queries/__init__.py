"""Who is shielded, hidden, whose guardian; what was asked and agreed to. Ids and codes, never personal data."""

from madoguchi.protect.queries.consents import (
    Asked,
    consent_of,
    open_consent,
    openings_of,
    recurring_uses,
    uses_of,
    waiting_for,
)
from madoguchi.protect.queries.guardians import (
    SENDER,
    children_of,
    guarded_by,
    guardians_of,
    hidden_from,
    holder_of,
    not_yet_read,
    subject_of,
    with_link,
)
from madoguchi.protect.queries.shields import (
    Cover,
    cover_of,
    drafts_of_shielded,
    flees_from,
    shielded_among,
    shielded_people,
    subjects_known_as,
    visible,
)

__all__ = [
    "SENDER",
    "Asked",
    "Cover",
    "children_of",
    "consent_of",
    "cover_of",
    "drafts_of_shielded",
    "flees_from",
    "guarded_by",
    "guardians_of",
    "hidden_from",
    "holder_of",
    "not_yet_read",
    "open_consent",
    "openings_of",
    "recurring_uses",
    "shielded_among",
    "shielded_people",
    "subject_of",
    "subjects_known_as",
    "uses_of",
    "visible",
    "waiting_for",
    "with_link",
]
