from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("receive", "0006_letters_on_paper")]

    operations = [
        migrations.AddField(model_name="application", name="erased_at", field=models.DateTimeField(null=True)),
    ]
