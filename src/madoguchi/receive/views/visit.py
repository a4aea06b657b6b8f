"""One visit to one step of a draft: who, where, with what draft. Views of a form pass it on instead of six arguments."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from madoguchi.declare.versions import Version
from madoguchi.receive import sealed, tickets
from madoguchi.receive.errors import NoSuchStep
from madoguchi.receive.journey import Journey, Step, key_of
from madoguchi.receive.models import Draft
from madoguchi.receive.owner import Owner
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.views.ground import Ground
from madoguchi.trail.actor import Actor


@dataclass
class Visit:
    request: HttpRequest
    ground: Ground
    secret: str
    draft: Draft | None
    page_id: str = ""
    row: int | None = None

    @property
    def by(self) -> Actor:
        return self.ground.by(self.request)

    @property
    def owner(self) -> Owner:
        return self.ground.owner(self.request)

    @cached_property
    def ticket(self) -> tickets.Ticket | None:
        """The ticket of a first page that was just sent; None when it is not ours, or not of this ground."""
        signed = self.request.POST.get("_ticket", "")
        found = tickets.read(signed, secret=self.secret) if signed else None
        return found if found and self.ground.offers(open_version(found.version_hash)) else None

    @cached_property
    def version(self) -> Version:
        """Drafts go on under the version that they began with."""
        if self.draft:
            return open_version(self.draft.version_id)
        if self.ticket is None:
            raise NoSuchStep("neither draft nor ticket")
        return open_version(self.ticket.version_hash)

    @cached_property
    def content(self) -> sealed.Content:
        """What lies in the draft; the vault notes that its owner looked."""
        if self.draft is None:
            return sealed.Content()
        return sealed.open_draft(self.draft, self.version, by=self.by, secret=self.secret)

    @property
    def journey(self) -> Journey:
        return Journey(self.version, self.content.answers)

    @property
    def step(self) -> Step:
        """The step of this address; NoSuchStep when the form has none such now."""
        found = self.journey.find(self.page_id, self.row)
        if found is None:
            raise NoSuchStep(key_of(self.page_id, self.row))
        return found

    def url(self, step: Step) -> str:
        return self.ground.step(self.secret, step.page.id, step.row)

    def onwards(self, journey: Journey, step: Step, seen: list[str]) -> str:
        """To the next step; who came from the last look goes through what is still to be done only, and back to it."""
        if self.request.POST.get("_back") == "check":
            unseen = journey.first_unseen(seen)
            return self.url(unseen) + "?back=check" if unseen else self.ground.check(self.secret)
        after = journey.after(step)
        return self.url(after) if after else self.ground.check(self.secret)
