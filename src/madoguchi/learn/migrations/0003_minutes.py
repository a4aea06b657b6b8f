from django.db import migrations, models


def count_anew(apps, schema_editor):
    """The cases that were there before have no minutes yet: the next hour counts everything once more."""
    for name in ("Daily", "CaseLine", "Cursor"):
        apps.get_model("learn", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("learn", "0002_append_only")]

    operations = [
        migrations.AddField(model_name="caseline", name="minutes", field=models.IntegerField(null=True)),
        migrations.RunPython(count_anew, migrations.RunPython.noop, elidable=True),
    ]
