from django.db import migrations

from programme.append_only import Forbid


class Migration(migrations.Migration):

    dependencies = [('recommendations', '0003_no_longer_pursued')]

    operations = [
        Forbid('delete', 'recommendations_partnerowner'),
        Forbid('update', 'recommendations_partnerowner', 'OLD.recommendation_id <> NEW.recommendation_id'),
    ]
