from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The composition root: when every room is there, the hand-overs and the recurring work are listed."""

    name = "madoguchi.site"
    label = "site"

    def ready(self) -> None:
        from madoguchi.site import clock, flow

        flow.connect()
        clock.connect()
