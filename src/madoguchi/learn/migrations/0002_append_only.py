from django.db import migrations

from madoguchi.trail.append_only import append_only


class Migration(migrations.Migration):
    """An ask and what was said about it are written once: the database refuses to change them."""

    dependencies = [("learn", "0001_tables"), ("trail", "0002_append_only")]

    operations = [append_only(["learn_enteredask", "learn_statement"])]
