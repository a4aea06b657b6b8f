"""On which ground a form stands: the residents' (no session at all) or the staff's (signed in, the staff frame)."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from madoguchi.declare.versions import Version
from madoguchi.people import actor_of
from madoguchi.receive.models import Application, Draft
from madoguchi.receive.queries import applications
from madoguchi.trail.actor import RESIDENT, Actor


@dataclass(frozen=True)
class Ground:
    base: str  # what every address of this ground begins with
    frame: str  # the template of the frame
    is_staff: bool = False

    def by(self, request: HttpRequest) -> Actor:
        return actor_of(request) if self.is_staff else RESIDENT

    def staff_id(self, request: HttpRequest) -> int | None:
        return request.user.pk if self.is_staff else None

    def offers(self, version: Version) -> bool:
        """May anybody on this ground begin it here?"""
        return version.procedure.audience == ("staff" if self.is_staff else "resident")

    def shows(self, version: Version) -> bool:
        """Has it a page here? What guardians send by their own link is explained to everybody."""
        return self.offers(version) or (version.procedure.audience == "guardian" and not self.is_staff)

    def draft(self, request: HttpRequest, secret: str) -> Draft | None:
        """The draft of that secret; one of the other ground, or of another member of staff, is not there."""
        try:
            return applications.own_draft(secret, staff_id=self.staff_id(request))
        except Draft.DoesNotExist as other:
            raise Http404 from other

    def application(self, request: HttpRequest, secret: str) -> Application:
        found = applications.application_by_secret(secret)
        if found is None or found.staff_id != self.staff_id(request) or found.erased_at:
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

    def receipt(self, secret: str, tail: str = "") -> str:
        return f"{self.base}receipts/{secret}/{tail}"


RESIDENTS = Ground("/", "design/base.html")
STAFF = Ground("/staff/", "design/staff.html", is_staff=True)
