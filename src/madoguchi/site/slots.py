"""What a higher room adds to a lower room's page. One list, so that a template never reaches upwards by itself."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from madoguchi.design.frame import frame as of_the_town
from madoguchi.learn.definitions import definitions
from madoguchi.people.models import Staff
from madoguchi.people.queries import roles_anywhere
from madoguchi.receive.views.counter import ROLES as COUNTER_ROLES


def frame(request: HttpRequest) -> dict[str, object]:
    """What every page's frame needs: the municipality, whether this is the demo, and what a member of staff may go to."""
    return {"frame": of_the_town() | {"staff_menu": lambda: staff_menu(request), "follows_up": follows_up}}


def follows_up() -> bool:
    """Does the town follow up recommendations? Then the menu leads there."""
    return definitions().report is not None


def staff_menu(request: HttpRequest) -> list[tuple[str, str]]:
    """(address, words) beyond the queue and the search; only asked for where the frame of staff pages is drawn."""
    user = getattr(request, "user", None)
    if not isinstance(user, Staff):
        return []
    held = roles_anywhere(user)
    entries = [
        ("/staff/approvals/", _("承認"), {"reviewer", "manager", "protector"}),
        ("/staff/shields/", _("支援措置"), {"protector"}),
    ]
    data = [("/staff/data/", _("データ")), ("/staff/data/releases/", _("公開する版"))]
    bringing = data if held & {"clerk", "reviewer", "manager", "publisher"} else []
    own = [(address, words) for address, words, needed in entries if held & needed]
    progress = [("/staff/progress/", _("提言の進み具合"))] if "manager" in held else []
    counter = [("/staff/counter/", _("窓口で受け付ける"))] if held & COUNTER_ROLES else []
    return [*counter, ("/staff/registers/", _("台帳")), *bringing, *progress, *own]
