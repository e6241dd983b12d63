import django.core.validators
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0013_judged_by_nobody_named'),
        ('risks', '0008_days_are_words_too'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='assessment',
            name='assessment_one_to_five',
        ),
        migrations.RemoveConstraint(
            model_name='risk',
            name='risk_score_is_likelihood_times_impact',
        ),
        migrations.AddField(
            model_name='banding',
            name='impacts',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(3, 3), (4, 4), (5, 5), (6, 6)], null=True, verbose_name='steps of impact'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='impact',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)]),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='likelihood',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)]),
        ),
        migrations.AlterField(
            model_name='banding',
            name='size',
            field=models.PositiveSmallIntegerField(choices=[(3, 3), (4, 4), (5, 5), (6, 6)], default=5, verbose_name='steps of likelihood'),
        ),
        migrations.AlterField(
            model_name='historicalrisk',
            name='impact',
            field=models.PositiveSmallIntegerField(editable=False, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)]),
        ),
        migrations.AlterField(
            model_name='historicalrisk',
            name='likelihood',
            field=models.PositiveSmallIntegerField(editable=False, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)]),
        ),
        migrations.AlterField(
            model_name='historicalrisk',
            name='target_given',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36)], verbose_name='target score as given'),
        ),
        migrations.AlterField(
            model_name='ratingscheme',
            name='kind',
            field=models.CharField(choices=[('numbers', 'Likelihood and impact, in numbers'), ('words', 'Frequency and severity in words, with a judged status')], max_length=10, verbose_name='rated in'),
        ),
        migrations.AlterField(
            model_name='risk',
            name='impact',
            field=models.PositiveSmallIntegerField(editable=False, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)]),
        ),
        migrations.AlterField(
            model_name='risk',
            name='likelihood',
            field=models.PositiveSmallIntegerField(editable=False, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)]),
        ),
        migrations.AlterField(
            model_name='risk',
            name='target_given',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36)], verbose_name='target score as given'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('impact__range', (1, 6)), ('likelihood__range', (1, 6))), name='assessment_within_the_largest_matrix'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('impact', None), ('likelihood', None), ('score', None)), models.Q(('impact__range', (1, 6)), ('likelihood__range', (1, 6)), ('score', django.db.models.expressions.CombinedExpression(models.F('likelihood'), '*', models.F('impact'))), ('impact__isnull', False), ('likelihood__isnull', False), ('score__isnull', False)), _connector='OR'), name='risk_score_is_likelihood_times_impact'),
        ),
        # SQLite builds the tables anew, and loses their triggers.
        *append_only('risks_assessment', 'risks_banding', 'risks_ratingscheme', 'risks_historicalrisk'),
        *kept_entries('risks_risk'),
    ]
