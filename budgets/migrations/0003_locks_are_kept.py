from django.db import migrations

from programme.append_only import Forbid

# A period is locked once and unlocked once: its days, who locked it and when never change.
UNLOCKED_OR_ANOTHER = ' OR '.join(
    [
        'OLD.unlocked_at IS NOT NULL',
        *(
            f'OLD.{name} <> NEW.{name}'
            for name in (
                'programme_id',
                'starts_on',
                'ends_on',
                'locked_at',
                'locked_by_id',
                'locked_by_name',
            )
        ),
    ]
)


class Migration(migrations.Migration):

    dependencies = [('budgets', '0002_past_in_order')]

    operations = [
        Forbid('update', 'budgets_periodlock', UNLOCKED_OR_ANOTHER),
    ]
