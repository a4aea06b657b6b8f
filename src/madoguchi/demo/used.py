"""How often the ward's data were taken in the last weeks: more on weekdays, more of what is near to people."""

from datetime import timedelta
from random import Random

from madoguchi.publish import actions
from madoguchi.publish.actions.using import Use
from madoguchi.publish.models import Dataset
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM

LIKED = {"public-toilets": 9, "aed": 7, "events": 8, "population": 6, "childcare": 5, "public-facilities": 4}
"""Of a weekday, about; others once."""
SHARES = {"csv": 10, "xlsx": 5, "geojson": 3, "api": 8, "parquet": 1, "page": 30}
DAYS = 80


def use(seed: str = "used") -> None:
    rng = Random(seed)  # a demo's numbers need no secrecy
    uses: dict[Use, int] = {}
    for dataset in Dataset.objects.filter(releases__state="released").distinct().order_by("slug"):
        for ago in range(DAYS):
            day = clock.today() - timedelta(days=ago)
            often = LIKED.get(dataset.slug, 1) * (1 if day.weekday() > 4 else 2)
            for form in rng.choices(tuple(SHARES), tuple(SHARES.values()), k=rng.randint(often // 2, often * 2)):
                uses[dataset.slug, day, form] = uses.get((dataset.slug, day, form), 0) + 1
    actions.add_uses(uses=uses, by=SYSTEM)
