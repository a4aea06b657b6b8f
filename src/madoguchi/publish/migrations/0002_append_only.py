from django.db import migrations

from madoguchi.trail.append_only import append_only


class Migration(migrations.Migration):
    """What a person said, and what an office's first file counted, is written once: the database refuses to change it."""

    dependencies = [("publish", "0001_uploads_checks_and_choices"), ("trail", "0002_append_only")]

    operations = [append_only(["publish_choice", "publish_firstcount"])]
