from django.db import migrations

from programme.append_only import Forbid


class Migration(migrations.Migration):

    dependencies = [('recommendations', '0002_past_in_order')]

    operations = [
        Forbid('delete', 'recommendations_partnerowner'),
        Forbid('update', 'recommendations_partnerowner', 'OLD.recommendation_id <> NEW.recommendation_id'),
    ]
