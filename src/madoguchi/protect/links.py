"""Secrets that stand in addresses: only a keyed hash of one is ever stored."""

import hashlib
import hmac
import secrets

from madoguchi.protect import keys


def new_secret() -> str:
    """A fresh secret for an address: 192 bits, 32 characters that are safe in a URL."""
    return secrets.token_urlsafe(24)


def link_hash(secret: str) -> str:
    """What is stored in place of a secret: HMAC-SHA256 in hexadecimal, 64 characters."""
    return hmac.new(keys.ring().links, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
