from django.db import migrations, models

from programme.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [('programme', '0014_withdrawals_are_taken_back')]

    operations = [
        migrations.AddField(
            model_name='mistake',
            name='reversed_by',
            field=models.BigIntegerField(blank=True, null=True),
        ),
        # SQLite builds the table anew for its new column, and loses the triggers.
        *append_only('programme_mistake'),
    ]
