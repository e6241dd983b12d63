from django.db import migrations, models

from programme.append_only import Forbid, append_only

ANOTHER_DAY = (
    'OLD.ended_at IS NOT NULL OR OLD."on" <> NEW."on" OR OLD.reason <> NEW.reason '
    "OR OLD.recorded_at <> NEW.recorded_at OR OLD.body_id IS DISTINCT FROM NEW.body_id "
    "OR OLD.host_id IS DISTINCT FROM NEW.host_id"
)
DAYS_ARE_KEPT = "a closed day stays on record, and is undone once"


class Migration(migrations.Migration):

    dependencies = [('programme', '0006_meetings_have_a_past')]

    operations = [
        migrations.AlterField(
            model_name='closedday',
            name='recorded_at',
            field=models.DateTimeField(editable=False),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='address',
            field=models.CharField(editable=False, max_length=20),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='dated_at',
            field=models.DateTimeField(editable=False),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='updated_at',
            field=models.DateTimeField(editable=False),
        ),
        migrations.AddConstraint(
            model_name='closedday',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('body', 'on'), name='closed_day_once', violation_error_message='This day is entered already.'),
        ),
        migrations.AddConstraint(
            model_name='closedday',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('host', 'on'), name='closed_day_of_a_host_once', violation_error_message='This day is entered already.'),
        ),
        migrations.AddConstraint(
            model_name='closedday',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('host__isnull', False)), models.Q(('body__isnull', False), ('host', None)), _connector='OR'), name='closed_day_of_a_body_or_a_host'),
        ),
        migrations.AddConstraint(
            model_name='closedday',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='closed_day_undone_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('postponed_at', None)), fields=('body', 'on', 'time'), name='one_meeting_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('postponed_at', None), ('time', None)), fields=('body', 'on'), name='one_meeting_without_time_a_day'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('body', 'address'), name='address_of_one_meeting'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at', None), ('postponed_at', None), _connector='OR'), name='meeting_cancelled_or_postponed'),
        ),
        *append_only('programme_historicalmeeting'),
        # Tables that were built anew have lost their triggers on SQLite.
        Forbid('delete', 'programme_meeting'),
        Forbid('update', 'programme_meeting', 'OLD.body_id <> NEW.body_id'),
        Forbid('delete', 'programme_body'),
        Forbid('delete', 'programme_closedday', message=DAYS_ARE_KEPT),
        Forbid('update', 'programme_closedday', ANOTHER_DAY, DAYS_ARE_KEPT),
    ]
