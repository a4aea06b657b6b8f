"""For whoever watches from outside: `/healthz` the program is alive, `/readyz` it can take in an application."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from madoguchi.people.audience import audience
from madoguchi.protect import keys


@audience("public")
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Asks nobody: a full disk or a stopped database does not make this one fail."""
    return HttpResponse("ok", content_type="text/plain")


@audience("public")
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and the keys can be read; otherwise 503 with what is missing, and no more than that."""
    missing = _missing()
    return HttpResponse(missing or "ok", status=503 if missing else 200, content_type="text/plain")


def _missing() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        keys.ring()
    except Error:
        return "database"
    except keys.KeyFileError:
        return "keys"
    return ""
