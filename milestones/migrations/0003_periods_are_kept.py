from django.db import migrations

from programme.append_only import Forbid

CLOSED_OR_ANOTHERS = 'OLD.closed_at IS NOT NULL OR OLD.programme_id <> NEW.programme_id'
PERIODS_ARE_KEPT = 'a reporting period stays on record, and is closed once'


class Migration(migrations.Migration):

    dependencies = [('milestones', '0002_past_in_order')]

    operations = [
        # Once more: it was declared without the trigger against TRUNCATE.
        Forbid('delete', 'milestones_dependency'),
        Forbid('delete', 'milestones_period', message=PERIODS_ARE_KEPT),
        Forbid('update', 'milestones_period', CLOSED_OR_ANOTHERS, PERIODS_ARE_KEPT),
    ]
