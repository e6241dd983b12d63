from django.db import migrations, models

from programme.append_only import append_only, kept_entries

# Rows that are there stay as they are: nobody knows of which somebody had said so.

class Migration(migrations.Migration):

    dependencies = [
        ('equality', '0003_child_rows_are_kept'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalplanaction',
            name='state',
            field=models.CharField(choices=[('not_recorded', 'Not recorded'), ('not_started', 'Not started'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Dropped'), ('reopened', 'Reopened')], default='not_recorded', editable=False, max_length=20, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='planaction',
            name='state',
            field=models.CharField(choices=[('not_recorded', 'Not recorded'), ('not_started', 'Not started'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Dropped'), ('reopened', 'Reopened')], default='not_recorded', editable=False, max_length=20, verbose_name='status'),
        ),
        # SQLite builds the tables anew, and loses their triggers.
        *append_only('equality_historicalplanaction'),
        *kept_entries('equality_planaction'),
    ]
