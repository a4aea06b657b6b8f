"""Which cases a member of staff may see, and what stands beside one."""

from dataclasses import dataclass

from django.db.models import Count

from madoguchi.decide.models import Case, Decision, Proposal
from madoguchi.people.models import Office, Staff
from madoguchi.people.queries import acting_office, offices_of
from madoguchi.people.session import actor_of_staff
from madoguchi.protect.queries import flees_from
from madoguchi.trail import clock

WORKERS = ("clerk", "reviewer", "manager")


def case_for(staff: Staff, number: str) -> Case | None:
    """The case, if it belongs to an office that the person works for. A foreign one is as absent as one that is not; so is
    one in which somebody flees from this very person."""
    if not number.isprintable():
        return None  # a NUL is no text to PostgreSQL
    offices = offices_of(staff, roles=WORKERS)
    cases = Case.objects.filter(number=number, office__in=offices)
    found = cases.select_related("assigned_to", "applicant_staff", "application").first()
    return None if found is None or flees_from(found.record_id, actor_of_staff(staff)) else found


def desks(staff: Staff) -> dict[str, list[str]]:
    """The open offices a person works for, each with the offices whose cases it handles."""
    today, offices = clock.today(), Office.objects.in_bulk()
    found: dict[str, list[str]] = {}
    for handled in sorted(offices_of(staff, roles=WORKERS)):
        acting = acting_office(handled, on=today, offices=offices)
        if acting:
            found.setdefault(acting, []).append(handled)
    return found


def latest_proposal(case: Case) -> Proposal | None:
    """What a table says to the answers in force."""
    return Proposal.objects.filter(case=case, record_id=case.record_id).last()


@dataclass(frozen=True)
class Similar:
    """How cases were decided to which the same row of the same table was proposed: counts, nobody's case."""

    total: int
    results: list[tuple[str, int]]  # declared id, count; most first


def similar_to(proposal: Proposal) -> Similar:
    same = Decision.objects.filter(proposal__table_hash=proposal.table_hash, proposal__row=proposal.row)
    counted = same.values_list("result").annotate(n=Count("pk")).order_by("-n", "result")
    results = [(result, n) for result, n in counted]
    return Similar(sum(n for _, n in results), results)
