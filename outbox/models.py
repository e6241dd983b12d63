"""What leaves by mail, when each person wants it, and which mornings were told of."""

import uuid

from django.db import models
from django.db.models import Q

from programme.fields import LineField
from programme.formats import DISPOSED

from .choices import ARRIVED, HIDDEN, OF_THE_LOGS, UNDELIVERED, Kind, State, When
from .querysets import MailQuerySet


class Mail(models.Model):
    """Something that one person is told by mail, of one programme.

    The row is the job as well, as a report's is: it is written in the transaction of what it tells,
    and a worker claims it by a conditional update. What is `daily` leaves together with the other
    such rows of the person and programme. `lines` are {"text", "path"}, the path without the name
    of the site. `key` names what is told once in all. What it tells never changes.

    A mail about an account belongs to no programme, one to somebody without an account to no
    person. `secret` names a link that only the mail holds: it is made as the mail leaves, and leads
    on from the first line.
    """

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey("programme.User", models.PROTECT, null=True, related_name="mails")
    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=120, blank=True)
    subject = LineField(max_length=300)
    lines = models.JSONField(default=list)
    secret = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    daily = models.BooleanField(default=False)
    token = models.UUIDField(default=uuid.uuid4, unique=True)  # names it to mail servers
    again = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="sent_again"
    )

    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    said = models.CharField(max_length=500, blank=True)  # what became of it, in words
    address = models.CharField(max_length=254, blank=True)  # where it went, or should have
    message_id = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)  # from then on the server may have taken it
    next_try_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Since then no page shows what it tells: the report that it names was withdrawn.
    hidden_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], condition=~Q(key=""), name="mail_tells_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(address=""), name="mail_goes_somewhere"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "leaves_at"], name="mail_to_send"),
            models.Index(fields=["programme", "-recorded_at"], name="mail_of_programme"),
        ]

    def __str__(self):
        return self.shown_subject

    @property
    def shown_subject(self) -> str:
        """What it is about, as pages say it."""
        return HIDDEN if self.hidden_at else self.subject or DISPOSED

    @property
    def shown_lines(self) -> list[dict]:
        """What it tells, as pages say it."""
        return [] if self.hidden_at else self.lines

    @property
    def title(self):
        """How the audit trail names it."""
        return f"The mail to {self.recipient}: {self.shown_subject}"[:300]

    @property
    def goes_to(self) -> str:
        """The address to which it goes now; of a person the one that they have by now."""
        return self.person.email if self.person else self.address

    @property
    def recipient(self) -> str:
        """Whom it is for, in words."""
        return self.person.title if self.person else self.address

    @property
    def state_in_words(self) -> str:
        """What became of it: Address refused: the mail server said 550 No such user."""
        return f"{self.get_state_display()}: {self.said}" if self.said else self.get_state_display()

    @property
    def is_of_the_logs(self) -> bool:
        """Whether only those who read the logs may read it."""
        return self.kind in OF_THE_LOGS

    @property
    def can_come_back(self) -> bool:
        """Whether the mail server took it, as far as is known."""
        return self.state in ARRIVED and bool(self.subject) and not self.was_sent_again

    @property
    def can_be_sent_again(self) -> bool:
        """Whether it did not arrive, or may not have, and was not sent again, and still may be
        told.
        """
        is_told = self.subject and not self.hidden_at
        return self.state in UNDELIVERED and not self.was_sent_again and bool(is_told)

    @property
    def was_sent_again(self) -> bool:
        """Whether another one went in its place."""
        return hasattr(self, "sent_again")


class MailChoice(models.Model):
    """When somebody wants to be told of a kind; what they have not chosen goes as is usual."""

    person = models.ForeignKey("programme.User", models.PROTECT, related_name="mail_choices")
    kind = models.CharField(max_length=12, choices=Kind)
    when = models.CharField(max_length=8, choices=When)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_choice_of_a_kind")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_when_display().lower()}"


class Morning(models.Model):
    """A day on whose morning people were told of what is due and overdue: once, whoever tells."""

    on = models.DateField(unique=True)

    def __str__(self):
        return f"The morning of {self.on}"
