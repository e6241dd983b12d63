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
            began = {
                'created_at': added.at if added else row.programme.created_at,
                'updated_by_id': added.by_id if added else None,
                'updated_by_name': added.by_name if added else 'The system',
            }
            began['updated_at'] = began['created_at']
            model.objects.filter(pk=row.pk).update(**began)
            history.objects.create(
                **{attname: getattr(row, attname) for attname in kept} | began,
                history_date=began['created_at'],
                history_type='+',
                history_user_id=began['updated_by_id'],
                history_change_reason='',
            )


class Migration(migrations.Migration):

    dependencies = [('programme', '0008_partners_and_bodies_change')]

    operations = [migrations.RunPython(begin_history, migrations.RunPython.noop)]
