from django.apps import AppConfig


class ReceiveConfig(AppConfig):
    name = "madoguchi.receive"
    label = "receive"
    verbose_name = "受付"
    default_auto_field = "django.db.models.BigAutoField"
