"""How it went, as residents of the fictional ward answer it: most like it, some do not, two of three say nothing."""

from random import Random

from madoguchi.receive import actions as receive
from madoguchi.receive.models import Application
from madoguchi.receive.queries.versions import version as open_version

SCORES, WEIGHTS = (5, 4, 3, 2, 1), (42, 33, 13, 8, 4)
ANSWERING = 0.35


def maybe_rate(number: str, *, mood: int = 0) -> None:
    """Dice of its own, by the number: the stories go on as they would without it. `mood`: so many points less."""
    dice = Random(f"rating {number}")  # a story, not a secret
    if dice.random() < ANSWERING:
        application = Application.objects.get(pk=number)
        score = max(1, dice.choices(SCORES, WEIGHTS)[0] - mood)
        receive.rate(application=application, version=open_version(application.version_id), score=score)
