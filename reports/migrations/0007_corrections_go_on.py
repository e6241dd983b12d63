from django.db import migrations, models

from reports.frozen import keep_what_was_published


class Migration(migrations.Migration):

    dependencies = [('reports', '0006_limits_of_sections')]

    operations = [
        migrations.AddField(
            model_name='report',
            name='taken_out',
            field=models.JSONField(blank=True, default=list),
        ),
        # SQLite builds the table anew for its new column, and loses the triggers.
        *keep_what_was_published('printed_on', 'printed_time', 'taken_out'),
    ]
