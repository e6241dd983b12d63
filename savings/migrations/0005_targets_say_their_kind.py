from django.db import migrations, models

from programme.append_only import append_only, kept_entries

# Rows that are there stay as they are: nobody knows of which somebody had said so.

class Migration(migrations.Migration):

    dependencies = [
        ('savings', '0004_ends_changes_and_one_off_targets'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicaltarget',
            name='kind',
            field=models.CharField(choices=[('permanent', 'Permanent'), ('one_off', 'One-off')], max_length=12, verbose_name='permanent or one-off'),
        ),
        migrations.AlterField(
            model_name='target',
            name='kind',
            field=models.CharField(choices=[('permanent', 'Permanent'), ('one_off', 'One-off')], max_length=12, verbose_name='permanent or one-off'),
        ),
        # SQLite builds the tables anew, and loses their triggers.
        *append_only('savings_historicaltarget'),
        *kept_entries('savings_target'),
    ]
