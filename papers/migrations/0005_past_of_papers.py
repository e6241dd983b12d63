"""Papers that are there begin their history with the moment at which they were started."""

from django.db import migrations


def begin_history(apps, schema_editor):
    model, history = (apps.get_model('papers', name) for name in ('Paper', 'HistoricalPaper'))
    event = apps.get_model('programme', 'AuditEvent')
    for paper in model.objects.order_by('pk'):
        about = {'subject_type': 'papers.paper', 'subject_id': paper.pk}
        started = event.objects.filter(**about).order_by('at', 'id').first()
        began = {
            'updated_at': paper.created_at,
            'updated_by_id': started.by_id if started else None,
            'updated_by_name': started.by_name if started else 'The system',
        }
        model.objects.filter(pk=paper.pk).update(**began)
        kept = {one.attname: getattr(paper, one.attname) for one in model._meta.concrete_fields}
        history.objects.create(
            **kept | began,
            history_date=paper.created_at,
            history_type='+',
            history_user_id=began['updated_by_id'],
            history_change_reason='',
        )


class Migration(migrations.Migration):

    dependencies = [('papers', '0004_papers_have_a_past')]

    operations = [migrations.RunPython(begin_history, migrations.RunPython.noop)]
