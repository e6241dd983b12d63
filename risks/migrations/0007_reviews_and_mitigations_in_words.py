from django.db import migrations

import programme.date_phrases
import programme.fields
from programme.append_only import Forbid, append_only, kept_entries


class Migration(migrations.Migration):

    dependencies = [
        ('risks', '0006_judged_by_nobody_named'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalmitigation',
            name='due',
            field=programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='due'),
        ),
        migrations.AddField(
            model_name='historicalrisk',
            name='review',
            field=programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='review'),
        ),
        migrations.AddField(
            model_name='mitigation',
            name='due',
            field=programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='due'),
        ),
        migrations.AddField(
            model_name='risk',
            name='review',
            field=programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='review'),
        ),
        migrations.AlterField(
            model_name='historicalmitigation',
            name='due_on',
            field=programme.fields.DayField(editable=False, null=True, verbose_name='last day due'),
        ),
        migrations.AlterField(
            model_name='historicalrisk',
            name='review_on',
            field=programme.fields.DayField(editable=False, null=True, verbose_name='review date'),
        ),
        migrations.AlterField(
            model_name='mitigation',
            name='due_on',
            field=programme.fields.DayField(editable=False, null=True, verbose_name='last day due'),
        ),
        migrations.AlterField(
            model_name='risk',
            name='review_on',
            field=programme.fields.DayField(editable=False, null=True, verbose_name='review date'),
        ),
        # SQLite builds the tables anew, and loses their triggers.
        *append_only('risks_historicalrisk', 'risks_historicalmitigation'),
        *kept_entries('risks_risk'),
        Forbid('delete', 'risks_mitigation'),
        Forbid('update', 'risks_mitigation', 'OLD.risk_id <> NEW.risk_id'),
    ]
