from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("programme", "0001_programmes_people_and_audit")]

    operations = [
        migrations.AddField("user", "must_change_password", models.BooleanField(default=False, editable=False)),
    ]
