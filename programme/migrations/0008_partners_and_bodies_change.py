import datetime

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields
from programme.append_only import Forbid, append_only


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0007_meetings_are_kept'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('name', programme.fields.LineField(blank=True, max_length=120)),
                ('job_title', programme.fields.LineField(max_length=120)),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalBody',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('ended_on', programme.fields.DayField(blank=True, editable=False, null=True, verbose_name='ended on')),
                ('ended_why', programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why it ended')),
                ('name', programme.fields.LineField(max_length=120)),
                ('slug', models.SlugField()),
                ('kind', models.CharField(choices=[('joint_committee', 'Joint committee'), ('scrutiny', 'Overview and scrutiny committee'), ('cabinet', 'Cabinet or executive'), ('board', 'Project or programme board'), ('team', 'Programme management team'), ('officers', 'Executive or officer group')], default='joint_committee', max_length=20)),
                ('nation', models.CharField(choices=[('ENG', 'England'), ('WLS', 'Wales')], default='ENG', max_length=3, verbose_name='bank holidays of')),
                ('clear_days', models.PositiveSmallIntegerField(choices=[(5, 'Five clear days (England)'), (3, 'Three clear days (Wales)')], default=5)),
                ('is_public', models.BooleanField(default=True, help_text='When set, a published report has a page that needs no sign-in.', verbose_name='published reports are open to everyone')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical body',
                'verbose_name_plural': 'historical bodies',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPartner',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('ended_on', programme.fields.DayField(blank=True, editable=False, null=True, verbose_name='ended on')),
                ('ended_why', programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why it ended')),
                ('name', programme.fields.LineField(max_length=120)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical partner',
                'verbose_name_plural': 'historical partners',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPost',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('title', programme.fields.LineField(help_text='For example, Chair or Lead officer', max_length=120, verbose_name='post')),
                ('holder', programme.fields.LineField(help_text='Job title, for example Leader of the council, Second Partner Council', max_length=120, verbose_name='held by')),
                ('from_on', programme.fields.DayField(blank=True, help_text='Leave blank if the date is not known', null=True, verbose_name='from')),
                ('to_on', programme.fields.DayField(blank=True, help_text='Leave blank while they hold it', null=True, verbose_name='to')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical post',
                'verbose_name_plural': 'historical posts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalReorganisation',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(help_text='For example, The Two Rivers (Structural Changes) Order', max_length=200, verbose_name='order')),
                ('reference', programme.fields.LineField(blank=True, help_text='For example, SI 2026/123', max_length=40, verbose_name='reference')),
                ('made_on', programme.fields.DayField(help_text='For example, 12 March 2027', verbose_name='made on')),
                ('vesting_on', programme.fields.DayField(blank=True, help_text='Leave blank if the date is not known', null=True, verbose_name='vesting day')),
                ('carried_out_at', models.DateTimeField(editable=False, null=True, verbose_name='carried out')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical reorganisation',
                'verbose_name_plural': 'historical reorganisations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSuccession',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('body_ends', models.BooleanField(default=False)),
                ('owner', programme.fields.LineField(blank=True, max_length=120)),
                ('to_owner', programme.fields.LineField(blank=True, max_length=120)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical succession',
                'verbose_name_plural': 'historical successions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', programme.fields.LineField(help_text='For example, Chair or Lead officer', max_length=120, verbose_name='post')),
                ('holder', programme.fields.LineField(help_text='Job title, for example Leader of the council, Second Partner Council', max_length=120, verbose_name='held by')),
                ('from_on', programme.fields.DayField(blank=True, help_text='Leave blank if the date is not known', null=True, verbose_name='from')),
                ('to_on', programme.fields.DayField(blank=True, help_text='Leave blank while they hold it', null=True, verbose_name='to')),
            ],
            options={
                'ordering': ['title', 'from_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reorganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(help_text='For example, The Two Rivers (Structural Changes) Order', max_length=200, verbose_name='order')),
                ('reference', programme.fields.LineField(blank=True, help_text='For example, SI 2026/123', max_length=40, verbose_name='reference')),
                ('made_on', programme.fields.DayField(help_text='For example, 12 March 2027', verbose_name='made on')),
                ('vesting_on', programme.fields.DayField(blank=True, help_text='Leave blank if the date is not known', null=True, verbose_name='vesting day')),
                ('carried_out_at', models.DateTimeField(editable=False, null=True, verbose_name='carried out')),
            ],
            options={
                'ordering': ['-made_on', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body_ends', models.BooleanField(default=False)),
                ('owner', programme.fields.LineField(blank=True, max_length=120)),
                ('to_owner', programme.fields.LineField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='body',
            name='created_at',
            field=models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.UTC), editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='body',
            name='ended_on',
            field=programme.fields.DayField(blank=True, editable=False, null=True, verbose_name='ended on'),
        ),
        migrations.AddField(
            model_name='body',
            name='ended_why',
            field=programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why it ended'),
        ),
        migrations.AddField(
            model_name='body',
            name='reports_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reported_by', to='programme.body'),
        ),
        migrations.AddField(
            model_name='body',
            name='successor',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='programme.body', verbose_name='succeeded by'),
        ),
        migrations.AddField(
            model_name='body',
            name='updated_at',
            field=models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.UTC), editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='body',
            name='updated_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='body',
            name='updated_by_name',
            field=models.CharField(default='', editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='body',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='partner',
            name='created_at',
            field=models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.UTC), editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='partner',
            name='ended_on',
            field=programme.fields.DayField(blank=True, editable=False, null=True, verbose_name='ended on'),
        ),
        migrations.AddField(
            model_name='partner',
            name='ended_why',
            field=programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why it ended'),
        ),
        migrations.AddField(
            model_name='partner',
            name='successor',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='programme.partner', verbose_name='succeeded by'),
        ),
        migrations.AddField(
            model_name='partner',
            name='updated_at',
            field=models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.UTC), editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='partner',
            name='updated_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partner',
            name='updated_by_name',
            field=models.CharField(default='', editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='partner',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on', None), ('ended_why', ''), ('successor', None)), models.Q(('ended_on__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='body_ended_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on', None), ('ended_why', ''), ('successor', None)), models.Q(('ended_on__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='partner_ended_for_a_reason'),
        ),
        migrations.AddField(
            model_name='formertitle',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formertitle',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_titles', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalbody',
            name='history_user',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalbody',
            name='host',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The council whose offices it meets in: days on which these are closed do not count', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner', verbose_name='meets at'),
        ),
        migrations.AddField(
            model_name='historicalbody',
            name='programme',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='historicalbody',
            name='reports_to',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.body'),
        ),
        migrations.AddField(
            model_name='historicalbody',
            name='successor',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.body', verbose_name='succeeded by'),
        ),
        migrations.AddField(
            model_name='historicalbody',
            name='updated_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalpartner',
            name='history_user',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalpartner',
            name='programme',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='historicalpartner',
            name='successor',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner', verbose_name='succeeded by'),
        ),
        migrations.AddField(
            model_name='historicalpartner',
            name='updated_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalpost',
            name='body',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.body'),
        ),
        migrations.AddField(
            model_name='historicalpost',
            name='history_user',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalreorganisation',
            name='history_user',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalreorganisation',
            name='programme',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='historicalreorganisation',
            name='updated_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsuccession',
            name='body',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.body'),
        ),
        migrations.AddField(
            model_name='historicalsuccession',
            name='history_user',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsuccession',
            name='partner',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner'),
        ),
        migrations.AddField(
            model_name='historicalsuccession',
            name='to_body',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.body'),
        ),
        migrations.AddField(
            model_name='historicalsuccession',
            name='to_partner',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner'),
        ),
        migrations.AddField(
            model_name='post',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='programme.body'),
        ),
        migrations.AddField(
            model_name='reorganisation',
            name='programme',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='reorganisations', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='reorganisation',
            name='updated_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsuccession',
            name='order',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.reorganisation'),
        ),
        migrations.AddField(
            model_name='succession',
            name='body',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.body'),
        ),
        migrations.AddField(
            model_name='succession',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='programme.reorganisation'),
        ),
        migrations.AddField(
            model_name='succession',
            name='partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner'),
        ),
        migrations.AddField(
            model_name='succession',
            name='to_body',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.body'),
        ),
        migrations.AddField(
            model_name='succession',
            name='to_partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner'),
        ),
        migrations.AddIndex(
            model_name='historicalbody',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='body_as_at'),
        ),
        migrations.AddIndex(
            model_name='historicalpartner',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='partner_as_at'),
        ),
        migrations.AddIndex(
            model_name='historicalpost',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='post_as_at'),
        ),
        migrations.AddIndex(
            model_name='historicalreorganisation',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='reorganisation_as_at'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('from_on', None), ('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='post_held_from_before_to', violation_error_message='“To” is before “from”.'),
        ),
        migrations.AddConstraint(
            model_name='reorganisation',
            constraint=models.CheckConstraint(condition=models.Q(('vesting_on', None), ('vesting_on__gte', models.F('made_on')), _connector='OR'), name='order_made_before_it_vests', violation_error_message='The vesting day is before the day on which it was made.'),
        ),
        migrations.AddConstraint(
            model_name='reorganisation',
            constraint=models.CheckConstraint(condition=models.Q(('carried_out_at', None), ('vesting_on__isnull', False), _connector='OR'), name='order_carried_out_after_vesting_day'),
        ),
        migrations.AddIndex(
            model_name='historicalsuccession',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='succession_as_at'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('owner', ''), ('partner__isnull', False), ('to_owner', '')), models.Q(('body__isnull', False), ('owner', ''), ('partner', None), ('to_owner', '')), models.Q(('body', None), ('partner', None), models.Q(('owner', ''), _negated=True)), _connector='OR'), name='succession_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('order', 'partner'), name='succession_of_partner_once'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('order', 'body'), name='succession_of_body_once'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(condition=models.Q(('owner', ''), _negated=True), fields=('order', 'owner'), name='succession_of_owner_once'),
        ),
        *append_only(
            'programme_formertitle',
            'programme_historicalbody',
            'programme_historicalpartner',
            'programme_historicalpost',
            'programme_historicalreorganisation',
            'programme_historicalsuccession',
        ),
        *(Forbid('delete', f'programme_{name}') for name in ('post', 'reorganisation', 'succession')),
        # SQLite built these tables anew.
        Forbid('delete', 'programme_body'),
        Forbid('delete', 'programme_partner'),
    ]
