"""In and out: password, passkey, and the code that follows a password."""

from typing import cast

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from madoguchi.people import actions, passkeys, session
from madoguchi.people.address import address_of
from madoguchi.people.audience import audience
from madoguchi.people.forms import CodeForm, PasskeyForm, SignInForm
from madoguchi.people.models import Staff
from madoguchi.people.queries import factors_of
from madoguchi.people.refusals import paused, refused
from madoguchi.people.stages import SecondStep

WRONG = 422


def come_in(request: HttpRequest, staff: Staff, *, way: str, factor: str = "") -> HttpResponse:
    """Onward after a first step that held: to the second one, or inside."""
    request.session["sign_in"] = {"way": way, "factor": factor}
    request.session["sign_in_proof"] = session.proof_of(staff)
    return cast(HttpResponse, perform_login(request, Login(user=staff, redirect_url=_onward(request))))


def _onward(request: HttpRequest) -> str:
    return session.safe_next(request.POST.get("next") or request.GET.get("next", ""))


@audience("public")
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Login and password. Whatever is wrong, the words are the same: they tell nothing about who exists."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            staff = actions.check_password(request=request, address=address_of(request), **form.cleaned_data)
        except actions.Paused as pause:
            return paused(request, pause.until)
        except actions.OneTimePasswordOver:
            actions.note_refused(way="over", login=form.cleaned_data["login"])
            return refused(request, "over")
        if staff:
            return come_in(request, staff, way="password")
    return _door(request, form, wrong=request.method == "POST")


def _door(
    request: HttpRequest, form: SignInForm | None = None, *, wrong: bool = False, way: str = "password"
) -> HttpResponse:
    context = {
        "form": form or SignInForm(),
        "wrong": wrong,
        "next": _onward(request),
        "way": way,
    }
    return render(request, "people/sign_in.html", context, status=WRONG if wrong else 200)


@audience("public")
@never_cache
def passkey(request: HttpRequest) -> HttpResponse:
    """GET: what the browser needs to show a passkey (JSON). POST: what it showed."""
    if request.method != "POST":
        return HttpResponse(passkeys.begin_showing(), content_type="application/json")
    form = PasskeyForm(request.POST)
    try:
        actions.count_try(address=address_of(request))
    except actions.Paused as pause:
        return paused(request, pause.until)
    try:
        shown = passkeys.finish_showing(form.cleaned_data["credential"] if form.is_valid() else "")
    except actions.WrongFactor:
        actions.note_refused(way="passkey", address=address_of(request))
        return _door(request, wrong=True, way="passkey")
    return come_in(request, cast(Staff, shown.user), way="passkey", factor="webauthn")


@audience("public")
@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """The second factor, after a password that held or a provider that showed one factor only."""
    stage = LoginStageController.enter(request, SecondStep.key)
    if stage is None or not stage.login.user or not _still_holds(request, stage.login.user):
        return redirect("people:sign-in")
    staff = cast(Staff, stage.login.user)
    try:
        factor = _shown_factor(request, staff)
    except actions.Paused as pause:
        return paused(request, pause.until)
    if factor is None:
        return _ask(request, staff)
    request.session["sign_in"] = request.session.get("sign_in", {}) | {"factor": factor}
    return cast(HttpResponse, stage.exit())


def _still_holds(request: HttpRequest, staff: Staff) -> bool:
    """Has nobody reset this person, and has the person not left, since the first step?"""
    return staff.active and request.session.get("sign_in_proof") == session.proof_of(staff)


def _shown_factor(request: HttpRequest, staff: Staff) -> str | None:
    """Which factor the request shows, or None."""
    if request.POST.get("credential"):
        actions.count_try(code=str(staff.pk))
        try:
            passkeys.finish_showing(request.POST["credential"], staff)
        except actions.WrongFactor:
            actions.note_refused(way="passkey", staff=staff)
            return None
        return "webauthn"
    form = CodeForm(request.POST)
    return actions.check_code(staff=staff, code=form.cleaned_data["code"]) if form.is_valid() else None


def _ask(request: HttpRequest, staff: Staff) -> HttpResponse:
    kinds = {factor.type for factor in factors_of(staff)}
    context = {
        "wrong": request.method == "POST",
        "has_app": "totp" in kinds,
        "options": passkeys.begin_showing(staff) if "webauthn" in kinds else "",
    }
    return render(request, "people/second_step.html", context, status=WRONG if context["wrong"] else 200)


@audience("staff", unfinished=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    by = session.actor_of(request)
    session.end(request)
    actions.note_sign_out(by=by)
    return redirect("people:sign-in")
