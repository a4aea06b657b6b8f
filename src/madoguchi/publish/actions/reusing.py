"""What people made of the data is shown, where they agreed and a person of the ward decided; and taken back."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from madoguchi.decide.models import Case
from madoguchi.publish.errors import NotAgreed, NotNow, NotYours, Unfit
from madoguchi.publish.models import Dataset, Reuse
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.queries.voices import agreed, is_answered
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

_IS_ADDRESS = URLValidator(schemes=["https", "http"])


@transaction.atomic
def publish_reuse(*, case: Case, dataset: Dataset, title: str, address: str, words: str, by: Actor) -> Reuse:
    """Show it on the page of the dataset, as a member of staff wrote it down from the case.

    Raises NotYours, NotAgreed (the person did not say yes), NotNow (no answer yet, or shown already), Unfit.
    """
    if not may_work(case.office, by):
        raise NotYours(case.office)
    if not agreed(case):
        raise NotAgreed(case.number)
    if not is_answered(case) or Reuse.objects.filter(case_number=case.number).exists():
        raise NotNow(case.number)
    reuse = Reuse.objects.create(
        case_number=case.number, dataset=dataset, title=line(title, "title", 80), address=_address(address),
        words=line(words, "words", 400), published_at=clock.now(), published_by_label=by.label,
    )  # fmt: skip
    record("publish.reuse_shown", by=by, about=("reuse", reuse.pk), dataset=dataset.slug)
    return reuse


@transaction.atomic
def take_reuse_back(*, reuse: Reuse, reason: str, by: Actor) -> None:
    """Shown no longer. Raises NotYours, Unfit (no reason)."""
    if not may_work(Case.objects.get(number=reuse.case_number).office, by):
        raise NotYours(reuse.case_number)
    reuse.taken_back_at, reuse.reason = clock.now(), line(reason, "reason", 400)
    reuse.save(update_fields=["taken_back_at", "reason"])
    record("publish.reuse_taken_back", by=by, about=("reuse", reuse.pk), dataset=reuse.dataset.slug)


def line(words: str, name: str, most: int) -> str:
    """Something, and not too long."""
    words = words.strip()
    if not words or len(words) > most:
        raise Unfit(name)
    return words


def _address(address: str) -> str:
    address = address.strip()
    try:
        if address:
            _IS_ADDRESS(address)
    except ValidationError:
        raise Unfit("address") from None
    return address
