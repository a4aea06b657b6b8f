"""On which ground a form stands: the residents' (no session at all), the staff's own (signed in, the staff frame), or the
counter's, where staff write for somebody who came."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from madoguchi.declare.versions import Version
from madoguchi.people import actor_of
from madoguchi.receive import tickets
from madoguchi.receive.models import Application, Draft
from madoguchi.receive.owner import SECRET_ONLY, Owner
from madoguchi.receive.queries import applications
from madoguchi.receive.views import at_hand
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, Actor


@dataclass(frozen=True)
class Ground:
    base: str  # what every address of this ground begins with
    frame: str  # the template of the frame
    listing: str  # where its procedures are found
    is_staff: bool = False
    at_counter: bool = False

    def by(self, request: HttpRequest) -> Actor:
        return actor_of(request) if self.is_staff else RESIDENT

    def owner(self, request: HttpRequest) -> Owner:
        if self.at_counter:
            return Owner(taken_by_id=request.user.pk)
        return Owner(staff_id=request.user.pk) if self.is_staff else SECRET_ONLY

    def owns(self, request: HttpRequest, application: Application) -> bool:
        """Is it this person's to see here? At the counter for an hour only, by whoever wrote it."""
        if self.at_counter:
            fresh = application.received_at > clock.now() - at_hand.FOR
            return fresh and application.taken_by_id == request.user.pk
        return application.staff_id == self.owner(request).staff_id

    def leads(self, request: HttpRequest, application: Application, secret: str) -> bool:
        """Does the address of the draft, once sent, lead on to what it became? What staff wrote at the counter is the
        applicant's by the paper alone: not by an address that the writer's browser remembers."""
        written_by_applicant = application.taken_by_id is None or "~" in secret
        return self.owns(request, application) and (self.at_counter or written_by_applicant)

    def arrived(self, request: HttpRequest, application: Application, secret: str) -> str:
        """Where the receipt is of what was sent with the draft's secret."""
        if not self.at_counter:
            return self.receipt(tickets.receipt_secret(secret))
        at_hand.keep(request, application.number, secret)
        return self.counter_receipt(application.number)

    def offers(self, version: Version) -> bool:
        """May anybody on this ground begin it here?"""
        return version.procedure.audience == ("staff" if self.is_staff and not self.at_counter else "resident")

    def shows(self, version: Version) -> bool:
        """Has it a page here? What guardians send by their own link is explained to everybody."""
        return self.offers(version) or (version.procedure.audience == "guardian" and not self.is_staff)

    def draft(self, request: HttpRequest, secret: str) -> Draft | None:
        """The draft of that secret; one of the other ground, or of another member of staff, is not there."""
        try:
            return applications.own_draft(secret, owner=self.owner(request))
        except Draft.DoesNotExist as other:
            raise Http404 from other

    def application(self, request: HttpRequest, secret: str) -> Application:
        found = applications.application_by_secret(secret)
        if found is None or found.erased_at or not self.owns(request, found):
            raise Http404
        return found

    # Addresses are put together here and not by reverse(): a form page has many. A test holds the two together.
    def procedure(self, slug: str) -> str:
        return f"{self.base}procedures/{slug}/"

    def start(self, slug: str) -> str:
        return f"{self.base}procedures/{slug}/start/"

    def draft_url(self, secret: str) -> str:
        return f"{self.base}drafts/{secret}/"

    def step(self, secret: str, page_id: str, row: int | None = None) -> str:
        tail = "" if row is None else f"{row + 1}/"
        return f"{self.base}drafts/{secret}/{page_id}/{tail}"

    def remove(self, secret: str, page_id: str, row: int) -> str:
        return f"{self.step(secret, page_id, row)}remove/"

    def check(self, secret: str) -> str:
        return f"{self.base}drafts/{secret}/check/"

    def submit(self, secret: str) -> str:
        return f"{self.base}drafts/{secret}/submit/"

    def later(self, secret: str) -> str:
        return f"{self.base}drafts/{secret}/later/"

    def counter_receipt(self, number: str, tail: str = "") -> str:
        """At the counter: by the number, which opens nothing."""
        return f"{self.base}receipts/{number}/{tail}"

    def receipt(self, secret: str, tail: str = "") -> str:
        return f"{self.base}receipts/{secret}/{tail}"


RESIDENTS = Ground("/", "design/base.html", "/procedures/")
STAFF = Ground("/staff/", "design/staff.html", "/staff/procedures/", is_staff=True)
COUNTER = Ground("/staff/counter/", "design/staff.html", "/staff/counter/", is_staff=True, at_counter=True)
