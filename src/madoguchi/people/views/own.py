"""A person's own pages: roles, password, second factors. What changes them needs a sign-in of the last minutes."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from madoguchi.people import actions, passkeys, session
from madoguchi.people.audience import audience
from madoguchi.people.forms import CodeForm, NewPasswordForm, PasskeyForm
from madoguchi.people.models import Staff
from madoguchi.people.qr import picture_of
from madoguchi.people.queries import factors_of, grants_of, recovery_codes_of

WRONG = 422
View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """A page of one's own sign-in: for the person just signed in; others sign in again first, and come back here."""

    @audience("staff", unfinished=True)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not session.is_recent(request) or not session.has_shown_all(request):
            return redirect(f"/staff/sign-in/again/?{session.next_query(request.path)}")
        return view(request, *args, **kwargs)

    return cast(View, guarded)


@audience("staff", unfinished=True)
def again(request: HttpRequest) -> HttpResponse:
    """Ends the session, on the person's own click, to begin a fresh one."""
    onward = session.safe_next(request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return render(request, "people/again.html", {"next": onward})
    by = session.actor_of(request)
    session.end(request)
    actions.note_sign_out(by=by)
    return redirect(f"/staff/sign-in/?{session.next_query(onward)}")


@audience("staff")
def me(request: HttpRequest) -> HttpResponse:
    staff = cast(Staff, request.user)
    grants = grants_of(staff)
    is_operator = any(grant.role == "operator" for grant in grants)
    context = {"grants": grants, "factors": factors_of(staff), "is_operator": is_operator, "page": "me"}
    return render(request, "people/me.html", context)


@own_page
@sensitive_post_parameters("password", "again")
def password(request: HttpRequest) -> HttpResponse:
    """One's own new password; after a one-time password it is the first thing to do."""
    staff = cast(Staff, request.user)
    form = NewPasswordForm(staff, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_password(staff=staff, password=form.cleaned_data["password"], by=session.actor_of(request))
        update_session_auth_hash(request, staff)
        return redirect(session.what_is_missing(request) or "people:me")
    return render(request, "people/password.html", {"form": form}, status=WRONG if form.is_bound else 200)


@own_page
def factors(request: HttpRequest) -> HttpResponse:
    """The second factors that there are, and what can be added."""
    return _factors(request)


def _factors(request: HttpRequest, *, last: bool = False) -> HttpResponse:
    staff = cast(Staff, request.user)
    codes, kept = recovery_codes_of(staff)
    context = {
        "factors": factors_of(staff),
        "codes": codes,
        "kept": kept,
        "last": last,
        "needed": not settings.MADOGUCHI_DEMO and not request.session.get("factor"),
    }
    return render(request, "people/factors.html", context, status=WRONG if last else 200)


@own_page
@sensitive_post_parameters("code")
def totp(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app. The secret waits in the session until a code proves that the app has it."""
    staff = cast(Staff, request.user)
    secret = request.session.setdefault("new_totp", generate_totp_secret())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_totp(staff=staff, secret=secret, code=form.cleaned_data["code"], by=session.actor_of(request))
        except actions.WrongFactor:
            pass
        else:
            del request.session["new_totp"]
            return _added(request, "totp")
    link = get_adapter().build_totp_url(staff, secret)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    context = {"picture": picture_of(link), "link": link, "secret": groups, "wrong": form.is_bound}
    return render(request, "people/totp.html", context, status=WRONG if form.is_bound else 200)


@own_page
def passkey(request: HttpRequest) -> HttpResponse:
    """Set up a passkey."""
    staff = cast(Staff, request.user)
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"] or "passkey"
        try:
            credential = passkeys.finish_adding(form.cleaned_data["credential"])
            actions.add_passkey(staff=staff, name=name, credential=credential, by=session.actor_of(request))
        except actions.WrongFactor:
            pass
        else:
            return _added(request, "webauthn")
    context = {"options": passkeys.begin_adding(staff), "wrong": form.is_bound, "form": form}
    return render(request, "people/passkey.html", context, status=WRONG if form.is_bound else 200)


def _added(request: HttpRequest, kind: str) -> HttpResponse:
    """The session has shown the new factor; the recovery codes come next while nobody has written them down."""
    request.session["factor"] = request.session.get("factor") or kind
    _, kept = recovery_codes_of(cast(Staff, request.user))
    return redirect("people:factors" if kept else "people:codes")


@own_page
@require_POST
def remove(request: HttpRequest, factor_id: int) -> HttpResponse:
    try:
        actions.remove_factor(staff=cast(Staff, request.user), factor_id=factor_id, by=session.actor_of(request))
    except actions.LastFactor:
        return _factors(request, last=True)
    return redirect("people:factors")


@own_page
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes: shown until the person says that they are written down; then only made anew."""
    staff = cast(Staff, request.user)
    if request.method == "POST":
        act = actions.new_codes if request.POST.get("new") else actions.keep_codes
        act(staff=staff, by=session.actor_of(request))
        return redirect("people:codes" if request.POST.get("new") else "people:factors")
    left, kept = recovery_codes_of(staff)
    return redirect("people:factors") if kept or not left else render(request, "people/codes.html", {"codes": left})
