from django.db import migrations

from programme.append_only import Forbid


class Migration(migrations.Migration):

    dependencies = [('reports', '0004_printed_is_kept')]

    operations = [
        Forbid('delete', 'reports_reportdefinition'),
        Forbid(
            'update',
            'reports_reportdefinition',
            'OLD.programme_id <> NEW.programme_id OR OLD.body_id <> NEW.body_id OR OLD.kind <> NEW.kind',
        ),
    ]
