from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The fictional ward. Installed only when MADOGUCHI_DEMO=1."""

    name = "madoguchi.demo"
    label = "demo"

    def ready(self) -> None:
        from madoguchi.demo.fetched import write_again
        from madoguchi.trail.recurring import every

        every("demo-booking-system", write_again, minutes=15)
