"""職務の分離: what a member of staff wrote at the counter, another one decides. A small office may declare why not."""

from madoguchi.decide.models import Case
from madoguchi.declare.base import Text
from madoguchi.receive.models import Application
from madoguchi.receive.queries.versions import version as open_version


def wrote(case: Case, staff_id: int) -> bool:
    """Did this member of staff write the application for somebody at the counter?"""
    return Application.objects.filter(pk=case.application_id, taken_by_id=staff_id).exists()


def one_hand(case: Case) -> Text | None:
    """The reason that the office declared for deciding what one wrote oneself; None where it takes two. As in all else,
    the case is held to the version that it came under, and only in the office that declared it."""
    office = open_version(case.version_hash).office
    return office.one_hand if office.id == case.office else None
