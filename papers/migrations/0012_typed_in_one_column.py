from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("papers", "0011_all_that_is_typed_is_kept")]

    operations = [
        migrations.RemoveField("unsavedtext", "text"),
        migrations.RemoveField("unsavedtext", "second_text"),
    ]
