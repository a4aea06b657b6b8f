"""A dataset that is out, made as an office makes it."""

from madoguchi.people.models import Staff
from madoguchi.people.session import actor_of_staff
from madoguchi.publish import actions
from madoguchi.publish.models import Dataset, Release
from madoguchi.publish.words import blocks
from madoguchi.trail import worker
from madoguchi.trail.actor import Actor
from tests.unit.publish.sheets import GOOD, OFFICE, brought, sheet

WORDS = {
    "title": "AED設置箇所", "title_en": "AED locations", "description": "区の施設にあるAED", "category": "防災・安全",
    "keywords": ["AED", "救急"], "standard": "v3/aed", "frequency": "yearly",
}  # fmt: skip


def described(*, by: Actor, slug: str = "aed", office: str = OFFICE, **words: object) -> Dataset:
    return actions.describe_dataset(slug=slug, office=office, by=by, **{**WORDS, **words})


def proposed(dataset: Dataset, content: bytes, *, by: Actor) -> Release:
    """Brought, checked, looked at, proposed and built: by a colleague of `by` where there is one, so that `by` may
    let it out."""
    by = colleague_of(by, dataset.office)
    check = brought(content, by=by, office=dataset.office, name=f"{dataset.slug}.csv")
    for at, group in enumerate(check.groups):
        if blocks(group):
            actions.look_at(check=check, group=at, by=by)
    made = actions.propose_release(dataset=dataset, check=check, by=by)
    worker.run_due()
    made.refresh_from_db()
    return made


def colleague_of(by: Actor, office: str) -> Actor:
    found = Staff.objects.filter(grants__office=office, grants__role="clerk").exclude(pk=by.id).order_by("pk")
    return actor_of_staff(found[0]) if found else by


def published(*, by: Actor, content: bytes = sheet([GOOD] * 5), slug: str = "aed", **words: object) -> Release:
    made = proposed(described(by=by, slug=slug, **words), content, by=by)
    actions.release(release=made, by=by)
    return made
