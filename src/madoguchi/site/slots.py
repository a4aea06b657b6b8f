"""What a higher room adds to a lower room's page. One list, so that a template never reaches upwards by itself."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from madoguchi.design.frame import frame as of_the_town


def frame(request: HttpRequest) -> dict[str, object]:
    """What every page's frame needs: the municipality, and whether this is the demo; and the staff's menu."""
    menu = [("/staff/registers/", _("台帳"))]
    return {"frame": of_the_town() | {"staff_menu": menu}}
