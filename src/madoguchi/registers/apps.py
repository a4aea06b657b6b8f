from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "madoguchi.registers"
    label = "registers"
    verbose_name = "台帳"
    default_auto_field = "django.db.models.BigAutoField"
