from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import benefits.models
import programme.fields
from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0001_programmes_people_and_audit'),
        ('savings', '0001_savings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Benefit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Director of Corporate Services', max_length=120)),
                ('workstream', programme.fields.LineField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=300, verbose_name='benefit')),
                ('kind', models.CharField(choices=[('financial', 'Tangible, financial'), ('tangible', 'Tangible, non-financial'), ('non_tangible', 'Non-tangible')], max_length=20, verbose_name='class')),
                ('cashable', models.CharField(blank=True, choices=[('yes', 'Cashable'), ('no', 'Not cashable')], max_length=5, verbose_name='cashable or not')),
                ('disbenefit', models.BooleanField(default=False)),
                ('description', programme.fields.WordsField(blank=True, max_length=5000)),
                ('outcome', programme.fields.WordsField(blank=True, max_length=5000, verbose_name='observable outcome')),
                ('attribution', programme.fields.WordsField(blank=True, max_length=5000)),
                ('owner_after', programme.fields.LineField(blank=True, max_length=120, verbose_name='owner after closure')),
                ('measure', programme.fields.LineField(blank=True, editable=False, max_length=300)),
                ('unit', models.CharField(blank=True, choices=[('money', 'Pounds'), ('percent', 'Per cent'), ('number', 'A number of something')], editable=False, max_length=10)),
                ('counted', programme.fields.LineField(blank=True, editable=False, max_length=60, verbose_name='what is counted')),
                ('direction', models.CharField(blank=True, choices=[('up', 'Up: more is better'), ('down', 'Down: less is better')], editable=False, max_length=10, verbose_name='better when it goes')),
                ('counting', models.CharField(blank=True, choices=[('level', 'The level reached'), ('change', 'A change that adds to those before it')], editable=False, max_length=10, verbose_name='a value is')),
                ('baseline', benefits.models.ValueField(editable=False, null=True)),
                ('baseline_on', programme.fields.DayField(editable=False, null=True, verbose_name='baseline as at')),
                ('target', benefits.models.ValueField(editable=False, null=True)),
                ('target_on', programme.fields.DayField(editable=False, null=True, verbose_name='target to be reached by')),
                ('state', models.CharField(choices=[('identified', 'Identified'), ('validated', 'Validated'), ('profiled', 'Profiled'), ('realising', 'Being realised'), ('realised', 'Realised'), ('not_realised', 'Not realised'), ('reopened', 'Reopened')], default='identified', editable=False, max_length=20)),
                ('actual', benefits.models.ValueField(editable=False, null=True, verbose_name='actual value')),
                ('actual_on', programme.fields.DayField(editable=False, null=True, verbose_name='actual value as at')),
                ('claimed_at', models.DateTimeField(editable=False, null=True)),
                ('claimed_by_name', programme.fields.LineField(blank=True, editable=False, max_length=200, verbose_name='claimed by')),
                ('verified_at', models.DateTimeField(editable=False, null=True)),
                ('verified_by_name', programme.fields.LineField(blank=True, editable=False, max_length=200, verbose_name='verified by')),
                ('not_realised_why', programme.fields.WordsField(blank=True, editable=False, max_length=5000, verbose_name='why it is not realised')),
                ('claimed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='claimed by')),
                ('lead_partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner')),
                ('owner_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verified_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='verified by')),
            ],
            options={
                'ordering': ['programme', 'number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Actual',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('on', programme.fields.DayField(verbose_name='as at')),
                ('value', benefits.models.ValueField(help_text='In a reversing entry the reversed value with the other sign', verbose_name='actual value')),
                ('evidence', programme.fields.LineField(help_text='Where it can be seen; in a reversing entry, why', max_length=300)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='benefits.actual', verbose_name='takes back')),
                ('benefit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actuals', to='benefits.benefit')),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalBenefit',
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
                ('title', programme.fields.LineField(max_length=300, verbose_name='benefit')),
                ('kind', models.CharField(choices=[('financial', 'Tangible, financial'), ('tangible', 'Tangible, non-financial'), ('non_tangible', 'Non-tangible')], max_length=20, verbose_name='class')),
                ('cashable', models.CharField(blank=True, choices=[('yes', 'Cashable'), ('no', 'Not cashable')], max_length=5, verbose_name='cashable or not')),
                ('disbenefit', models.BooleanField(default=False)),
                ('description', programme.fields.WordsField(blank=True, max_length=5000)),
                ('outcome', programme.fields.WordsField(blank=True, max_length=5000, verbose_name='observable outcome')),
                ('attribution', programme.fields.WordsField(blank=True, max_length=5000)),
                ('owner_after', programme.fields.LineField(blank=True, max_length=120, verbose_name='owner after closure')),
                ('measure', programme.fields.LineField(blank=True, editable=False, max_length=300)),
                ('unit', models.CharField(blank=True, choices=[('money', 'Pounds'), ('percent', 'Per cent'), ('number', 'A number of something')], editable=False, max_length=10)),
                ('counted', programme.fields.LineField(blank=True, editable=False, max_length=60, verbose_name='what is counted')),
                ('direction', models.CharField(blank=True, choices=[('up', 'Up: more is better'), ('down', 'Down: less is better')], editable=False, max_length=10, verbose_name='better when it goes')),
                ('counting', models.CharField(blank=True, choices=[('level', 'The level reached'), ('change', 'A change that adds to those before it')], editable=False, max_length=10, verbose_name='a value is')),
                ('baseline', benefits.models.ValueField(editable=False, null=True)),
                ('baseline_on', programme.fields.DayField(editable=False, null=True, verbose_name='baseline as at')),
                ('target', benefits.models.ValueField(editable=False, null=True)),
                ('target_on', programme.fields.DayField(editable=False, null=True, verbose_name='target to be reached by')),
                ('state', models.CharField(choices=[('identified', 'Identified'), ('validated', 'Validated'), ('profiled', 'Profiled'), ('realising', 'Being realised'), ('realised', 'Realised'), ('not_realised', 'Not realised'), ('reopened', 'Reopened')], default='identified', editable=False, max_length=20)),
                ('actual', benefits.models.ValueField(editable=False, null=True, verbose_name='actual value')),
                ('actual_on', programme.fields.DayField(editable=False, null=True, verbose_name='actual value as at')),
                ('claimed_at', models.DateTimeField(editable=False, null=True)),
                ('claimed_by_name', programme.fields.LineField(blank=True, editable=False, max_length=200, verbose_name='claimed by')),
                ('verified_at', models.DateTimeField(editable=False, null=True)),
                ('verified_by_name', programme.fields.LineField(blank=True, editable=False, max_length=200, verbose_name='verified by')),
                ('not_realised_why', programme.fields.WordsField(blank=True, editable=False, max_length=5000, verbose_name='why it is not realised')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('claimed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='claimed by')),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner')),
                ('owner_user', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verified_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='verified by')),
            ],
            options={
                'verbose_name': 'historical benefit',
                'verbose_name_plural': 'historical benefits',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPartnerShare',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('share', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('100'))], verbose_name='share in per cent')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('benefit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='benefits.benefit')),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner')),
            ],
            options={
                'verbose_name': 'historical partner share',
                'verbose_name_plural': 'historical partner shares',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSavingsLink',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('amount', programme.fields.PenceField(default=0)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('benefit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='benefits.benefit')),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('saving', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='savings.saving')),
            ],
            options={
                'verbose_name': 'historical savings link',
                'verbose_name_plural': 'historical savings links',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PartnerShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('100'))], verbose_name='share in per cent')),
                ('benefit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='benefits.benefit')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner')),
            ],
        ),
        migrations.CreateModel(
            name='PlannedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('revision', models.PositiveIntegerField()),
                ('period', programme.fields.LineField(max_length=60)),
                ('ends_on', programme.fields.DayField(verbose_name='last day of the period')),
                ('value', benefits.models.ValueField()),
                ('benefit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_values', to='benefits.benefit')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['benefit', 'revision', 'ends_on'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavingsLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', programme.fields.PenceField(default=0)),
                ('benefit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='savings_links', to='benefits.benefit')),
                ('saving', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='savings.saving')),
            ],
        ),
        migrations.CreateModel(
            name='VarianceBanding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('applies_from', programme.fields.DayField()),
                ('green_to', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('999.99'))])),
                ('amber_from', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('999.99'))])),
                ('amber_to', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('999.99'))])),
                ('red_from', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('999.99'))])),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='benefit',
            index=models.Index(fields=['programme', 'number'], name='benefit_by_number'),
        ),
        migrations.AddIndex(
            model_name='benefit',
            index=models.Index(fields=['programme', 'state'], name='benefit_by_state'),
        ),
        migrations.AddIndex(
            model_name='benefit',
            index=models.Index(fields=['programme', 'owner'], name='benefit_by_owner'),
        ),
        migrations.AddConstraint(
            model_name='benefit',
            constraint=models.UniqueConstraint(fields=('programme', 'reference'), name='benefit_reference_once'),
        ),
        migrations.AddConstraint(
            model_name='benefit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cashable', 'yes'), _negated=True), ('kind', 'financial'), _connector='OR'), name='benefit_cashable_is_financial', violation_error_message='Only a tangible financial benefit can be cashable.'),
        ),
        migrations.AddConstraint(
            model_name='benefit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('baseline', None), ('counting', ''), ('direction', ''), ('measure', ''), ('target', None), ('unit', '')), models.Q(models.Q(('measure', ''), _negated=True), models.Q(('unit', ''), _negated=True), models.Q(('direction', ''), _negated=True), models.Q(('counting', ''), _negated=True)), _connector='OR'), name='benefit_measure_whole_or_none'),
        ),
        migrations.AddConstraint(
            model_name='benefit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('baseline', None), ('baseline_on', None)), models.Q(('baseline__isnull', False), ('baseline_on__isnull', False)), _connector='OR'), name='benefit_baseline_has_a_date', violation_error_message='A baseline has a date.'),
        ),
        migrations.AddConstraint(
            model_name='benefit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('profiled', 'realising', 'realised')), _negated=True), models.Q(models.Q(('measure', ''), _negated=True), ('baseline__isnull', False), ('target__isnull', False)), _connector='OR'), name='benefit_realised_by_a_measure'),
        ),
        migrations.AddConstraint(
            model_name='benefit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actual', None), ('actual_on', None)), models.Q(('actual__isnull', False), ('actual_on__isnull', False), models.Q(('measure', ''), _negated=True)), _connector='OR'), name='benefit_actual_of_a_measure'),
        ),
        migrations.AddConstraint(
            model_name='benefit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claimed_at', None), ('claimed_by', None), ('claimed_by_name', '')), models.Q(('actual__isnull', False), ('claimed_at__isnull', False), ('claimed_by__isnull', False), models.Q(('claimed_by_name', ''), _negated=True)), _connector='OR'), name='benefit_claimed_when_and_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='benefit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified_at', None), ('verified_by', None), ('verified_by_name', ''), models.Q(('state', 'realised'), _negated=True)), models.Q(('claimed_by__isnull', False), ('state', 'realised'), ('verified_at__isnull', False), ('verified_by__isnull', False), models.Q(('verified_by_name', ''), _negated=True), models.Q(('verified_by', models.F('claimed_by')), _negated=True)), _connector='OR'), name='benefit_realised_when_somebody_else_verified'),
        ),
        migrations.AddConstraint(
            model_name='benefit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_realised'), models.Q(('not_realised_why', ''), _negated=True)), models.Q(models.Q(('state', 'not_realised'), _negated=True), ('not_realised_why', '')), _connector='OR'), name='benefit_not_realised_says_why'),
        ),
        migrations.AddConstraint(
            model_name='actual',
            constraint=models.UniqueConstraint(fields=('benefit', 'number'), name='actual_number_once'),
        ),
        migrations.AddIndex(
            model_name='historicalbenefit',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='benefit_as_at'),
        ),
        migrations.AddIndex(
            model_name='historicalpartnershare',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='partnershare_as_at'),
        ),
        migrations.AddIndex(
            model_name='historicalsavingslink',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='savingslink_as_at'),
        ),
        migrations.AddConstraint(
            model_name='partnershare',
            constraint=models.UniqueConstraint(fields=('benefit', 'partner'), name='partner_share_once'),
        ),
        migrations.AddConstraint(
            model_name='partnershare',
            constraint=models.CheckConstraint(condition=models.Q(('share__gte', 0), ('share__lte', 100)), name='partner_share_in_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='plannedvalue',
            constraint=models.UniqueConstraint(fields=('benefit', 'revision', 'ends_on'), name='planned_value_once_a_period'),
        ),
        migrations.AddConstraint(
            model_name='savingslink',
            constraint=models.UniqueConstraint(fields=('benefit', 'saving'), name='savings_link_once'),
        ),
        migrations.AddConstraint(
            model_name='savingslink',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='savings_link_not_below_zero'),
        ),
        migrations.AddIndex(
            model_name='variancebanding',
            index=models.Index(fields=['programme', 'applies_from'], name='variance_banding_by_day'),
        ),
        *append_only(
            'benefits_actual',
            'benefits_plannedvalue',
            'benefits_variancebanding',
            'benefits_historicalbenefit',
            'benefits_historicalpartnershare',
            'benefits_historicalsavingslink',
        ),
        *kept_entries('benefits_benefit'),
    ]
