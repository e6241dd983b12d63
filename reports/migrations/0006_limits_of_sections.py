from django.db import migrations, models

from programme.append_only import Forbid, append_only


class Migration(migrations.Migration):

    dependencies = [('reports', '0005_definitions_are_kept')]

    operations = [
        *[
            migrations.AddField(
                model_name=name,
                name='limits',
                field=models.JSONField(blank=True, default=dict),
            )
            for name in ('historicalreportdefinition', 'reportdefinition')
        ],
        *append_only('reports_historicalreportdefinition'),
        Forbid('delete', 'reports_reportdefinition'),
        Forbid(
            'update',
            'reports_reportdefinition',
            'OLD.programme_id <> NEW.programme_id OR OLD.body_id <> NEW.body_id OR OLD.kind <> NEW.kind',
        ),
    ]
