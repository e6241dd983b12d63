from django.conf import settings
from django.db import migrations, models

from programme.append_only import append_only, kept_entries

# Rows that are there stay as they are: nobody knows of which somebody had said so.

class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0012_kept_where_they_are'),
        ('recommendations', '0004_child_rows_are_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='recommendation',
            name='recommendation_received_until_answered',
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('response', ''), _negated=True), models.Q(('state', 'received'), _negated=True)), models.Q(('response', ''), models.Q(('comments', ''), _negated=True)), models.Q(('response', ''), ('state__in', ('received', 'reopened', 'superseded', 'risk_accepted', 'dropped'))), _connector='OR'), name='recommendation_received_until_answered'),
        ),
        # SQLite builds the tables anew, and loses their triggers.
        *append_only('recommendations_historicalrecommendation'),
        *kept_entries('recommendations_recommendation'),
    ]
