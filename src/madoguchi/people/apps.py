from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "madoguchi.people"
    label = "people"
    verbose_name = "職員"
    default_auto_field = "django.db.models.BigAutoField"
