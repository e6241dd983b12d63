from datetime import UTC, datetime

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields
import programme.models.programmes
from programme.append_only import append_only, kept_entries

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # stands only until `date_objectives` has run


def date_objectives(apps, schema_editor):
    """Objectives that are there already get their place, the day of their programme, and the first row of their history."""
    model, history = (
        apps.get_model("programme", "Objective"),
        apps.get_model("programme", "HistoricalObjective"),
    )
    places = {}
    for objective in model.objects.select_related("programme").order_by("programme_id", "id"):
        objective.number = places[objective.programme_id] = (
            places.get(objective.programme_id, 0) + 1
        )
        objective.created_at = objective.updated_at = objective.programme.created_at
        objective.updated_by_name = "The system"
        objective.save()
        kept = (
            "id",
            "number",
            "version",
            "created_at",
            "updated_at",
            "updated_by_name",
            "reference",
            "text",
            "programme_id",
        )
        values = {name: getattr(objective, name) for name in kept}
        history.objects.create(history_date=objective.created_at, history_type="+", **values)


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0001_programmes_people_and_audit"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="objective",
            options={"ordering": ["programme", "number"]},
        ),
        migrations.AddField(
            model_name="objective",
            name="created_at",
            field=models.DateTimeField(default=LONG_AGO, editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="objective",
            name="judgement",
            field=models.CharField(
                blank=True,
                choices=[
                    ("met", "Met"),
                    ("partly", "Partly met"),
                    ("not_met", "Not met"),
                    ("further", "Needs further work"),
                    ("not_assessed", "Not assessed"),
                ],
                editable=False,
                max_length=20,
                verbose_name="how well it was met",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="number",
            field=models.PositiveIntegerField(default=0, editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="objective",
            name="updated_at",
            field=models.DateTimeField(default=LONG_AGO, editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="objective",
            name="updated_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="updated_by_name",
            field=models.CharField(default="", editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="objective",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name="objective",
            name="programme",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="objectives",
                to="programme.programme",
            ),
        ),
        migrations.AlterField(
            model_name="objective",
            name="reference",
            field=programme.fields.LineField(
                max_length=12,
                validators=[programme.models.programmes.fits_an_address],
                verbose_name="letter or number",
            ),
        ),
        migrations.AlterField(
            model_name="objective",
            name="text",
            field=programme.fields.WordsField(max_length=5000, verbose_name="objective"),
        ),
        migrations.CreateModel(
            name="Achievement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_name", models.CharField(max_length=200)),
                ("as_at", programme.fields.DayField(verbose_name="position as at")),
                (
                    "judgement",
                    models.CharField(
                        choices=[
                            ("met", "Met"),
                            ("partly", "Partly met"),
                            ("not_met", "Not met"),
                            ("further", "Needs further work"),
                            ("not_assessed", "Not assessed"),
                        ],
                        max_length=20,
                        verbose_name="how well it was met",
                    ),
                ),
                (
                    "statement",
                    programme.fields.WordsField(max_length=5000, verbose_name="achievement"),
                ),
                ("author", programme.fields.LineField(max_length=120, verbose_name="judged by")),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="achievements",
                        to="programme.objective",
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
            ],
            options={
                "ordering": ["recorded_at", "id"],
                "indexes": [
                    models.Index(
                        fields=["objective", "as_at", "recorded_at"], name="achievement_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalObjective",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("updated_by_name", models.CharField(editable=False, max_length=200)),
                (
                    "reference",
                    programme.fields.LineField(
                        max_length=12,
                        validators=[programme.models.programmes.fits_an_address],
                        verbose_name="letter or number",
                    ),
                ),
                ("text", programme.fields.WordsField(max_length=5000, verbose_name="objective")),
                (
                    "judgement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Met"),
                            ("partly", "Partly met"),
                            ("not_met", "Not met"),
                            ("further", "Needs further work"),
                            ("not_assessed", "Not assessed"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="how well it was met",
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
                "verbose_name": "historical objective",
                "verbose_name_plural": "historical objectives",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "-history_date", "-history_id"], name="objective_as_at"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        *append_only("programme_achievement", "programme_historicalobjective"),
        *kept_entries("programme_objective"),
        migrations.RunPython(date_objectives, migrations.RunPython.noop),
    ]
