from django.db import migrations


def write_past(apps, schema_editor):
    """Gives meetings and closed days that were entered earlier what their audit events tell."""
    Event = apps.get_model('programme', 'AuditEvent')
    for meeting in apps.get_model('programme', 'Meeting').objects.order_by('pk'):
        events = Event.objects.filter(subject_type='programme.meeting', subject_id=meeting.pk)
        meeting.address, meeting.dated_at = meeting.on.isoformat(), meeting.created_at
        steps = [(meeting.created_at, None)]
        steps += [(meeting.cancelled_at, meeting.cancelled_at)] if meeting.cancelled_at else []
        for version, (at, cancelled_at) in enumerate(steps, start=1):
            meeting.version, meeting.updated_at, meeting.cancelled_at = version, at, cancelled_at
            event = events.filter(at=at).first()
            meeting.updated_by_name = event.by_name if event else 'The system'
            _keep(apps, meeting, event)
        meeting.save()
    for closed in apps.get_model('programme', 'ClosedDay').objects.select_related('body__programme'):
        events = Event.objects.filter(subject_type='programme.closedday', subject_id=closed.pk)
        event = events.order_by('at').first()
        closed.recorded_at = event.at if event else closed.body.programme.created_at
        closed.save()


def _keep(apps, meeting, event):
    past = apps.get_model('programme', 'HistoricalMeeting')
    kept = {field.attname: getattr(meeting, field.attname) for field in meeting._meta.concrete_fields}
    past.objects.create(
        **kept,
        history_date=meeting.updated_at,
        history_type='+' if meeting.version == 1 else '~',
        history_user_id=event and event.by_id,
        history_change_reason=(event.reason if event else '')[:100],
    )


class Migration(migrations.Migration):

    dependencies = [('programme', '0005_meetings_are_moved')]

    operations = [migrations.RunPython(write_past, migrations.RunPython.noop)]
