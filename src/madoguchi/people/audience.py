"""Every view says who it is for, and what it says is enforced. A house test walks every route."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Literal, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from madoguchi.people import session
from madoguchi.people.models import Staff
from madoguchi.people.queries import roles_anywhere

Audience = Literal["public", "link", "staff", "operator", "api"]
"""public: anybody. link: who holds the secret of the address (the view proves it). staff: a signed-in member of staff.
operator: staff who run the program. api: machines; the view proves its own key."""
View = Callable[..., HttpResponseBase]
AUDIENCES: tuple[Audience, ...] = ("public", "link", "staff", "operator", "api")


def audience(
    who: Audience, roles: Iterable[str] = (), *, unfinished: bool = False, live: bool = False
) -> Callable[[View], View]:
    """Mark a view and keep others out. `roles`: at least one of them, in any office; the view asks for the right office.
    `unfinished`: open also to a person whose own password or second factor is still missing. `live`: the page asks by
    itself whether there is news; that is no use of the session, so it writes nothing and keeps nobody signed in."""
    if who not in AUDIENCES:
        raise ValueError(who)
    needed = {"operator"} if who == "operator" else set(roles)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            touch = not (live and "HX-Request" in request.headers)
            refusal = _refuse(request, needed, unfinished, touch) if who in ("staff", "operator") else None
            response = refusal or view(request, *args, **kwargs)
            if who != "public":
                patch_cache_control(response, no_store=True, private=True)
            return response

        guarded.audience = who  # type: ignore[attr-defined]
        guarded.roles = frozenset(needed)  # type: ignore[attr-defined]
        return guarded

    return mark


def _refuse(request: HttpRequest, needed: set[str], unfinished: bool, touch: bool) -> HttpResponse | None:
    if not session.is_alive(request, touch=touch):
        return ask_to_sign_in(request)
    if not unfinished and (first := session.what_is_missing(request)):
        return redirect(first)
    if needed and not needed & roles_anywhere(cast(Staff, request.user)):
        return render(request, "people/no_role.html", {"needed": sorted(needed)}, status=403)
    return None


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A visit goes to the sign-in page; what somebody had typed is shown so that it is not lost."""
    if "HX-Request" in request.headers:  # a part of a page asked: the whole page goes to the sign-in page
        back = session.next_query(request.headers.get("HX-Current-URL", "/staff/"))
        return HttpResponse(status=401, headers={"HX-Redirect": f"/staff/sign-in/?{back}"})
    if request.method in ("GET", "HEAD"):
        return redirect(f"/staff/sign-in/?{session.next_query(request.get_full_path())}")
    typed = [(name, text) for name, texts in request.POST.lists() for text in texts]
    kept = [text for name, text in typed if text.strip() and name != "csrfmiddlewaretoken" and len(text) > 3]
    again = session.next_query(request.headers.get("Referer", "/staff/"))
    return render(request, "people/session_over.html", {"kept": kept, "again": again}, status=401)
