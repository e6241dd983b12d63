import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.date_phrases
import programme.fields
from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalCommunication',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Director of Corporate Services', max_length=120)),
                ('workstream', programme.fields.LineField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=300, verbose_name='communication')),
                ('audience', models.CharField(blank=True, choices=[('staff', 'Staff'), ('trade_unions', 'Trade unions'), ('members', 'Elected members'), ('partners', 'Partners'), ('users', 'Service users'), ('public', 'The public'), ('other', 'Others, in words')], max_length=20)),
                ('audience_words', programme.fields.LineField(blank=True, max_length=300, verbose_name='audience in words')),
                ('message', programme.fields.WordsField(blank=True, max_length=5000)),
                ('channel', programme.fields.LineField(blank=True, max_length=300)),
                ('due', programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='due')),
                ('due_earliest', programme.fields.DayField(editable=False, null=True, verbose_name='earliest day due')),
                ('due_latest', programme.fields.DayField(editable=False, null=True, verbose_name='latest day due')),
                ('consultation', models.CharField(blank=True, choices=[('staff', 'Staff'), ('trade_unions', 'Trade unions'), ('users', 'Users'), ('others', 'Others, or not said who')], max_length=20, verbose_name='consultation with')),
                ('opens_on', programme.fields.DayField(blank=True, null=True, verbose_name='consultation opens')),
                ('closes_on', programme.fields.DayField(blank=True, null=True, verbose_name='consultation closes')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='planned', editable=False, max_length=20)),
                ('done_on', programme.fields.DayField(editable=False, null=True, verbose_name='done on')),
                ('done_where', programme.fields.LineField(blank=True, editable=False, max_length=300, verbose_name='where')),
                ('cancelled_why', programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why it was cancelled')),
                ('settled_at', models.DateTimeField(editable=False, null=True)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('owner_user', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical communication',
                'verbose_name_plural': 'historical communications',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', '-history_date', '-history_id'], name='communication_as_at')],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Communication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Director of Corporate Services', max_length=120)),
                ('owner_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner')),
                ('workstream', programme.fields.LineField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=300, verbose_name='communication')),
                ('audience', models.CharField(blank=True, choices=[('staff', 'Staff'), ('trade_unions', 'Trade unions'), ('members', 'Elected members'), ('partners', 'Partners'), ('users', 'Service users'), ('public', 'The public'), ('other', 'Others, in words')], max_length=20)),
                ('audience_words', programme.fields.LineField(blank=True, max_length=300, verbose_name='audience in words')),
                ('message', programme.fields.WordsField(blank=True, max_length=5000)),
                ('channel', programme.fields.LineField(blank=True, max_length=300)),
                ('due', programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='due')),
                ('due_earliest', programme.fields.DayField(editable=False, null=True, verbose_name='earliest day due')),
                ('due_latest', programme.fields.DayField(editable=False, null=True, verbose_name='latest day due')),
                ('consultation', models.CharField(blank=True, choices=[('staff', 'Staff'), ('trade_unions', 'Trade unions'), ('users', 'Users'), ('others', 'Others, or not said who')], max_length=20, verbose_name='consultation with')),
                ('opens_on', programme.fields.DayField(blank=True, null=True, verbose_name='consultation opens')),
                ('closes_on', programme.fields.DayField(blank=True, null=True, verbose_name='consultation closes')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='planned', editable=False, max_length=20)),
                ('done_on', programme.fields.DayField(editable=False, null=True, verbose_name='done on')),
                ('done_where', programme.fields.LineField(blank=True, editable=False, max_length=300, verbose_name='where')),
                ('cancelled_why', programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why it was cancelled')),
                ('settled_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['programme', 'number'],
                'abstract': False,
                'indexes': [models.Index(fields=['programme', 'number'], name='communication_by_number'), models.Index(fields=['programme', 'state', 'due_latest'], name='communication_by_due_date')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'reference'), name='communication_reference_once'), models.CheckConstraint(condition=models.Q(models.Q(('due_earliest', None), ('due_latest', None)), models.Q(('due_earliest__isnull', False), ('due_latest__gte', models.F('due_earliest')), ('due_latest__isnull', False), models.Q(('due', ''), _negated=True)), _connector='OR'), name='communication_due_edges'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'other'), _negated=True), models.Q(('audience_words', ''), _negated=True), _connector='OR'), name='communication_other_audience_in_words'), models.CheckConstraint(condition=models.Q(('opens_on', None), ('closes_on', None), ('closes_on__gte', models.F('opens_on')), _connector='OR'), name='consultation_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(models.Q(('consultation', ''), _negated=True), models.Q(('closes_on', None), ('opens_on', None)), _connector='OR'), name='only_a_consultation_opens_and_closes'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_why', ''), ('settled_at__isnull', False), ('state', 'done')), models.Q(('done_on', None), ('done_where', ''), ('settled_at__isnull', False), ('state', 'cancelled'), models.Q(('cancelled_why', ''), _negated=True)), models.Q(('cancelled_why', ''), ('done_on', None), ('done_where', ''), ('settled_at', None), ('state__in', ('planned', 'under_way'))), _connector='OR'), name='communication_done_or_cancelled_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('communication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='communications.communication')),
                ('number', models.PositiveIntegerField()),
                ('given_on', programme.fields.DayField(blank=True, null=True, verbose_name='day')),
                ('source', programme.fields.LineField(max_length=120, verbose_name='from whom')),
                ('said', programme.fields.WordsField(max_length=2000, verbose_name='what was said')),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('communication', 'number'), name='feedback_number_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='communications.feedback')),
                ('answered_on', programme.fields.DayField(verbose_name='answered on')),
                ('answer', programme.fields.WordsField(max_length=2000, verbose_name='what we answered or did')),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        *append_only(
            'communications_feedback',
            'communications_answer',
            'communications_historicalcommunication',
        ),
        *kept_entries('communications_communication'),
    ]
