"""Of whom a clearance is asked: a role, a post of a council, or a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from programme.authorization import LOG_READERS, Role
from programme.entries import Kept
from programme.fields import LineField
from programme.models import Post, PostKind

from .passed_on import PassedOn
from .querysets import InUseQuerySet

ROLES = [(role.value, role.label) for role in Role if role in LOG_READERS]


class AskedOf(models.Model):
    """What is cleared, and who does so: those who hold a role, a post of a council, or a person."""

    label = LineField(
        "what is cleared", max_length=120, help_text="For example, Legal, Finance or Equality"
    )
    role = models.CharField(max_length=30, choices=ROLES, blank=True)
    post = models.CharField(max_length=20, choices=PostKind, blank=True)
    partner = models.ForeignKey(
        "programme.Partner", models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="") & Q(post="", partner=None, person=None)
                | Q(role="", person=None) & ~Q(post="")
                | Q(role="", post="", partner=None, person__isnull=False),
                name="%(class)s_asked_of_one",
            )
        ]

    @property
    def asked_of(self) -> str:
        """Of whom it is asked, in words; a post without a council is that of each of them."""
        if self.person_id:
            return self.person.title
        if self.role:
            return self.get_role_display()
        return f"{self.get_post_display()}, {self.partner or 'each council'}"

    def may_answer(self, user, programme, on) -> bool:
        """Whether it is for `user` to answer on a day: somebody with a part in the programme who
        holds the role, or the post on that day, or is the person.
        """
        roles = set(user.memberships.current().filter(programme=programme).values_list("role"))
        roles = {role for (role,) in roles}
        if LOG_READERS.isdisjoint(roles) or not user.is_active:
            return False
        if self.role:
            return self.role in roles
        if self.person_id:
            return self.person_id == user.pk
        held = Post.objects.held_on(on).filter(partner=self.partner_id, kind=self.post)
        return held.filter(person=user).exists()


class DemandedClearance(AskedOf, PassedOn, Kept):
    """A clearance without which no report to a body is published."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    body = models.ForeignKey(
        "programme.Body", models.PROTECT, related_name="demanded_clearances", editable=False
    )
    place = models.PositiveSmallIntegerField(editable=False)
    left_out = models.BooleanField(default=False, editable=False)

    objects = InUseQuerySet.as_manager()

    class Meta(AskedOf.Meta, Kept.Meta):
        ordering = ["body", "place", "id"]

    def __str__(self):
        return self.label

    @property
    def title(self):
        """How the audit trail names it."""
        return f"{self.label} by {self.asked_of}, demanded by {self.body}"

    def councils(self):
        """The councils of whose posts it is asked, one clearance of each; [None] of no post, and
        where there is no council yet.
        """
        if not self.post or self.partner_id:
            return [self.partner]
        return list(self.programme.partners.standing().order_by("name")) or [None]
