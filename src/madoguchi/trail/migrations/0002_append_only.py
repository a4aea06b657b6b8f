from django.db import migrations

from madoguchi.trail.append_only import append_only


class Migration(migrations.Migration):
    """The database itself refuses to change or remove an event."""

    dependencies = [("trail", "0001_initial")]

    operations = [append_only(["trail_event"])]
