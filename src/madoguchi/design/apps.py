from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "madoguchi.design"
    label = "design"
    verbose_name = "見た目"
    default_auto_field = "django.db.models.BigAutoField"
