from django.db import migrations

from programme.formats import day


def write(model, name):
    """Writes out the days of rows that have no words yet; their history stays as it was."""
    on = f'{name}_on'
    rows = model.objects.filter(**{name: '', f'{on}__isnull': False})
    for found in rows.order_by().values_list(on, flat=True).distinct():
        rows.filter(**{on: found}).update(**{name: day(found)})


def days_in_words(apps, schema_editor):
    write(apps.get_model('risks', 'Risk'), 'review')
    write(apps.get_model('risks', 'Mitigation'), 'due')


class Migration(migrations.Migration):

    dependencies = [('risks', '0007_reviews_and_mitigations_in_words')]

    operations = [migrations.RunPython(days_in_words, migrations.RunPython.noop)]
