"""Open to every page of every site, and spared when nothing changed."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

View = Callable[..., HttpResponseBase]
METHODS = "GET, HEAD, POST, OPTIONS"


def base_of(request: HttpRequest) -> str:
    """The address of this site: as it is set, else as it was asked."""
    return str(settings.MADOGUCHI_ADDRESS) or f"{request.scheme}://{request.get_host()}"


def opened(view: View) -> View:
    """Any page of any site may ask this; nobody is recognised by it. Other methods are refused."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
        elif request.method in ("GET", "HEAD", "POST"):
            response = view(request, *args, **kwargs)
        else:
            response = HttpResponse(status=405, headers={"Allow": METHODS})
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = "Content-Type, Range, If-None-Match"
        response.headers["Access-Control-Expose-Headers"] = "Content-Range, ETag, Content-Length, Accept-Ranges"
        return response

    return wrapped


def unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With an ETag over what is answered; 304 to who has it already."""
    tag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response) or response
