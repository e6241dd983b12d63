from django.db import migrations

READ = {'title': str, 'sections': lambda words: words.split(', '), 'lead_days': int}


def write_printed_dates(apps, schema_editor):
    """Reports that were drawn up have their meeting's date on the first page: none was moved yet."""
    for report in apps.get_model('reports', 'Report').objects.exclude(drawn_at=None).iterator():
        apps.get_model('reports', 'Report').objects.filter(pk=report.pk).update(
            printed_on=report.meeting.on
        )


def write_past_definitions(apps, schema_editor):
    """Gives definitions that were entered earlier the past that their audit events tell."""
    Event = apps.get_model('programme', 'AuditEvent')
    for definition in apps.get_model('reports', 'ReportDefinition').objects.order_by('pk'):
        events = Event.objects.filter(
            subject_type='reports.reportdefinition', subject_id=definition.pk
        ).order_by('at', 'id')
        kept = {f.attname: getattr(definition, f.attname) for f in definition._meta.concrete_fields}
        if not events:
            _keep(apps, kept, definition.created_at, None)
        for version, event in enumerate(events, start=1):
            for change in event.changes:
                if change['field'] in READ:
                    kept[change['field']] = READ[change['field']](change['now'])
            kept['retired_at'] = event.at if event.verb == 'ended the report' else None
            kept |= {'version': version, 'updated_at': event.at, 'updated_by_name': event.by_name}
            _keep(apps, kept, event.at, event)
        last = max(len(events), definition.version)
        type(definition).objects.filter(pk=definition.pk).update(version=last)


def _keep(apps, kept, at, event):
    apps.get_model('reports', 'HistoricalReportDefinition').objects.create(
        **kept,
        history_date=at,
        history_type='~' if kept['version'] > 1 else '+',
        history_user_id=event and event.by_id,
        history_change_reason=(event.reason if event else '')[:100],
    )


class Migration(migrations.Migration):

    dependencies = [('reports', '0002_what_was_printed')]

    operations = [
        migrations.RunPython(write_printed_dates, migrations.RunPython.noop),
        migrations.RunPython(write_past_definitions, migrations.RunPython.noop),
    ]
