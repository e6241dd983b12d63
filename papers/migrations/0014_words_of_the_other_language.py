from django.db import migrations, models

SAID = [
    ("none", "Not written"),
    ("written", "Written beside it, part by part, and published with it"),
    ("attached", "One of the attached documents"),
]
COLUMN = {"choices": SAID, "default": "none", "max_length": 10}


class Migration(migrations.Migration):

    dependencies = [("papers", "0013_recommendations_are_kept_as_typed")]

    operations = [
        migrations.AlterField(
            model, "second", models.CharField("in the other language", **COLUMN)
        )
        for model in ("historicalpaper", "paper")
    ]
