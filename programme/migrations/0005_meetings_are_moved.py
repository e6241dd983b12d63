import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields


class Migration(migrations.Migration):

    dependencies = [('programme', '0004_kept_for_good')]

    operations = [
        migrations.CreateModel(
            name='HistoricalMeeting',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('on', programme.fields.DayField(verbose_name='date of the meeting')),
                ('time', models.TimeField(blank=True, null=True, verbose_name='time')),
                ('place', programme.fields.LineField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('postponed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('dated_at', models.DateTimeField(editable=False)),
                ('address', models.CharField(editable=False, max_length=20)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical meeting',
                'verbose_name_plural': 'historical meetings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AlterModelOptions(
            name='closedday',
            options={'ordering': ['on', 'id']},
        ),
        migrations.AlterModelOptions(
            name='meeting',
            options={'ordering': ['on', models.OrderBy(models.F('time'), nulls_first=True), 'id']},
        ),
        migrations.RemoveConstraint(
            model_name='closedday',
            name='closed_day_once',
        ),
        migrations.RemoveConstraint(
            model_name='meeting',
            name='meeting_once_a_day',
        ),
        migrations.AddField(
            model_name='body',
            name='host',
            field=models.ForeignKey(blank=True, help_text='The council whose offices it meets in: days on which these are closed do not count', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted_bodies', to='programme.partner', verbose_name='meets at'),
        ),
        migrations.AddField(
            model_name='closedday',
            name='ended_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='closedday',
            name='ended_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='closedday',
            name='ended_why',
            field=programme.fields.WordsField(blank=True, editable=False, max_length=2000),
        ),
        migrations.AddField(
            model_name='closedday',
            name='host',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed_days', to='programme.partner'),
        ),
        migrations.AddField(
            model_name='closedday',
            name='recorded_at',
            field=models.DateTimeField(null=True, editable=False),
        ),
        migrations.AddField(
            model_name='meeting',
            name='address',
            field=models.CharField(null=True, editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='meeting',
            name='dated_at',
            field=models.DateTimeField(null=True, editable=False),
        ),
        migrations.AddField(
            model_name='meeting',
            name='postponed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='time',
            field=models.TimeField(blank=True, null=True, verbose_name='time'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='updated_at',
            field=models.DateTimeField(null=True, editable=False),
        ),
        migrations.AddField(
            model_name='meeting',
            name='updated_by_name',
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name='meeting',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name='closedday',
            name='body',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed_days', to='programme.body'),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='cancelled_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalmeeting',
            name='body',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.body'),
        ),
        migrations.AddField(
            model_name='historicalmeeting',
            name='history_user',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='historicalmeeting',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='meeting_as_at'),
        ),
    ]
