import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import programme.fields
from programme.append_only import Forbid

KEPT = ("id", "programme_id", "section", "figure", "label", "kind", "printed", "document", "recorded_at", "recorded_by_id")
CHANGES = "OLD.ended_at IS NOT NULL OR " + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in KEPT)


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_printed_figures_and_explanations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='printedfigure',
            name='figure_printed_once_in_a_document',
        ),
        migrations.AddField(
            model_name='printedfigure',
            name='label',
            field=programme.fields.LineField(default='', max_length=120, verbose_name='what it is'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='printedfigure',
            name='kind',
            field=models.CharField(choices=[('money', 'Money'), ('number', 'Number'), ('text', 'Words')], default='number', max_length=10),
        ),
        migrations.AddField(
            model_name='printedfigure',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='printedfigure',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='printedfigure',
            name='document',
            field=programme.fields.LineField(max_length=200, verbose_name='where it stands'),
        ),
        migrations.AddConstraint(
            model_name='printedfigure',
            constraint=models.UniqueConstraint(
                condition=models.Q(('ended_at', None)), fields=('programme', 'section', 'figure', 'document'),
                name='figure_printed_once_in_a_document',
                violation_error_message='This document\'s figure is recorded already. Withdraw that one first.',
            ),
        ),
        migrations.AddConstraint(
            model_name='printedfigure',
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(('ended_at', None), ('ended_by', None)),
                    models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR',
                ),
                name='printed_figure_ended_by_somebody',
            ),
        ),
        Forbid("update", "reports_printedfigure", CHANGES, "reports_printedfigure: a printed figure is kept; it can be ended once"),
        Forbid("delete", "reports_printedfigure"),
    ]
