"""Sets of mails."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .choices import UNDELIVERED, State


class MailQuerySet(models.QuerySet):
    """Sets of what people are told by mail."""

    def to_send(self):
        """Those that a worker should take: their time has come, or a worker left them that died
        before it handed them over. The database's clock decides.

        It joins nothing, so that the database checks a row once more under its lock.
        """
        rested = Q(next_try_at=None) | Q(next_try_at__lte=Now())
        left = Q(state=State.SENDING, lease_until__lt=Now(), handed_over_at=None)
        return self.filter(Q(rested, state=State.WAITING, leaves_at__lte=Now()) | left)

    def stranded(self):
        """Those of a worker that died while the mail server was taking them: nobody knows whether
        it did.
        """
        late = self.filter(state=State.SENDING, lease_until__lt=Now())
        return late.filter(handed_over_at__isnull=False)

    def undelivered(self):
        """Those that did not arrive, or may not have, and that can still be sent again."""
        return self.filter(state__in=UNDELIVERED, sent_again=None, hidden_at=None).exclude(
            subject=""
        )

    def listed(self):
        """With what lists of them print, newest first."""
        return self.select_related("programme", "person", "sent_again").order_by(
            "-recorded_at", "-pk"
        )
