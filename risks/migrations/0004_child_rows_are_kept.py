from django.db import migrations

from programme.append_only import Forbid


class Migration(migrations.Migration):

    dependencies = [('risks', '0003_past_in_order')]

    operations = [
        Forbid('delete', 'risks_mitigation'),
        Forbid('update', 'risks_mitigation', 'OLD.risk_id <> NEW.risk_id'),
    ]
