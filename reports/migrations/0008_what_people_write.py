from django.db import migrations, models

from programme.append_only import Forbid, append_only
from reports.frozen import keep_what_was_published


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0007_corrections_go_on'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalreportdefinition',
            name='written',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='reportdefinition',
            name='written',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='historicalreportdefinition',
            name='kind',
            field=models.SlugField(choices=[('programme-management', 'Programme management report'), ('risk', 'Risk report'), ('finance', 'Finance report'), ('progress', 'Progress report'), ('recommendations', 'Recommendation response table'), ('cover', 'Cover report'), ('joint-committee', 'Joint committee report')], default='programme-management'),
        ),
        migrations.AlterField(
            model_name='reportdefinition',
            name='kind',
            field=models.SlugField(choices=[('programme-management', 'Programme management report'), ('risk', 'Risk report'), ('finance', 'Finance report'), ('progress', 'Progress report'), ('recommendations', 'Recommendation response table'), ('cover', 'Cover report'), ('joint-committee', 'Joint committee report')], default='programme-management'),
        ),
        migrations.AddField(
            model_name='report',
            name='corrected_words',
            field=models.BooleanField(default=False),
        ),
        # SQLite builds a table anew for its new column, and loses the triggers.
        *keep_what_was_published('printed_on', 'printed_time', 'taken_out', 'corrected_words'),
        *append_only('reports_historicalreportdefinition'),
        Forbid('delete', 'reports_reportdefinition'),
        Forbid(
            'update',
            'reports_reportdefinition',
            'OLD.programme_id <> NEW.programme_id OR OLD.body_id <> NEW.body_id OR OLD.kind <> NEW.kind',
        ),
    ]
