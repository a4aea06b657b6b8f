"""取下げ: asked once more, then done."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.receive import actions
from madoguchi.receive.errors import NotPossible
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.receipts import receipt_context


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    application = ground.application(request, secret)
    receipt = ground.receipt(secret)
    if request.method == "POST":
        try:
            actions.withdraw(application=application, by=ground.by(request))
        except NotPossible:
            return redirect(receipt)
        return HttpResponseRedirect(receipt, status=303)
    if not application.is_open:
        return redirect(receipt)
    version = open_version(application.version_id)
    context = receipt_context(request, ground, secret, application, version) | {"receipt": receipt}
    response = render(request, "receive/withdraw.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
