"""What stands between a right password and the session."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.people.queries import has_second_factor


class SecondStep(AuthenticateStage):
    """Asks for the second factor of those who have one, unless a passkey or the town's provider has shown two already."""

    urlname = "people:second-step"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        return (redirect(self.urlname), True) if self._should_handle(self.request) else (None, True)

    def _should_handle(self, request: HttpRequest) -> bool:
        shown = request.session.get("sign_in", {}).get("factor")
        return not shown and has_second_factor(self.login.user)
