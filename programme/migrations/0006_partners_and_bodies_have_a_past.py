"""Partners and bodies that are there begin their history with the day on which they were added."""

from django.db import migrations


def begin_history(apps, schema_editor):
    event = apps.get_model('programme', 'AuditEvent')
    for name in ('Partner', 'Body'):
        model = apps.get_model('programme', name)
        history = apps.get_model('programme', f'Historical{name}')
        kept = {field.attname for field in model._meta.concrete_fields}
        for row in model.objects.select_related('programme').order_by('pk'):
            about = {'subject_type': f'programme.{name.lower()}', 'subject_id': row.pk}
            added = event.objects.filter(**about).order_by('at', 'id').first()
            row.created_at = row.updated_at = added.at if added else row.programme.created_at
            row.updated_by_id = added.by_id if added else None
            row.updated_by_name = added.by_name if added else 'The system'
            row.save()
            history.objects.create(
                **{attname: getattr(row, attname) for attname in kept},
                history_date=row.created_at,
                history_type='+',
                history_user_id=row.updated_by_id,
                history_change_reason='',
            )


class Migration(migrations.Migration):

    dependencies = [('programme', '0005_partners_and_bodies_change')]

    operations = [migrations.RunPython(begin_history, migrations.RunPython.noop)]
