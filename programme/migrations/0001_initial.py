import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields
import programme.models.programmes
from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('job_title', programme.fields.LineField(max_length=120)),
                ('must_change_password', models.BooleanField(default=False, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'ordering': ['job_title'],
                'indexes': [],
                'constraints': [],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', programme.fields.LineField(max_length=120)),
                ('slug', models.SlugField(help_text='Stands in the address of every page; never changes.', unique=True)),
                ('stage', programme.fields.LineField(blank=True, help_text='For example, Implementation', max_length=80)),
                ('accent', models.SlugField(choices=[('blue', 'Blue'), ('green', 'Green'), ('purple', 'Purple'), ('teal', 'Teal')], default='blue')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['name'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='programme.programme')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by_name', models.CharField(max_length=200)),
                ('log', models.CharField(max_length=40)),
                ('verb', models.CharField(max_length=120)),
                ('subject_type', models.CharField(max_length=80)),
                ('subject_id', models.BigIntegerField()),
                ('reference', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('changes', models.JSONField(default=list)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['programme', 'at'], name='event_by_moment'), models.Index(fields=['subject_type', 'subject_id'], name='event_by_subject')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='programme.programme')),
                ('name', programme.fields.LineField(max_length=120)),
                ('slug', models.SlugField(unique=True)),
                ('kind', models.CharField(choices=[('joint_committee', 'Joint committee'), ('scrutiny', 'Overview and scrutiny committee'), ('cabinet', 'Cabinet or executive'), ('board', 'Project or programme board'), ('team', 'Programme management team'), ('officers', 'Executive or officer group')], default='joint_committee', max_length=20)),
                ('nation', models.CharField(choices=[('ENG', 'England'), ('WLS', 'Wales')], default='ENG', max_length=3, verbose_name='bank holidays of')),
                ('clear_days', models.PositiveSmallIntegerField(choices=[(5, 'Five clear days (England)'), (3, 'Three clear days (Wales)')], default=5)),
                ('is_public', models.BooleanField(default=True, help_text='When set, a published report has a page that needs no sign-in.', verbose_name='published reports are open to everyone')),
            ],
            options={
                'verbose_name_plural': 'bodies',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'name'), name='body_name_once_per_programme'), models.CheckConstraint(condition=models.Q(('clear_days__in', [3, 5])), name='body_clear_days_three_or_five')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ClosedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closed_days', to='programme.body')),
                ('on', programme.fields.DayField()),
                ('reason', programme.fields.LineField(max_length=120)),
            ],
            options={
                'ordering': ['on'],
                'constraints': [models.UniqueConstraint(fields=('body', 'on'), name='closed_day_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='programme.body')),
                ('on', programme.fields.DayField(verbose_name='date of the meeting')),
                ('place', programme.fields.LineField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['on'],
                'constraints': [models.UniqueConstraint(fields=('body', 'on'), name='meeting_once_a_day')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='programme.programme')),
                ('role', models.CharField(choices=[('programme_manager', 'Programme manager'), ('workstream_lead', 'Workstream lead'), ('partner_director', 'Partner director'), ('finance_officer', 'Finance officer'), ('legal_officer', 'Legal officer'), ('democratic_services', 'Democratic services officer'), ('committee_member', 'Committee member'), ('scrutiny_officer', 'Scrutiny officer'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=30)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='programme.body')),
                ('granted_at', models.DateTimeField()),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['role', 'user__job_title'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('body', None), ('ended_at', None)), fields=('user', 'programme', 'role'), name='role_held_once'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user', 'programme', 'role', 'body'), name='role_on_body_held_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='membership_ended_by_somebody')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='programme.programme')),
                ('name', programme.fields.LineField(max_length=120)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'name'), name='partner_once_per_programme')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='HistoricalObjective',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('reference', programme.fields.LineField(max_length=12, validators=[programme.models.programmes.fits_an_address], verbose_name='letter or number')),
                ('text', programme.fields.WordsField(max_length=5000, verbose_name='objective')),
                ('judgement', models.CharField(blank=True, choices=[('met', 'Met'), ('partly', 'Partly met'), ('not_met', 'Not met'), ('further', 'Needs further work'), ('not_assessed', 'Not assessed')], editable=False, max_length=20, verbose_name='how well it was met')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical objective',
                'verbose_name_plural': 'historical objectives',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', '-history_date', '-history_id'], name='objective_as_at')],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('programme', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='programme.programme')),
                ('reference', programme.fields.LineField(max_length=12, validators=[programme.models.programmes.fits_an_address], verbose_name='letter or number')),
                ('text', programme.fields.WordsField(max_length=5000, verbose_name='objective')),
                ('judgement', models.CharField(blank=True, choices=[('met', 'Met'), ('partly', 'Partly met'), ('not_met', 'Not met'), ('further', 'Needs further work'), ('not_assessed', 'Not assessed')], editable=False, max_length=20, verbose_name='how well it was met')),
            ],
            options={
                'ordering': ['programme', 'number'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('programme', 'reference'), name='objective_reference_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Achievement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('as_at', programme.fields.DayField(verbose_name='position as at')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='programme.objective')),
                ('judgement', models.CharField(choices=[('met', 'Met'), ('partly', 'Partly met'), ('not_met', 'Not met'), ('further', 'Needs further work'), ('not_assessed', 'Not assessed')], max_length=20, verbose_name='how well it was met')),
                ('statement', programme.fields.WordsField(max_length=5000, verbose_name='achievement')),
                ('author', programme.fields.LineField(max_length=120, verbose_name='judged by')),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['objective', 'as_at', 'recorded_at'], name='achievement_in_order')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ReportedPosition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='programme.programme')),
                ('at', models.DateTimeField()),
                ('label', programme.fields.LineField(max_length=200)),
            ],
            options={
                'ordering': ['-at'],
                'indexes': [models.Index(fields=['programme', 'at'], name='position_by_moment')],
                'constraints': [],
            },
        ),
        *append_only('programme_auditevent', 'programme_achievement', 'programme_historicalobjective'),
        *kept_entries('programme_objective'),
    ]
