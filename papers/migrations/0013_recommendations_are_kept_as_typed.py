from django.db import migrations, models


class Migration(migrations.Migration):
    """What is typed in the form of a recommendation is kept as that of a part is, and what was
    typed on another page beside it.
    """

    dependencies = [("papers", "0012_typed_in_one_column")]

    operations = [
        migrations.RemoveConstraint("unsavedtext", "one_unsaved_text_of_a_person"),
        migrations.AddField(
            "unsavedtext", "of", models.CharField(blank=True, default="", max_length=20)
        ),
        migrations.AddField(
            "unsavedtext", "page", models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AddConstraint(
            "unsavedtext",
            models.UniqueConstraint(
                fields=["part", "of", "person", "page"], name="one_unsaved_text_of_a_page"
            ),
        ),
    ]
