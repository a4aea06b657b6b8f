"""The public list of requests for data, with how many want each."""

from django.core import signing
from django.db.models import Count, QuerySet

from madoguchi.protect import links
from madoguchi.publish.models import Wanted
from madoguchi.publish.queries.voices import Told, cases_of, desks, told
from madoguchi.trail.actor import Actor

_SALT = "publish.vote"
DAY = 86_400


def requests() -> QuerySet[Wanted]:
    """All that are public, the most wanted first. `n`: how many votes."""
    return Wanted.objects.annotate(n=Count("votes")).select_related("dataset").order_by("-n", "published_at", "pk")


def requests_to_list(who: Actor) -> list[Told]:
    """Cases of this person's offices that nobody has written down for the list yet."""
    desk = desks().get("request")
    if desk is None:
        return []
    return told(cases_of(desk, who).exclude(number__in=Wanted.objects.values("case_number")))


def token_for(wanted: Wanted) -> str:
    """What a page hands out with the button: proof that we showed it, a day ago at most, and once."""
    return signing.dumps([wanted.pk, links.new_secret()[:32]], salt=_SALT)


def read_token(text: str, wanted: Wanted) -> str:
    """What makes this page's vote one; "" when it is not ours, too old, or of another request."""
    try:
        pk, once = signing.loads(text, salt=_SALT, max_age=DAY)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(once)[:32] if pk == wanted.pk else ""
