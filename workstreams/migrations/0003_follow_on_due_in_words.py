from django.db import migrations

import programme.date_phrases
import programme.fields
from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):

    dependencies = [
        ('workstreams', '0002_past_in_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='followonaction',
            name='due',
            field=programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='due'),
        ),
        migrations.AddField(
            model_name='historicalfollowonaction',
            name='due',
            field=programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='due'),
        ),
        migrations.AlterField(
            model_name='followonaction',
            name='due_on',
            field=programme.fields.DayField(editable=False, null=True, verbose_name='last day due'),
        ),
        migrations.AlterField(
            model_name='historicalfollowonaction',
            name='due_on',
            field=programme.fields.DayField(editable=False, null=True, verbose_name='last day due'),
        ),
        # SQLite builds the tables anew, and loses their triggers.
        *append_only('workstreams_historicalfollowonaction'),
        *kept_entries('workstreams_followonaction'),
    ]
