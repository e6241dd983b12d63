"""Invitations into a programme, by mail."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from programme.authorization import Role
from programme.fields import LineField


def roles_of_ours(roles):
    """Refuses what is no list of roles.

    Raises:
        ValidationError: it is none.
    """
    if not roles or not set(roles) <= set(Role.values):
        raise ValidationError("Choose one or more of the roles.")


class InvitationQuerySet(models.QuerySet):
    """Sets of invitations."""

    def unanswered(self):
        """Those that nobody accepted and nobody withdrew, expired or not."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """That whoever reads the mail at an address may take roles in a programme, once and until a
    moment.

    It is accepted or withdrawn once, and changed by nothing else. `nonce` is one half of what its
    link is made of, the secret of the installation the other: the link stands in no row.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="invitations")
    email = models.EmailField("email address")
    roles = models.JSONField(validators=[roles_of_ours])
    body = models.ForeignKey(
        "programme.Body", models.PROTECT, null=True, blank=True, related_name="+"
    )
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    invited_by_name = LineField(max_length=200)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        "programme.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "programme.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "programme",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at=None),
                name="invitation_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="invitation_withdrawn_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def roles_in_words(self):
        """The roles that it gives: programme manager, committee member (Joint committee)."""
        words = [Role(role).label.lower() for role in self.roles]
        if self.body:
            member = Role.COMMITTEE_MEMBER.label.lower()
            words = [f"{one} ({self.body})" if one == member else one for one in words]
        return ", ".join(words)

    @property
    def title(self):
        """How the history names it."""
        return f"{self.email}: {self.roles_in_words}"[:300]

    @property
    def secret(self) -> str:
        """How its mails name its link."""
        return f"invitation:{self.pk}"

    def is_open(self, at) -> bool:
        """Whether it can be accepted at a moment."""
        return not (self.accepted_at or self.withdrawn_at or self.expires_at <= at)
