"""Secrets and signatures without a session: the ticket of a fresh form, and the secrets that follow from one another."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core import signing

from madoguchi.protect import links
from madoguchi.receive.models.draft import DAYS
from madoguchi.trail import clock

_SALT = "receive.start"


@dataclass(frozen=True)
class Ticket:
    """Proof that this counter handed out the form: a fresh secret, and the version that was shown."""

    secret: str
    version_hash: str
    begun_at: datetime | None = None  # when the first page was handed out; a ticket of an earlier release does not say

    def signed(self) -> str:
        moment = [int(self.begun_at.timestamp())] if self.begun_at else []
        return signing.dumps([self.secret, self.version_hash, *moment], salt=_SALT)


def fresh(version_hash: str) -> Ticket:
    return Ticket(links.new_secret(), version_hash, clock.now())


def read(text: str, *, secret: str) -> Ticket | None:
    """The ticket, when it is ours, not too old, and for this secret."""
    try:
        own, version_hash, *moment = signing.loads(text, salt=_SALT, max_age=DAYS * 86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    begun_at = datetime.fromtimestamp(moment[0], UTC) if moment else None
    return Ticket(own, version_hash, begun_at) if hmac.compare_digest(own, secret) else None


def receipt_secret(draft_secret: str, *, at_counter: bool = False) -> str:
    """The receipt's secret follows from the draft's, so a sending that is repeated leads to the same receipt.

    At the counter it follows through a key of ours: the writer's browser remembers the draft's addresses, and these must
    not lead to the applicant's receipt.
    """
    receipt, mark, _ = draft_secret.partition("~")
    if mark:
        return receipt
    if at_counter:
        code = bytes.fromhex(links.link_hash(f"counter:{draft_secret}"))
    else:
        code = hmac.digest(draft_secret.encode(), b"madoguchi receipt", hashlib.sha256)
    return base64.urlsafe_b64encode(code[:24]).decode()


def correction_secret(receipt: str, letter_id: int) -> str:
    """The draft of a correction is reached through the receipt: beginning twice leads to the same draft."""
    return f"{receipt}~{letter_id}"


def digest(version_hash: str, answers: dict[str, Any]) -> str:
    """A keyed digest of a content: equal for equal content, and of no use to whoever reads the database."""
    plain = json.dumps(answers, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return links.link_hash(f"content:{version_hash}:{plain}")
