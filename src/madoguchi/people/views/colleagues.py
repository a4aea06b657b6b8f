"""The operator's pages: who works here, with which roles; somebody comes, changes, forgets, leaves, returns."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from madoguchi.people import actions, session
from madoguchi.people.audience import ask_to_sign_in, audience
from madoguchi.people.forms import NewStaffForm, RoleForm
from madoguchi.people.models import ROLES, Staff
from madoguchi.people.queries import everybody as colleagues
from madoguchi.people.queries import factors_of, grants_of, offices_of, open_offices

HERE = "/staff/people/"
ALL, GONE = "all", "gone"
WRONG = 422
View = Callable[..., HttpResponse]


def operators_page(view: View) -> View:
    """What lies open on a screen in the evening gives nobody a role: a page opens within ten minutes of signing in, and what is
    sent from it must come within half an hour."""

    @audience("operator")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not session.is_recent(request, session.IDLE):
            session.end(request)
            return ask_to_sign_in(request)
        if request.method != "POST" and not session.is_recent(request):
            return redirect(f"/staff/sign-in/again/?{session.next_query(request.path)}")
        return view(request, *args, **kwargs)

    return cast(View, guarded)


@audience("operator")
def everybody(request: HttpRequest) -> HttpResponse:
    """The staff of one's own office first; of another, of all, or those who have left."""
    offices = open_offices()
    known = {one.pk for one in offices}
    own = sorted(offices_of(cast(Staff, request.user)) & known)
    asked = request.GET.get("office", own[0] if own else ALL)
    asked = asked if asked in known | {GONE} else ALL
    found = colleagues(office=asked if asked in known else "", gone=asked == GONE)
    return render(request, "people/everybody.html", {"here": HERE, "offices": offices, "asked": asked, "people": found})


@operators_page
def add(request: HttpRequest) -> HttpResponse:
    """Somebody new, with a first role. The one-time password is shown by the answer itself, and never again."""
    form = NewStaffForm(request.POST or None)
    if not form.is_valid():
        context = {"here": HERE, "form": form, "roles": ROLES}
        return render(request, "people/add.html", context, status=WRONG if form.is_bound else 200)
    typed = form.cleaned_data
    typed["valid_to"] = typed.pop("until")
    staff, password = actions.take_on(by=session.actor_of(request), **typed)
    return _once(request, staff, password)


@operators_page
def person(request: HttpRequest, staff_id: int) -> HttpResponse:
    return _person(request, _staff(staff_id))


def _person(request: HttpRequest, staff: Staff, form: RoleForm | None = None, trouble: str = "") -> HttpResponse:
    context = {
        "here": HERE,
        "staff": staff,
        "is_own": staff == request.user,
        "grants": grants_of(staff),
        "factors": factors_of(staff),
        "form": form or RoleForm(),
        "roles": ROLES,
        "trouble": trouble,
    }
    return render(request, "people/person.html", context, status=WRONG if form or trouble else 200)


@operators_page
@require_POST
def grant(request: HttpRequest, staff_id: int) -> HttpResponse:
    staff, form = _staff(staff_id, active=True), RoleForm(request.POST)
    if not form.is_valid():
        return _person(request, staff, form)
    office, role, until = (form.cleaned_data[name] for name in ("office", "role", "until"))
    try:
        actions.grant_role(staff=staff, office=office, role=role, valid_to=until, by=session.actor_of(request))
    except actions.RoleError:
        return _person(request, staff, trouble=_not_for_oneself())
    return redirect("people:person", staff_id=staff_id)


@operators_page
@require_POST
def end(request: HttpRequest, staff_id: int, grant_id: int) -> HttpResponse:
    """At once; that it was held stays written. One that has ended already stays as it ended."""
    staff = _staff(staff_id)
    held = next((one for one in grants_of(staff) if one.pk == grant_id), None)
    return _act(request, staff, lambda by: held and actions.end_role(grant=held, by=by))


@operators_page
@require_POST
def remove(request: HttpRequest, staff_id: int) -> HttpResponse:
    staff = _staff(staff_id)
    return _act(request, staff, lambda by: actions.deactivate_staff(staff=staff, by=by))


def _act(request: HttpRequest, staff: Staff, act: Callable[[Any], object]) -> HttpResponse:
    try:
        act(session.actor_of(request))
    except (actions.OwnAccount, actions.RoleError):
        return _person(request, staff, trouble=_not_for_oneself())
    return redirect("people:person", staff_id=staff.pk)


@operators_page
@require_POST
def reset(request: HttpRequest, staff_id: int) -> HttpResponse:
    """A one-time password; with the box ticked the second factors go too."""
    staff, factors = _staff(staff_id, active=True), bool(request.POST.get("factors"))
    try:
        password = actions.reset_staff(staff=staff, factors=factors, by=session.actor_of(request))
    except actions.OwnAccount:
        return _person(request, staff, trouble=_not_for_oneself())
    return _once(request, staff, password)


@operators_page
@require_POST
def bring_back(request: HttpRequest, staff_id: int) -> HttpResponse:
    staff = _staff(staff_id, active=False)
    return _once(request, staff, actions.bring_back(staff=staff, by=session.actor_of(request)))


def _once(request: HttpRequest, staff: Staff, password: str) -> HttpResponse:
    return render(request, "people/once.html", {"here": HERE, "staff": staff, "password": password})


def _staff(staff_id: int, **more: bool) -> Staff:
    return get_object_or_404(Staff, pk=staff_id, **more)


def _not_for_oneself() -> str:
    return _("自分の役割とサインインは、自分では変えられません。ほかの運用担当に頼んでください。")
