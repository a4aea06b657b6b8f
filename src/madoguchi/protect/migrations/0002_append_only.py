from django.db import migrations

from madoguchi.trail.append_only import append_only


class Migration(migrations.Migration):
    """The access log is written once: the database itself refuses to change or remove a reading."""

    dependencies = [("protect", "0001_initial"), ("trail", "0002_append_only")]

    operations = [append_only(["protect_reading", "protect_readingitem"])]
