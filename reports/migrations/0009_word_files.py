from django.db import migrations, models

from reports.frozen import keep_what_was_published


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0008_what_people_write'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='docx_name',
            field=models.CharField(blank=True, default='', max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='report',
            name='docx_sha256',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='report',
            name='docx_bytes',
            field=models.PositiveIntegerField(null=True),
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
        ),
    ]
