from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learn', '0004_counted_by'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='daily',
            name='learn_daily_once',
        ),
        migrations.AddField(
            model_name='daily',
            name='taken',
            field=models.CharField(blank=True, default='', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='daily',
            constraint=models.UniqueConstraint(fields=('verb', 'day', 'procedure', 'office', 'channel', 'part', 'version', 'taken'), name='learn_daily_once'),
        ),
    ]
