from django.db import migrations


def write_past(apps, schema_editor):
    """Gives meetings and closed days that were entered earlier what their audit events tell."""
    for meeting in apps.get_model('programme', 'Meeting').objects.order_by('pk'):
        _write_meeting(apps, meeting)
    days = apps.get_model('programme', 'ClosedDay').objects
    for closed in days.select_related('body__programme'):
        days.filter(pk=closed.pk).update(recorded_at=entered_at(apps, closed))


def _write_meeting(apps, meeting):
    meeting.address, meeting.dated_at = meeting.on.isoformat(), meeting.created_at
    steps = [(meeting.created_at, None)]
    steps += [(meeting.cancelled_at, meeting.cancelled_at)] if meeting.cancelled_at else []
    for version, (at, cancelled_at) in enumerate(steps, start=1):
        event = _events(apps, meeting).filter(at=at).first()
        meeting.version, meeting.updated_at, meeting.cancelled_at = version, at, cancelled_at
        meeting.updated_by_name = event.by_name if event else 'The system'
        kept = {field.attname: getattr(meeting, field.attname) for field in meeting._meta.fields}
        apps.get_model('programme', 'HistoricalMeeting').objects.create(
            **kept,
            history_date=at,
            history_type='+' if version == 1 else '~',
            history_user_id=event and event.by_id,
            history_change_reason=(event.reason if event else '')[:100],
        )
    del kept['id']
    apps.get_model('programme', 'Meeting').objects.filter(pk=meeting.pk).update(**kept)


def entered_at(apps, closed):
    """When a closed day was entered: its event says; without one, with its programme."""
    event = _events(apps, closed).order_by('at').first()
    return event.at if event else closed.body.programme.created_at


def _events(apps, row):
    of_row = {'subject_type': row._meta.label_lower, 'subject_id': row.pk}
    return apps.get_model('programme', 'AuditEvent').objects.filter(**of_row)


class Migration(migrations.Migration):

    dependencies = [('programme', '0005_meetings_are_moved')]

    operations = [migrations.RunPython(write_past, migrations.RunPython.noop)]
