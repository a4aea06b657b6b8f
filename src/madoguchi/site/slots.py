"""What a higher room adds to a lower room's page. One list, so that a template never reaches upwards by itself."""

from django.http import HttpRequest

from madoguchi.design.frame import frame as of_the_town


def frame(request: HttpRequest) -> dict[str, object]:
    """What every page's frame needs: the municipality, and whether this is the demo."""
    return {"frame": of_the_town()}
