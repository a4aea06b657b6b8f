"""Where one was in the queue. The browser keeps it, so that a case leads back to the same filters and to the next one due.

Only what stands in the queue's own address is kept: declared names, and the place after which the page begins.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from madoguchi.decide.queries.filters import Filters

COOKIE = "madoguchi-queue"
LONGEST = 1000


def keep(response: HttpResponse, filters: Filters) -> HttpResponse:
    """Remember the question until the browser is closed."""
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(COOKIE, filters.query(), path="/staff/", httponly=True, samesite="Lax", secure=secure)
    return response


def kept(request: HttpRequest) -> str:
    """The query of the queue as one left it. The queue itself leaves out whatever is not declared."""
    return QueryDict(request.COOKIES.get(COOKIE, "")[:LONGEST]).urlencode()
