"""When a batch of photographs last changed, and what was tried once without an answer.

Of those that are there the time counts from this migration: none is thrown away earlier than its page said.
"""

import django.utils.timezone
from django.db import migrations, models

OUTCOMES = [
    ("", "まだ"), ("kept", "入れた"), ("known", "もうある"), ("broken", "壊れている"), ("large", "画素が多すぎる"),
    ("unmade", "作り直せない"), ("dropped", "捨てた"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("publish", "0015_photos_made_by_the_worker")]

    operations = [
        migrations.AddField(
            model_name="photobatch",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(model_name="sentphoto", name="tried", field=models.BooleanField(default=False)),
        migrations.AlterField(
            model_name="sentphoto",
            name="outcome",
            field=models.CharField(blank=True, choices=OUTCOMES, default="", max_length=8),
        ),
    ]
