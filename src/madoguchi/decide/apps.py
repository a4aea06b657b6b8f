from django.apps import AppConfig


class DecideConfig(AppConfig):
    name = "madoguchi.decide"
    label = "decide"
    verbose_name = "審査"
    default_auto_field = "django.db.models.BigAutoField"
