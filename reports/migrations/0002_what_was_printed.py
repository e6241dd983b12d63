import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0007_meetings_are_kept'),
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='printed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='printed_time',
            field=models.TimeField(null=True),
        ),
        migrations.CreateModel(
            name='HistoricalReportDefinition',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kind', models.SlugField(choices=[('programme-management', 'Programme management report'), ('risk', 'Risk report'), ('finance', 'Finance report'), ('progress', 'Progress report'), ('recommendations', 'Recommendation response table')], default='programme-management')),
                ('title', programme.fields.LineField(help_text='As it is printed on the first page', max_length=120)),
                ('sections', models.JSONField(default=list)),
                ('lead_days', models.PositiveSmallIntegerField(default=5)),
                ('created_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('updated_at', models.DateTimeField(editable=False, null=True)),
                ('updated_by_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.body')),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
            ],
            options={
                'verbose_name': 'historical report definition',
                'verbose_name_plural': 'historical report definitions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', '-history_date', '-history_id'], name='reportdefinition_as_at')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
