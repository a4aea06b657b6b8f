from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "madoguchi.trail"
    label = "trail"
    verbose_name = "足あと"
    default_auto_field = "django.db.models.BigAutoField"
