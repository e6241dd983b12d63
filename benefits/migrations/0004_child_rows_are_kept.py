from django.db import migrations

from programme.append_only import Forbid


class Migration(migrations.Migration):

    dependencies = [('benefits', '0003_past_in_order')]

    operations = [
        Forbid('delete', 'benefits_partnershare'),
        Forbid('update', 'benefits_partnershare', 'OLD.benefit_id <> NEW.benefit_id'),
        Forbid('delete', 'benefits_savingslink'),
        Forbid('update', 'benefits_savingslink', 'OLD.benefit_id <> NEW.benefit_id'),
    ]
