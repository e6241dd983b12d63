from django.db import migrations

from programme.append_only import Forbid


class Migration(migrations.Migration):

    dependencies = [('equality', '0002_past_in_order')]

    operations = [
        Forbid('delete', 'equality_answer'),
        Forbid('update', 'equality_answer', 'OLD.assessment_id <> NEW.assessment_id'),
    ]
