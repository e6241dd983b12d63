from django.db import migrations, models


class Migration(migrations.Migration):
    """A correction of which a clearance was asked stays on record when it is discarded."""

    dependencies = [("reports", "0015_proof_and_withdrawal")]

    operations = [migrations.AddField("report", "discarded_at", models.DateTimeField(null=True))]
