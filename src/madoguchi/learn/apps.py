from django.apps import AppConfig


class LearnConfig(AppConfig):
    name = "madoguchi.learn"
    label = "learn"
    verbose_name = "学び"
    default_auto_field = "django.db.models.BigAutoField"
