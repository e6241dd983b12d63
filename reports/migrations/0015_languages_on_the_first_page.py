from django.db import migrations, models

from reports.frozen import keep_what_was_published


def write_languages(apps, schema_editor):
    """Reports that were drawn up say in their content in which languages they are."""
    Report = apps.get_model('reports', 'Report')
    drawn = Report.objects.exclude(content=None)
    for name in ('language', 'second'):
        for pk in drawn.filter(content__heading__has_key=name).values_list('pk', flat=True):
            heading = Report.objects.values_list('content__heading', flat=True).get(pk=pk)
            said = {key: heading[key] for key in ('language', 'second') if key in heading}
            Report.objects.filter(pk=pk).update(printed_languages=said)


class Migration(migrations.Migration):

    dependencies = [('reports', '0014_frozen_with_its_urgency')]

    operations = [
        migrations.AddField(
            model_name='report',
            name='printed_languages',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunPython(write_languages, migrations.RunPython.noop),
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
            'urgency_kind',
            'urgency_given_on',
            'printed_languages',
        ),
    ]
