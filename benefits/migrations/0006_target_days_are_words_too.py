from django.db import migrations

from programme.formats import day


def days_in_words(apps, schema_editor):
    """Writes out the days of rows that have no words yet; their history stays as it was."""
    benefits = apps.get_model('benefits', 'Benefit').objects
    rows = benefits.filter(target_by='', target_on__isnull=False)
    for found in rows.order_by().values_list('target_on', flat=True).distinct():
        rows.filter(target_on=found).update(target_by=day(found))


class Migration(migrations.Migration):

    dependencies = [('benefits', '0005_target_by_in_words')]

    operations = [migrations.RunPython(days_in_words, migrations.RunPython.noop)]
