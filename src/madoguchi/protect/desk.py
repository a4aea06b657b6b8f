"""Who acts for the shields (支援措置の担当), and who may answer whom. Asked by every action over them."""

from collections.abc import Iterable
from uuid import UUID

from madoguchi.japan.my_number import find_my_number
from madoguchi.japan.text import TextError, clean_text
from madoguchi.people.queries import roles_anywhere, roles_of, staff_of
from madoguchi.protect import shielding
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.models import Consent
from madoguchi.trail.actor import Actor

ROLE = "protector"
ABLE = {
    Consent.What.OPEN: ("reviewer", "manager"),
    Consent.What.USE: ("manager",),
}
"""Roles in the record's own office that may answer. The desk answers the rest."""


def holds(by: Actor) -> bool:
    staff = staff_of(by)
    return staff is not None and ROLE in roles_anywhere(staff)


def must_hold(by: Actor) -> None:
    """The program itself acts for the desk when it takes in a list; else it is a person with the role."""
    if by.kind != "system" and not holds(by):
        raise NotPossible("支援措置を扱う役割(protector)のある職員だけができます。")


def may_answer(by: Actor, consent: Consent) -> bool:
    """Somebody else than who asked: with the role in the office of the record, or of the desk."""
    if by.kind != "staff" or by.id == consent.asked_by or staff_of(by) is None:
        return False
    able = ABLE.get(Consent.What(consent.what), ())
    has_role = bool(roles_of(by, consent.office) & set(able)) or (consent.what != Consent.What.USE and holds(by))
    return has_role and not is_fled(by, records=map(UUID, consent.records), people=_people_of(consent))


def _people_of(consent: Consent) -> list[UUID]:
    return [consent.person.subject_id] if consent.person else []


def is_fled(by: Actor, *, records: Iterable[UUID] = (), people: Iterable[UUID] = ()) -> bool:
    """Does somebody in these records, or among these people, flee from this member of staff? They answer nothing about them."""
    standings = [*shielding.of_records(records).values(), *shielding.of_people(people).values()]
    return by.kind == "staff" and any(by.id in standing.other_staff for standing in standings)


def said(text: str) -> str:
    """A reason as it may be sealed: there is one, it can be written, it holds no My Number."""
    try:
        cleaned = clean_text(text, multiline=True).strip()
    except TextError as error:
        raise NotPossible(error.ja) from error
    if not cleaned:
        raise NotPossible("理由を書いてください。承認する人と、あとから確かめる人が読みます。")
    if len(cleaned) > 1000:
        raise NotPossible("理由は1000文字までにしてください。")
    if find_my_number(cleaned):
        raise NotPossible("マイナンバーのような12けたの数字があります。消してから、もう一度送ってください。")
    return cleaned
