from django.db import migrations

import programme.fields


class Migration(migrations.Migration):

    dependencies = [
        ('risks', '0005_matrix_names_and_four_bands'),
    ]

    operations = [
        migrations.AlterField(
            model_name='wordassessment',
            name='judged_by',
            field=programme.fields.LineField(blank=True, help_text='Job title or body', max_length=120),
        ),
    ]
