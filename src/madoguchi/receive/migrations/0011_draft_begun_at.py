from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('receive', '0010_written_at_the_counter'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='begun_at',
            field=models.DateTimeField(null=True),
        ),
    ]
