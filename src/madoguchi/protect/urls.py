from django.urls import path, register_converter

from madoguchi.protect.views import access, desk, matching


class DeedConverter:
    """What the desk does with one shield."""

    regex = "|".join(desk.DEEDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PartConverter:
    """A part of a record: applicant, child[0]."""

    regex = r"[a-z0-9-]+(?:\[[0-9]+\])?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DeedConverter, "deed")
register_converter(PartConverter, "part")

app_name = "protect"
urlpatterns = [
    path("staff/shields/", desk.overview, name="shields"),
    path("staff/shields/new/", desk.new, name="new-shield"),
    path("staff/shields/alarms/<int:alarm>/", desk.seen, name="alarm"),
    path("staff/shields/matching/", matching.matching, name="matching"),
    path("staff/shields/matching/<uuid:record>/<part:part>/", matching.settle, name="settle"),
    path("staff/shields/<uuid:shield>/", desk.one, name="shield"),
    path("staff/shields/<uuid:shield>/<deed:deed>/", desk.act, name="deed"),
    path("staff/access/", access.mine, name="access"),
]
