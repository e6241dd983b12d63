from django.db import migrations, models

from programme.append_only import append_only
from reports.frozen import keep_what_was_published_or_withdrawn


class Migration(migrations.Migration):

    dependencies = [('reports', '0017_discarded_corrections_are_kept')]

    operations = [
        migrations.AddField(
            model_name='report',
            name='full_files',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='report',
            name='leaks',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='report',
            name='releases',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='publishedfile',
            name='is_full',
            field=models.BooleanField(default=False),
        ),
        # SQLite builds the tables anew for their new columns, and loses the triggers.
        *keep_what_was_published_or_withdrawn('full_files', 'leaks', 'releases'),
        *append_only('reports_publishedfile'),
    ]
