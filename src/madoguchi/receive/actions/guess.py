from datetime import timedelta

from django.db.models import F

from madoguchi.receive.actions.again import again_on_clash
from madoguchi.receive.models import Guess
from madoguchi.receive.queries import guesses
from madoguchi.trail import clock


@again_on_clash
def count_guess(*, place: str) -> None:
    """Count one wrong number. No trace in the trail: it is about nobody's application. Yesterday's counts go."""
    row, _ = Guess.objects.get_or_create(place=guesses.hashed(place), window=guesses.window(clock.now()))
    Guess.objects.filter(pk=row.pk).update(count=F("count") + 1)
    Guess.objects.filter(window__lt=clock.now() - timedelta(days=1)).delete()
