from django.db import migrations, models

from programme.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [('reports', '0004_printed_is_kept')]

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
    ]
