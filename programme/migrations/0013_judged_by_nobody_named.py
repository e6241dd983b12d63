from django.db import migrations

import programme.fields


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0012_kept_where_they_are'),
    ]

    operations = [
        migrations.AlterField(
            model_name='achievement',
            name='author',
            field=programme.fields.LineField(blank=True, max_length=120, verbose_name='judged by'),
        ),
    ]
