from django.db import migrations

from programme.append_only import Forbid

# A meeting goes to another body by a step alone, which counts its version up.
STEALTHY = 'OLD.body_id <> NEW.body_id AND NEW.version <= OLD.version'


class Migration(migrations.Migration):

    dependencies = [('programme', '0015_mistakes_taken_back')]

    operations = [
        Forbid('update', 'programme_meeting', f'({STEALTHY}) OR OLD.created_at <> NEW.created_at'),
    ]
