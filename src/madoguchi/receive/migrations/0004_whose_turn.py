from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("receive", "0003_a_correction_set_aside")]

    operations = [
        migrations.AddField(model_name="draft", name="turn", field=models.PositiveIntegerField(default=0)),
    ]
