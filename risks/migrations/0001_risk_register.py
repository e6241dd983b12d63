import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields
from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programme", "0001_programmes_people_and_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(editable=False, max_length=12)),
                ("number", models.PositiveIntegerField(editable=False)),
                (
                    "owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title, for example Director of Corporate Services",
                        max_length=120,
                    ),
                ),
                ("workstream", programme.fields.LineField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("updated_by_name", models.CharField(editable=False, max_length=200)),
                ("title", programme.fields.LineField(max_length=300, verbose_name="risk")),
                ("cause", programme.fields.WordsField(blank=True, max_length=5000)),
                ("event", programme.fields.WordsField(blank=True, max_length=5000)),
                ("effect", programme.fields.WordsField(blank=True, max_length=5000)),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strategic", "Strategic"),
                            ("financial", "Financial"),
                            ("people", "People and skills"),
                            ("service", "Service delivery"),
                            ("legal", "Legal and governance"),
                            ("technology", "Technology and data"),
                            ("reputation", "Reputation"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "controls",
                    programme.fields.WordsField(
                        blank=True, max_length=5000, verbose_name="existing controls"
                    ),
                ),
                (
                    "response",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("tolerate", "Tolerate"),
                            ("treat", "Treat"),
                            ("transfer", "Transfer"),
                            ("terminate", "Terminate"),
                            ("take", "Take the opportunity"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "proximity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("imminent", "Within a month"),
                            ("near", "Within three months"),
                            ("medium", "Within a year"),
                            ("far", "Later than a year"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "appetite",
                    programme.fields.LineField(
                        blank=True, max_length=120, verbose_name="risk appetite"
                    ),
                ),
                (
                    "action_owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title of who carries out the mitigation",
                        max_length=120,
                    ),
                ),
                (
                    "review_on",
                    programme.fields.DayField(blank=True, null=True, verbose_name="review date"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Open"),
                            ("treating", "Being treated"),
                            ("accepted", "Accepted"),
                            ("closed", "Closed"),
                            ("materialised", "Has happened"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("accepted_until", programme.fields.DayField(editable=False, null=True)),
                (
                    "accepted_by",
                    programme.fields.LineField(
                        blank=True, editable=False, max_length=120, verbose_name="accepted by"
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.programme",
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
            name="Mitigation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("text", programme.fields.WordsField(max_length=2000, verbose_name="mitigation")),
                (
                    "owner",
                    programme.fields.LineField(blank=True, help_text="Job title", max_length=120),
                ),
                ("due_on", programme.fields.DayField(blank=True, null=True, verbose_name="due")),
                ("done_on", programme.fields.DayField(blank=True, null=True, verbose_name="done")),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mitigations",
                        to="risks.risk",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(editable=False, max_length=12)),
                ("number", models.PositiveIntegerField(editable=False)),
                (
                    "owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title, for example Director of Corporate Services",
                        max_length=120,
                    ),
                ),
                ("workstream", programme.fields.LineField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("updated_by_name", models.CharField(editable=False, max_length=200)),
                ("title", programme.fields.LineField(max_length=300, verbose_name="issue")),
                ("raised_on", programme.fields.DayField(verbose_name="raised")),
                (
                    "impact",
                    programme.fields.WordsField(blank=True, max_length=5000, verbose_name="impact"),
                ),
                ("resolution", programme.fields.WordsField(blank=True, max_length=5000)),
                (
                    "resolved_on",
                    programme.fields.DayField(editable=False, null=True, verbose_name="resolved"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("resolved", "Resolved")],
                        default="open",
                        editable=False,
                        max_length=20,
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.programme",
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
                (
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="risks.risk",
                        verbose_name="linked risk",
                    ),
                ),
            ],
            options={
                "ordering": ["programme", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalMitigation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("text", programme.fields.WordsField(max_length=2000, verbose_name="mitigation")),
                (
                    "owner",
                    programme.fields.LineField(blank=True, help_text="Job title", max_length=120),
                ),
                ("due_on", programme.fields.DayField(blank=True, null=True, verbose_name="due")),
                ("done_on", programme.fields.DayField(blank=True, null=True, verbose_name="done")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="risks.risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical mitigation",
                "verbose_name_plural": "historical mitigations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIssue",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(editable=False, max_length=12)),
                ("number", models.PositiveIntegerField(editable=False)),
                (
                    "owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title, for example Director of Corporate Services",
                        max_length=120,
                    ),
                ),
                ("workstream", programme.fields.LineField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("updated_by_name", models.CharField(editable=False, max_length=200)),
                ("title", programme.fields.LineField(max_length=300, verbose_name="issue")),
                ("raised_on", programme.fields.DayField(verbose_name="raised")),
                (
                    "impact",
                    programme.fields.WordsField(blank=True, max_length=5000, verbose_name="impact"),
                ),
                ("resolution", programme.fields.WordsField(blank=True, max_length=5000)),
                (
                    "resolved_on",
                    programme.fields.DayField(editable=False, null=True, verbose_name="resolved"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("resolved", "Resolved")],
                        default="open",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="risks.risk",
                        verbose_name="linked risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical issue",
                "verbose_name_plural": "historical issues",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inherent", "Inherent (before any control)"),
                            ("current", "Current (with today's controls)"),
                            ("target", "Target (when mitigations are done)"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                ("effective_on", programme.fields.DayField(verbose_name="assessed on")),
                ("why", programme.fields.WordsField(blank=True, max_length=5000)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_name", models.CharField(max_length=200)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="risks.risk",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Banding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("applies_from", programme.fields.DayField()),
                ("green_from", models.PositiveSmallIntegerField(default=1)),
                ("green_to", models.PositiveSmallIntegerField(default=5)),
                ("amber_from", models.PositiveSmallIntegerField(default=6)),
                ("amber_to", models.PositiveSmallIntegerField(default=12)),
                ("red_from", models.PositiveSmallIntegerField(default=15)),
                ("red_to", models.PositiveSmallIntegerField(default=25)),
                ("recorded_at", models.DateTimeField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.programme",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_by_name", models.CharField(max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["programme", "applies_from"], name="banding_by_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRisk",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(editable=False, max_length=12)),
                ("number", models.PositiveIntegerField(editable=False)),
                (
                    "owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title, for example Director of Corporate Services",
                        max_length=120,
                    ),
                ),
                ("workstream", programme.fields.LineField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("updated_by_name", models.CharField(editable=False, max_length=200)),
                ("title", programme.fields.LineField(max_length=300, verbose_name="risk")),
                ("cause", programme.fields.WordsField(blank=True, max_length=5000)),
                ("event", programme.fields.WordsField(blank=True, max_length=5000)),
                ("effect", programme.fields.WordsField(blank=True, max_length=5000)),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strategic", "Strategic"),
                            ("financial", "Financial"),
                            ("people", "People and skills"),
                            ("service", "Service delivery"),
                            ("legal", "Legal and governance"),
                            ("technology", "Technology and data"),
                            ("reputation", "Reputation"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "controls",
                    programme.fields.WordsField(
                        blank=True, max_length=5000, verbose_name="existing controls"
                    ),
                ),
                (
                    "response",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("tolerate", "Tolerate"),
                            ("treat", "Treat"),
                            ("transfer", "Transfer"),
                            ("terminate", "Terminate"),
                            ("take", "Take the opportunity"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "proximity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("imminent", "Within a month"),
                            ("near", "Within three months"),
                            ("medium", "Within a year"),
                            ("far", "Later than a year"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "appetite",
                    programme.fields.LineField(
                        blank=True, max_length=120, verbose_name="risk appetite"
                    ),
                ),
                (
                    "action_owner",
                    programme.fields.LineField(
                        blank=True,
                        help_text="Job title of who carries out the mitigation",
                        max_length=120,
                    ),
                ),
                (
                    "review_on",
                    programme.fields.DayField(blank=True, null=True, verbose_name="review date"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Open"),
                            ("treating", "Being treated"),
                            ("accepted", "Accepted"),
                            ("closed", "Closed"),
                            ("materialised", "Has happened"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("accepted_until", programme.fields.DayField(editable=False, null=True)),
                (
                    "accepted_by",
                    programme.fields.LineField(
                        blank=True, editable=False, max_length=120, verbose_name="accepted by"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
            ],
            options={
                "verbose_name": "historical risk",
                "verbose_name_plural": "historical risks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["id", "-history_date", "-history_id"], name="risk_as_at")
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(fields=["programme", "score", "number"], name="risk_by_score"),
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(fields=["programme", "number"], name="risk_by_number"),
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(
                fields=["programme", "likelihood", "impact"], name="risk_on_heat_map"
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.UniqueConstraint(
                fields=("programme", "reference"), name="risk_reference_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("impact", None), ("likelihood", None), ("score", None)),
                    models.Q(
                        ("impact__range", (1, 5)),
                        ("likelihood__range", (1, 5)),
                        (
                            "score",
                            django.db.models.expressions.CombinedExpression(
                                models.F("likelihood"), "*", models.F("impact")
                            ),
                        ),
                        ("impact__isnull", False),
                        ("likelihood__isnull", False),
                        ("score__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="risk_score_is_likelihood_times_impact",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("accepted_until__isnull", False),
                        ("state", "accepted"),
                        models.Q(("accepted_by", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "accepted"), _negated=True),
                        ("accepted_by", ""),
                        ("accepted_until", None),
                    ),
                    _connector="OR",
                ),
                name="risk_accepted_until_and_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="mitigation",
            constraint=models.UniqueConstraint(
                fields=("risk", "number"), name="mitigation_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["programme", "number"], name="issue_by_number"),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.UniqueConstraint(
                fields=("programme", "reference"), name="issue_reference_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_on", None), ("state", "open")),
                    models.Q(
                        ("resolved_on__isnull", False),
                        ("state", "resolved"),
                        models.Q(("resolution", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="issue_resolved_how_and_when",
            ),
        ),
        migrations.AddIndex(
            model_name="historicalmitigation",
            index=models.Index(
                fields=["id", "-history_date", "-history_id"], name="mitigation_as_at"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalissue",
            index=models.Index(fields=["id", "-history_date", "-history_id"], name="issue_as_at"),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(
                fields=["risk", "effective_on", "recorded_at"], name="assessment_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("impact__range", (1, 5)), ("likelihood__range", (1, 5))),
                name="assessment_one_to_five",
            ),
        ),
        *append_only(
            "risks_assessment",
            "risks_banding",
            "risks_historicalrisk",
            "risks_historicalmitigation",
            "risks_historicalissue",
        ),
        *kept_entries("risks_risk", "risks_issue"),
    ]
