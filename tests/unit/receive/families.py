"""A guardian's browser, and the roster's people by the ids of the files."""

import re

from django.test import Client

from madoguchi.protect.actions import issue_link
from madoguchi.receive.models import Notice, RosterPerson
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM


def pupil(source_id: str) -> RosterPerson:
    return RosterPerson.objects.get(source_id=source_id)


def page_of(source_id: str) -> "Page":
    return Page(issue_link(subject=pupil(source_id).subject_id, by=SYSTEM))


class Page:
    """A guardian's browser."""

    def __init__(self, secret: str, *, language: str = "ja") -> None:
        self.base, self.client = f"/g/{secret}/", Client()
        self.client.cookies["madoguchi-lang"] = language

    def get(self, tail: str = "") -> str:
        return self.client.get(self.base + tail).content.decode()

    def ticket(self, tail: str = "") -> str:
        return re.search(r'name="_ticket" value="([^"]+)"', self.get(tail))[1]

    def send(self, *children: str, tail: str = "", ticket: str = "", **changes):
        wanted = {
            "_ticket": ticket or self.ticket(tail), "child": [str(pupil(child).pk) for child in children], "kind": "absent",
            "day": clock.today().isoformat(), "reason": "発熱", "words": "昨夜から38.2度です。",
        } | changes  # fmt: skip
        return self.client.post(self.base + tail, wanted)


def sent() -> list[tuple[str, str, bool]]:
    rows = Notice.objects.order_by("pk").select_related("pupil").order_by("application__received_at", "pupil__pk")
    return [(one.pupil.source_id, one.kind, one.ended_at is None) for one in rows]
