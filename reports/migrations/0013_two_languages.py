from django.db import migrations, models

from reports.frozen import keep_what_was_published


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0012_urgent_by_the_rules_of_the_body'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='further_files',
            field=models.JSONField(blank=True, default=dict),
        ),
        # SQLite builds the table anew for its new column, and loses the triggers.
        *keep_what_was_published(
            'printed_on',
            'printed_time',
            'taken_out',
            'corrected_words',
            'docx_name',
            'docx_sha256',
            'docx_bytes',
            'further_files',
        ),
    ]
