from django.apps import AppConfig


class PublishConfig(AppConfig):
    name = "madoguchi.publish"
    label = "publish"
    verbose_name = "公開"
    default_auto_field = "django.db.models.BigAutoField"
