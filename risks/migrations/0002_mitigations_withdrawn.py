from django.db import migrations, models

import programme.fields
from programme.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('risks', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalmitigation',
            name='withdrawn_on',
            field=programme.fields.DayField(editable=False, null=True, verbose_name='withdrawn'),
        ),
        migrations.AddField(
            model_name='historicalmitigation',
            name='withdrawn_why',
            field=programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why withdrawn'),
        ),
        migrations.AddField(
            model_name='mitigation',
            name='withdrawn_on',
            field=programme.fields.DayField(editable=False, null=True, verbose_name='withdrawn'),
        ),
        migrations.AddField(
            model_name='mitigation',
            name='withdrawn_why',
            field=programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='mitigation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_on', None), ('withdrawn_why', '')), models.Q(('done_on', None), ('withdrawn_on__isnull', False), models.Q(('withdrawn_why', ''), _negated=True)), _connector='OR'), name='mitigation_done_or_withdrawn_for_a_reason'),
        ),
        *append_only('risks_historicalmitigation'),
    ]
