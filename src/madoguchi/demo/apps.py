from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The fictional ward. Installed only when MADOGUCHI_DEMO=1."""

    name = "madoguchi.demo"
    label = "demo"
