from django.db import migrations, models

from reports.frozen import keep_what_was_published


class Migration(migrations.Migration):

    dependencies = [('reports', '0014_frozen_with_its_urgency')]

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
        # SQLite builds the table anew for its new columns, and loses the triggers.
        *keep_what_was_published(
            'printed_on',
            'printed_time',
            'taken_out',
            'corrected_words',
            'docx_name',
            'docx_sha256',
            'docx_bytes',
            'further_files',
            'urgency_kind',
            'urgency_given_on',
            'full_files',
            'leaks',
            'releases',
        ),
    ]
