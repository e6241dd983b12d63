from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_achievements")]

    operations = [
        migrations.AddField(
            "user", "must_change_password", models.BooleanField(default=False, editable=False)
        ),
    ]
