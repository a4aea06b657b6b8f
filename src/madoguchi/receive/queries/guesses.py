"""May this place ask for another number? Wrong ones are counted, right ones are not."""

from datetime import datetime, timedelta

from madoguchi.protect import links
from madoguchi.receive.models import Guess
from madoguchi.trail import clock

WINDOW = timedelta(minutes=10)
ALLOWED = 10
"""Wrong numbers from one place within one window. There are 32⁷ numbers: at this pace a hit takes many years."""


def is_allowed(*, place: str) -> bool:
    row = Guess.objects.filter(place=hashed(place), window=window(clock.now())).first()
    return row is None or row.count < ALLOWED


def hashed(place: str) -> str:
    """Keyed, and by the day: it neither holds an address nor lets one follow somebody from day to day."""
    return links.link_hash(f"place:{clock.today()}:{place}")


def window(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 10 * 10, second=0, microsecond=0)
