"""What the public pages show of the published procedures: scenes of life, what is much used, what a form asks."""

from collections import Counter
from datetime import date, datetime, time

from django.db.models import Count

from madoguchi.declare.base import Text
from madoguchi.declare.municipality import LifeEvent
from madoguchi.declare.procedure import STORES_NOTHING
from madoguchi.declare.versions import Version
from madoguchi.design.frame import municipality
from madoguchi.receive.models import Application
from madoguchi.trail.clock import TOKYO


def by_life_event(versions: list[Version]) -> list[tuple[LifeEvent, list[Version]]]:
    """Every declared scene of life with its procedures; those without any stay, they are done at the counter."""
    town = municipality()
    scenes = town.life_events if town else ()
    return [(scene, [v for v in versions if scene.id in v.procedure.guide.life_events]) for scene in scenes]


def popular(versions: list[Version], *, since: date, most: int = 5) -> list[Version]:
    """By the number of applications since that day; [] when there were none."""
    begin = datetime.combine(since, time.min, tzinfo=TOKYO)
    rows = Application.objects.filter(received_at__gte=begin).values_list("procedure").annotate(n=Count("*"))
    counted = Counter(dict(rows))
    used = [one for one in versions if counted[one.procedure.procedure]]
    return sorted(used, key=lambda one: -counted[one.procedure.procedure])[:most]


def uses(version: Version) -> list[tuple[Text, list[Text]]]:
    """What a form asks, by page, without what stores nothing. Neighbours of one name are one line."""
    found: list[tuple[Text, list[Text]]] = []
    for page in version.procedure.pages:
        title = page.title or (page.repeat.title if page.repeat else None)
        labels = [one.label for one in page.fields if one.type not in STORES_NOTHING]
        if found and found[-1][0] == title:
            found[-1][1].extend(labels)
        elif title and labels:
            found.append((title, labels))
    return found
