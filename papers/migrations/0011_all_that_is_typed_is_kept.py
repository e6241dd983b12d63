from django.db import migrations, models


def take_over(apps, schema_editor):
    """What was typed in texts, under the names of their fields."""
    unsaved = apps.get_model("papers", "UnsavedText")
    for row in unsaved.objects.all():
        row.typed = {"text": [row.text], "second_text": [row.second_text]}
        row.save(update_fields=["typed"])


class Migration(migrations.Migration):

    dependencies = [("papers", "0010_two_languages")]

    operations = [
        migrations.AddField("unsavedtext", "typed", models.JSONField(default=dict)),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
