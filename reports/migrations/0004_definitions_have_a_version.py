from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("reports", "0003_printed_figures_have_words_and_can_end")]

    operations = [
        migrations.AddField("reportdefinition", "version", models.PositiveIntegerField(default=1, editable=False)),
        migrations.AddField("reportdefinition", "updated_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(
            "reportdefinition", "updated_by_name", models.CharField(blank=True, editable=False, max_length=200)
        ),
    ]
