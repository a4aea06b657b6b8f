"""The decision: by a person with a name and the declared role, once. A machine's proposal is only kept beside it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from madoguchi.decide.actions.moving import SCHOOL, WORKERS, hold, keep, move, must_hold, version_of
from madoguchi.decide.actions.typed import clean
from madoguchi.decide.errors import OwnHand, Unacceptable
from madoguchi.decide.models import Case, Decision, Proposal
from madoguchi.decide.queries.hands import one_hand, wrote
from madoguchi.people.models import Office, Staff
from madoguchi.people.queries import acting_office
from madoguchi.receive.actions import set_status, tell_acknowledgement, tell_decision
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

if TYPE_CHECKING:
    from madoguchi.declare.procedure import Result


@transaction.atomic
def decide(*, case: Case, result: str, reason: str, seen: int, by: Actor) -> Decision:
    """Decide with one of the declared results. The applicant reads it at once, with reason, remedies and the name.

    Raises Overtaken (somebody was first), NotYours, OwnHand (who wrote it at the counter), NotAllowed, Unacceptable (no
    such result, no reason where required).
    """
    now = hold(case, seen=seen)
    role = _declared_role(now)
    staff, _role = must_hold(by, now, (role,))
    own = must_not_have_written(now, staff)
    move(now, "decide")
    text = checked_reason(now, result=result, reason=reason)
    office = _office_of(now)
    letter = tell_decision(now.number, result=result, reason=text, signed=_signature(office, staff), by=by)
    decision = _write(now, staff, role, office, result, letter.record_id if text else None)
    now.result, now.decided_on = result, clock.today()
    keep(now, "result", "decided_on")
    told: dict[str, Any] = {} if decision.followed is None else {"followed": decision.followed}  # nothing was proposed
    told |= {"one_hand": True} if own else {}
    record("decide.decided", by=by, about=("case", now.number), result=result, **told)
    return decision


@transaction.atomic
def acknowledge(*, case: Case, seen: int, by: Actor) -> Case:
    """Take note of a notification (届出). It was valid when it arrived; this is no decision."""
    now = hold(case, seen=seen)
    must_hold(by, now, (*WORKERS, *SCHOOL))
    move(now, "acknowledge")
    now.closed_at = clock.now()
    keep(now, "closed_at")
    tell_acknowledgement(now.number, by=by)
    record("decide.acknowledged", by=by, about=("case", now.number))
    return now


@transaction.atomic
def close(*, case: Case, seen: int, by: Actor) -> Case:
    """Everything that follows the decision is done. From here the retention period counts."""
    now = hold(case, seen=seen)
    must_hold(by, now)
    move(now, "close")
    now.closed_at = clock.now()
    keep(now, "closed_at")
    set_status(now.number, status="closed", text_code=now.result, by=by)
    record("decide.closed", by=by, about=("case", now.number))
    return now


def must_not_have_written(case: Case, staff: Staff) -> bool:
    """OwnHand for who wrote it at the counter; True where they did and the office declared why that may be."""
    own = wrote(case, staff.pk)
    if own and one_hand(case) is None:
        raise OwnHand(case.number)
    return own


def checked_reason(case: Case, *, result: str, reason: str) -> str:
    """The reason as it would be told. Raises Unacceptable, so that the page before the last can already say so."""
    declared = declared_result(case, result)
    if declared is None:
        raise Unacceptable(result=_("決定をひとつ選んでください。"))
    return clean(reason, field="reason", required=_asks_for_words(case) if declared.reason == "required" else "")


def _asks_for_words(case: Case) -> str:
    if version_of(case).procedure.case.replies:
        return _("答えの文を、相手に届く言葉で書いてください。")
    return _("この決定には、理由が要ります。相手に届く言葉で書いてください。")


def declared_result(case: Case, result: str) -> "Result | None":
    return next((one for one in version_of(case).procedure.case.results if one.id == result), None)


def _declared_role(case: Case) -> str:
    declared = version_of(case).procedure.case.decide
    return declared.role if declared else "reviewer"


def _office_of(case: Case) -> Office:
    """The office that does the work today: the case's own, or its successor."""
    offices = Office.objects.in_bulk()
    return offices[acting_office(case.office, on=clock.today(), offices=offices) or case.office]


def _signature(office: Office, staff: Staff) -> str:
    """Who answers, as the applicant reads it."""
    place = "" if staff.title.startswith(office.name_ja) else office.name_ja  # 経営改革推進課長 says it already
    return " ".join(filter(None, (place, staff.title, staff.name)))


def _write(case: Case, staff: Staff, role: str, office: Office, result: str, reason_id: UUID | None) -> Decision:
    proposal = Proposal.objects.filter(case=case, record_id=case.record_id).last()
    return Decision.objects.create(
        case=case,
        result=result,
        decided_by=staff,
        decided_by_name=staff.name,
        decided_by_title=staff.title,
        role=role,
        office=office.pk,
        reason_id=reason_id,
        proposal=proposal,
        followed=proposal.result == result if proposal else None,
        decided_at=clock.now(),
    )
