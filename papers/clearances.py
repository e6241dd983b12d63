"""Of whom a clearance is asked: a role, a post of a council, or a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from programme.authorization import LOG_READERS, Role
from programme.entries import Kept
from programme.fields import LineField
from programme.formats import day
from programme.models import Post, PostKind

from .passed_on import PassedOn
from .querysets import InUseQuerySet

ROLES = [(role.value, role.label) for role in Role if role in LOG_READERS]


def heir(council):
    """What took the place of a council that has ended; itself where it stands, or nothing did."""
    while council and council.ended_on and council.successor:
        council = council.successor
    return council


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

    def council_on(self, on):
        """The council of whose post it is asked on a day: the one that took the place of one that
        had ended by then. None where it is of no council.
        """
        council = self.partner
        while council and council.ended_on and council.ended_on < on and council.successor:
            council = council.successor
        return council

    def asked_on(self, on) -> str:
        """Who is to answer on a day, in words."""
        council = self.council_on(on)
        if council == self.partner:
            return self.asked_of
        return f"{self.get_post_display()}, {council} (in the place of {self.partner})"

    def cannot_be_asked(self, programme, on) -> str:
        """Why nobody will be able to answer from a day on, as a sentence; blank where somebody may
        come who can.
        """
        if self.person_id and not self._answering(self.person, programme):
            return f"{self.person.title} has no role here any more that sees drafts."
        council = self.council_on(on)
        gone = council and council.ended_on and council.ended_on < on
        return f"{council} ended on {day(council.ended_on)}; nothing succeeds it." if gone else ""

    def nobody(self, programme, on) -> str:
        """Why nobody may answer on a day, as a sentence; blank where somebody may."""
        if said := self.cannot_be_asked(programme, on):
            return f"{said} Nobody may answer: withdraw it and ask somebody else."
        if self.role:
            held = programme.memberships.current().filter(role=self.role, user__is_active=True)
            return "" if held.exists() else "Nobody holds this role here today."
        people = [one.person for one in self._held(on).select_related("person") if one.person]
        found = self.person_id or any(self._answering(one, programme) for one in people)
        return "" if found else "Nobody who signs in here holds this post today."

    def _held(self, on):
        """Who holds its post on a day."""
        return Post.objects.held_on(on).filter(partner=self.council_on(on), kind=self.post)

    def _answering(self, user, programme):
        """The roles that somebody has in the programme; none where they see no drafts."""
        roles = user.memberships.current().filter(programme=programme).values_list("role")
        roles = {role for (role,) in roles}
        return roles if user.is_active and not LOG_READERS.isdisjoint(roles) else set()

    def may_answer(self, user, programme, on) -> bool:
        """Whether it is for `user` to answer on a day: somebody with a part in the programme who
        holds the role, or the post on that day, or is the person.
        """
        roles = self._answering(user, programme)
        if not roles:
            return False
        if self.role:
            return self.role in roles
        if self.person_id:
            return self.person_id == user.pk
        return self._held(on).filter(person=user).exists()


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
        """The councils of whose posts it is asked, one clearance of each: one that ended gives way
        to its successor. [None] of no post, and where there is no council yet.
        """
        if not self.post or self.partner_id:
            return [heir(self.partner)]
        return list(self.programme.partners.standing().order_by("name")) or [None]
