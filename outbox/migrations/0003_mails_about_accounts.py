import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programme.append_only import Forbid

KINDS = [
    ('papers', 'Papers of a body on which you sit'),
    ('published', 'Other papers that are published in your programmes'),
    ('draft', 'A draft or a review that is due, or a part of a paper that you write'),
    ('clearance', 'A clearance that is asked of you'),
    ('overdue', 'What you own and is overdue or needs somebody'),
    ('account', 'Accounts: invitations, passwords, and who gives themselves which rights'),
]
# What a mail tells never changes; who has none of a programme and a person counts as 0.
SAME = ('kind', 'key', 'subject', 'lines', 'secret', 'recorded_at', 'leaves_at', 'daily', 'token')
OTHER = ' OR '.join(f'OLD.{name} <> NEW.{name}' for name in SAME) + ''.join(
    f' OR COALESCE(OLD.{name}, 0) <> COALESCE(NEW.{name}, 0)' for name in ('programme_id', 'person_id')
)
# What became of a mail stays, but for one that came back, and one that did arrive after all.
SETTLED = (
    "OLD.state IN ('sent', 'refused', 'given_up', 'uncertain', 'came_back', 'not_sent') "
    "AND OLD.state <> NEW.state "
    "AND NOT (OLD.state IN ('sent', 'uncertain') AND NEW.state = 'came_back') "
    "AND NOT (OLD.state = 'uncertain' AND NEW.state = 'sent')"
)


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_hidden_mails'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField('mail', 'kind', models.CharField(choices=KINDS, max_length=12)),
        migrations.AlterField('mailchoice', 'kind', models.CharField(choices=KINDS, max_length=12)),
        migrations.AlterField(
            'mail',
            'programme',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme'),
        ),
        migrations.AlterField(
            'mail',
            'person',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mails', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            'mail', 'secret', models.CharField(blank=True, default='', max_length=60), preserve_default=False
        ),
        migrations.AddConstraint(
            'mail',
            models.CheckConstraint(
                condition=models.Q(('person__isnull', False), models.Q(('address', ''), _negated=True), _connector='OR'),
                name='mail_goes_somewhere',
            ),
        ),
        Forbid('delete', 'outbox_mail'),
        Forbid('update', 'outbox_mail', f'{OTHER} OR ({SETTLED})'),
    ]
