"""Where a request comes from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's address, for counting tries: of IPv6 the network (/64), which one person has to oneself.

    Behind `MADOGUCHI_PROXIES` own proxies it is what the outermost of them saw; anything further left was typed by the visitor.
    """
    hops = settings.MADOGUCHI_PROXIES
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    seen = told[-hops] if 0 < hops <= len(told) and told[-hops] else str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return seen[:64]
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
