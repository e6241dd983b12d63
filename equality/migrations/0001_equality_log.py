import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields
import programme.wording
from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programme", "0001_programmes_people_and_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=12)),
                ("number", models.PositiveIntegerField(editable=False)),
                ("workstream", programme.fields.LineField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("updated_by_name", models.CharField(editable=False, max_length=200)),
                ("title", programme.fields.LineField(max_length=300, verbose_name="what is assessed")),
                (
                    "organisation",
                    programme.fields.LineField(blank=True, max_length=200, verbose_name="organisation or department"),
                ),
                ("service_area", programme.fields.WordsField(blank=True, max_length=2000)),
                (
                    "owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title, for example Head of Service",
                        max_length=120,
                        verbose_name="responsible officer",
                    ),
                ),
                (
                    "assessed",
                    programme.fields.LineField(
                        blank=True, max_length=120, validators=[programme.wording.check], verbose_name="date of the assessment"
                    ),
                ),
                ("assessed_earliest", programme.fields.DayField(editable=False, null=True, verbose_name="earliest day assessed")),
                ("assessed_latest", programme.fields.DayField(editable=False, null=True, verbose_name="latest day assessed")),
                (
                    "regime",
                    models.CharField(
                        blank=True,
                        choices=[("before", "Before the Equality Act 2010"), ("after", "Under the Equality Act 2010")],
                        max_length=10,
                        verbose_name="legal regime",
                    ),
                ),
                ("age", models.BooleanField(default=False, verbose_name="age")),
                ("disability", models.BooleanField(default=False, verbose_name="disability")),
                ("gender_reassignment", models.BooleanField(default=False, verbose_name="gender reassignment")),
                (
                    "marriage_and_civil_partnership",
                    models.BooleanField(default=False, verbose_name="marriage and civil partnership"),
                ),
                ("pregnancy_and_maternity", models.BooleanField(default=False, verbose_name="pregnancy and maternity")),
                ("race", models.BooleanField(default=False, verbose_name="race")),
                ("religion_or_belief", models.BooleanField(default=False, verbose_name="religion or belief")),
                ("sex", models.BooleanField(default=False, verbose_name="sex")),
                ("sexual_orientation", models.BooleanField(default=False, verbose_name="sexual orientation")),
                (
                    "eliminate_discrimination",
                    models.BooleanField(default=False, verbose_name="eliminate discrimination, harassment and victimisation"),
                ),
                ("advance_opportunity", models.BooleanField(default=False, verbose_name="advance equality of opportunity")),
                ("foster_relations", models.BooleanField(default=False, verbose_name="foster good relations")),
                ("evidence", programme.fields.WordsField(blank=True, max_length=5000)),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "Current version"), ("superseded", "Superseded")],
                        default="current",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "lead_partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.partner",
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.programme"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="equality.assessment",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["programme", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("completed", "Completed by, and when"),
                            ("ratified", "Ratified by, and when"),
                            ("mainstreamed", "Mainstreamed into which plan"),
                            ("shared", "Results shared with"),
                            ("published", "Published where"),
                            ("monitored", "Monitored how, and when"),
                            ("next", "Next assessment"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("text", programme.fields.WordsField(blank=True, max_length=5000, verbose_name="answer")),
                (
                    "dated",
                    programme.fields.LineField(
                        blank=True, max_length=120, validators=[programme.wording.check], verbose_name="date"
                    ),
                ),
                ("dated_earliest", programme.fields.DayField(editable=False, null=True, verbose_name="earliest day")),
                ("dated_latest", programme.fields.DayField(editable=False, null=True, verbose_name="latest day")),
                ("doubt", programme.fields.LineField(blank=True, max_length=300, verbose_name="doubt about the date")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="equality.assessment"
                    ),
                ),
            ],
            options={
                "ordering": ["assessment", "id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAnswer",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("completed", "Completed by, and when"),
                            ("ratified", "Ratified by, and when"),
                            ("mainstreamed", "Mainstreamed into which plan"),
                            ("shared", "Results shared with"),
                            ("published", "Published where"),
                            ("monitored", "Monitored how, and when"),
                            ("next", "Next assessment"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("text", programme.fields.WordsField(blank=True, max_length=5000, verbose_name="answer")),
                (
                    "dated",
                    programme.fields.LineField(
                        blank=True, max_length=120, validators=[programme.wording.check], verbose_name="date"
                    ),
                ),
                ("dated_earliest", programme.fields.DayField(editable=False, null=True, verbose_name="earliest day")),
                ("dated_latest", programme.fields.DayField(editable=False, null=True, verbose_name="latest day")),
                ("doubt", programme.fields.LineField(blank=True, max_length=300, verbose_name="doubt about the date")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="equality.assessment",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical answer",
                "verbose_name_plural": "historical answers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssessment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=12)),
                ("number", models.PositiveIntegerField(editable=False)),
                ("workstream", programme.fields.LineField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("updated_by_name", models.CharField(editable=False, max_length=200)),
                ("title", programme.fields.LineField(max_length=300, verbose_name="what is assessed")),
                (
                    "organisation",
                    programme.fields.LineField(blank=True, max_length=200, verbose_name="organisation or department"),
                ),
                ("service_area", programme.fields.WordsField(blank=True, max_length=2000)),
                (
                    "owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title, for example Head of Service",
                        max_length=120,
                        verbose_name="responsible officer",
                    ),
                ),
                (
                    "assessed",
                    programme.fields.LineField(
                        blank=True, max_length=120, validators=[programme.wording.check], verbose_name="date of the assessment"
                    ),
                ),
                ("assessed_earliest", programme.fields.DayField(editable=False, null=True, verbose_name="earliest day assessed")),
                ("assessed_latest", programme.fields.DayField(editable=False, null=True, verbose_name="latest day assessed")),
                (
                    "regime",
                    models.CharField(
                        blank=True,
                        choices=[("before", "Before the Equality Act 2010"), ("after", "Under the Equality Act 2010")],
                        max_length=10,
                        verbose_name="legal regime",
                    ),
                ),
                ("age", models.BooleanField(default=False, verbose_name="age")),
                ("disability", models.BooleanField(default=False, verbose_name="disability")),
                ("gender_reassignment", models.BooleanField(default=False, verbose_name="gender reassignment")),
                (
                    "marriage_and_civil_partnership",
                    models.BooleanField(default=False, verbose_name="marriage and civil partnership"),
                ),
                ("pregnancy_and_maternity", models.BooleanField(default=False, verbose_name="pregnancy and maternity")),
                ("race", models.BooleanField(default=False, verbose_name="race")),
                ("religion_or_belief", models.BooleanField(default=False, verbose_name="religion or belief")),
                ("sex", models.BooleanField(default=False, verbose_name="sex")),
                ("sexual_orientation", models.BooleanField(default=False, verbose_name="sexual orientation")),
                (
                    "eliminate_discrimination",
                    models.BooleanField(default=False, verbose_name="eliminate discrimination, harassment and victimisation"),
                ),
                ("advance_opportunity", models.BooleanField(default=False, verbose_name="advance equality of opportunity")),
                ("foster_relations", models.BooleanField(default=False, verbose_name="foster good relations")),
                ("evidence", programme.fields.WordsField(blank=True, max_length=5000)),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "Current version"), ("superseded", "Superseded")],
                        default="current",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="version")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead_partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programme.partner",
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programme.programme",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="equality.assessment",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical assessment",
                "verbose_name_plural": "historical assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PlanAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=12)),
                ("number", models.PositiveIntegerField(editable=False)),
                ("workstream", programme.fields.LineField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("updated_by_name", models.CharField(editable=False, max_length=200)),
                ("text", programme.fields.WordsField(max_length=2000, verbose_name="action")),
                (
                    "importance",
                    models.PositiveSmallIntegerField(blank=True, choices=[(1, "High"), (2, "Medium"), (3, "Low")], null=True),
                ),
                (
                    "owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title, for example Head of Service",
                        max_length=120,
                        verbose_name="person responsible",
                    ),
                ),
                (
                    "starts",
                    programme.fields.LineField(
                        blank=True, max_length=120, validators=[programme.wording.check], verbose_name="start"
                    ),
                ),
                (
                    "starts_earliest",
                    programme.fields.DayField(editable=False, null=True, verbose_name="earliest day of the start"),
                ),
                ("starts_latest", programme.fields.DayField(editable=False, null=True, verbose_name="latest day of the start")),
                (
                    "ends",
                    programme.fields.LineField(
                        blank=True, max_length=120, validators=[programme.wording.check], verbose_name="end"
                    ),
                ),
                ("ends_earliest", programme.fields.DayField(editable=False, null=True, verbose_name="earliest day of the end")),
                ("ends_latest", programme.fields.DayField(editable=False, null=True, verbose_name="latest day of the end")),
                (
                    "resources",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=3, verbose_name="resources approved"
                    ),
                ),
                ("measure", programme.fields.WordsField(blank=True, max_length=2000)),
                ("target", programme.fields.WordsField(blank=True, max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("under_way", "Under way"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                            ("reopened", "Reopened"),
                        ],
                        default="not_started",
                        editable=False,
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("done_on", programme.fields.DayField(editable=False, null=True, verbose_name="done on")),
                (
                    "dropped_why",
                    programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name="why it was dropped"),
                ),
                ("in_force", models.BooleanField(default=True, editable=False, verbose_name="of a version that stands")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="equality.assessment"
                    ),
                ),
                (
                    "carried_from",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="equality.planaction",
                    ),
                ),
                (
                    "lead_partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.partner",
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.programme"
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["programme", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlanAction",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=12)),
                ("number", models.PositiveIntegerField(editable=False)),
                ("workstream", programme.fields.LineField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("updated_by_name", models.CharField(editable=False, max_length=200)),
                ("text", programme.fields.WordsField(max_length=2000, verbose_name="action")),
                (
                    "importance",
                    models.PositiveSmallIntegerField(blank=True, choices=[(1, "High"), (2, "Medium"), (3, "Low")], null=True),
                ),
                (
                    "owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title, for example Head of Service",
                        max_length=120,
                        verbose_name="person responsible",
                    ),
                ),
                (
                    "starts",
                    programme.fields.LineField(
                        blank=True, max_length=120, validators=[programme.wording.check], verbose_name="start"
                    ),
                ),
                (
                    "starts_earliest",
                    programme.fields.DayField(editable=False, null=True, verbose_name="earliest day of the start"),
                ),
                ("starts_latest", programme.fields.DayField(editable=False, null=True, verbose_name="latest day of the start")),
                (
                    "ends",
                    programme.fields.LineField(
                        blank=True, max_length=120, validators=[programme.wording.check], verbose_name="end"
                    ),
                ),
                ("ends_earliest", programme.fields.DayField(editable=False, null=True, verbose_name="earliest day of the end")),
                ("ends_latest", programme.fields.DayField(editable=False, null=True, verbose_name="latest day of the end")),
                (
                    "resources",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=3, verbose_name="resources approved"
                    ),
                ),
                ("measure", programme.fields.WordsField(blank=True, max_length=2000)),
                ("target", programme.fields.WordsField(blank=True, max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("under_way", "Under way"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                            ("reopened", "Reopened"),
                        ],
                        default="not_started",
                        editable=False,
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("done_on", programme.fields.DayField(editable=False, null=True, verbose_name="done on")),
                (
                    "dropped_why",
                    programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name="why it was dropped"),
                ),
                ("in_force", models.BooleanField(default=True, editable=False, verbose_name="of a version that stands")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="equality.assessment",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead_partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programme.partner",
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programme.programme",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="equality.planaction",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical plan action",
                "verbose_name_plural": "historical plan actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("as_at", programme.fields.DayField(verbose_name="progress as at")),
                ("text", programme.fields.WordsField(max_length=2000, verbose_name="progress")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="equality.planaction"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "id"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["programme", "number"], name="equality_assessment_by_number"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("programme", "reference"), name="equality_assessment_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assessed_earliest", None), ("assessed_latest", None)),
                    models.Q(
                        ("assessed_earliest__isnull", False),
                        ("assessed_latest__gte", models.F("assessed_earliest")),
                        ("assessed_latest__isnull", False),
                        models.Q(("assessed", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="equality_assessment_edges",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("edition", 1), ("supersedes", None)),
                    models.Q(("edition__gt", 1), ("supersedes__isnull", False)),
                    _connector="OR",
                ),
                name="equality_assessment_later_version_supersedes",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("supersedes", models.F("id")), _negated=True), name="equality_assessment_supersedes_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("assessment", "question"), name="equality_question_answered_once"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dated_earliest", None), ("dated_latest", None)),
                    models.Q(
                        ("dated_earliest__isnull", False),
                        ("dated_latest__gte", models.F("dated_earliest")),
                        ("dated_latest__isnull", False),
                        models.Q(("dated", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="equality_answer_edges",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("doubt", ""), models.Q(("dated", ""), _negated=True), _connector="OR"),
                name="equality_doubt_about_a_date",
            ),
        ),
        migrations.AddIndex(
            model_name="historicalanswer",
            index=models.Index(fields=["id", "-history_date", "-history_id"], name="answer_as_at"),
        ),
        migrations.AddIndex(
            model_name="historicalassessment",
            index=models.Index(fields=["id", "-history_date", "-history_id"], name="assessment_as_at"),
        ),
        migrations.AddIndex(
            model_name="planaction",
            index=models.Index(fields=["programme", "number"], name="equality_action_by_number"),
        ),
        migrations.AddIndex(
            model_name="planaction",
            index=models.Index(fields=["programme", "in_force", "state", "ends_latest"], name="equality_action_by_end"),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.UniqueConstraint(fields=("programme", "reference"), name="equality_action_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("starts_earliest", None), ("starts_latest", None)),
                    models.Q(
                        ("starts_earliest__isnull", False),
                        ("starts_latest__gte", models.F("starts_earliest")),
                        ("starts_latest__isnull", False),
                        models.Q(("starts", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="equality_action_start_edges",
            ),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_earliest", None), ("ends_latest", None)),
                    models.Q(
                        ("ends_earliest__isnull", False),
                        ("ends_latest__gte", models.F("ends_earliest")),
                        ("ends_latest__isnull", False),
                        models.Q(("ends", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="equality_action_end_edges",
            ),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_earliest", None),
                    ("ends_latest", None),
                    ("ends_latest__gte", models.F("starts_earliest")),
                    _connector="OR",
                ),
                name="equality_action_ends_after_its_start",
                violation_error_message="The end comes before the start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "dropped"), models.Q(("dropped_why", ""), _negated=True)),
                    models.Q(models.Q(("state", "dropped"), _negated=True), ("dropped_why", "")),
                    _connector="OR",
                ),
                name="equality_action_dropped_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="planaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "done"), ("done_on", None), _connector="OR"), name="equality_action_done_when_done"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalplanaction",
            index=models.Index(fields=["id", "-history_date", "-history_id"], name="planaction_as_at"),
        ),
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(fields=["action", "as_at", "recorded_at"], name="equality_progress_in_order"),
        ),
        *append_only(
            "equality_progress",
            "equality_historicalassessment",
            "equality_historicalplanaction",
            "equality_historicalanswer",
        ),
        *kept_entries("equality_assessment", "equality_planaction"),
    ]
