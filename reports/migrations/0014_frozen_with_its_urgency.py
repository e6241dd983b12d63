from django.db import migrations

from reports.frozen import keep_what_was_published


class Migration(migrations.Migration):

    dependencies = [('reports', '0013_two_languages')]

    # By what a late report was urgent, and when, is frozen with the files of both languages.
    operations = keep_what_was_published(
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
    )
