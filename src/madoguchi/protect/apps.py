from django.apps import AppConfig


class ProtectConfig(AppConfig):
    name = "madoguchi.protect"
    label = "protect"
    verbose_name = "保護"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from madoguchi.protect.personal import guard_logging

        guard_logging()
