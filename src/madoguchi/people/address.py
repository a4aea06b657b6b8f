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
        address = ipaddress.ip_address(_bare(seen))
    except ValueError:
        return seen[:64]
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)


def _bare(seen: str) -> str:
    """Without a port (`10.1.2.3:5678`, `[2001:db8::1]:5678`), which is a new one for every try, and without a zone."""
    if seen.startswith("["):
        return seen[1:].partition("]")[0].partition("%")[0]
    return seen.partition(":")[0] if seen.count(":") == 1 else seen.partition("%")[0]
