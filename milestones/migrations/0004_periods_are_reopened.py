from django.db import migrations

from programme.append_only import Forbid

ANOTHERS = 'OLD.programme_id <> NEW.programme_id'
SAME = 'NEW.label = OLD.label AND NEW.starts_on = OLD.starts_on AND NEW.ends_on = OLD.ends_on'
REOPENED = 'NEW.closed_at IS NULL AND NEW.closed_by_id IS NULL AND NEW.version > OLD.version'
CLOSED = f'OLD.closed_at IS NOT NULL AND NOT ({REOPENED} AND {SAME})'
PERIODS_ARE_KEPT = 'a reporting period stays on record, and a closed one is only reopened'


class Migration(migrations.Migration):

    dependencies = [('milestones', '0003_periods_are_kept')]

    operations = [
        Forbid('delete', 'milestones_period', message=PERIODS_ARE_KEPT),
        Forbid('update', 'milestones_period', f'{ANOTHERS} OR {CLOSED}', PERIODS_ARE_KEPT),
    ]
