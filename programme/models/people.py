"""People, and the roles that they hold in programmes."""

from collections import defaultdict

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from programme.authorization.roles import Role
from programme.entries import Recorded, RecordedQuerySet
from programme.fields import LineField
from programme.plausible import one_script
from programme.standing import plain_name
from programme.written_once import Prepared

from .audit import VersionedByEvents

LONGEST_NAME = 70  # beside a title of 120: columns of records hold 200 characters


class User(VersionedByEvents, AbstractUser):
    """Somebody who signs in.

    Public documents name people by job title, and so does this in words. Pages and records say
    `known_as`, which has their name beside it where two could be confused.
    """

    name = LineField(max_length=120, blank=True)
    job_title = LineField(max_length=120)
    # An administrator chose the present one.
    must_change_password = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["job_title"]

    def __str__(self):
        return self.job_title or self.username

    def clean(self):
        super().clean()
        for name in ("username", "name", "job_title"):
            one_script(getattr(self, name), name)

    @cached_property
    def known_as(self):
        """The job title; with the name where somebody else has or had that title: Head of
        Transformation (Sam Reed).
        """
        return Titles().now(self.pk)

    @property
    def title(self):
        """Who it is, so that nobody is taken for somebody else: Jane Poole (jpoole), Head of legal
        services.
        """
        return f"{self.name or self.job_title} ({self.username})" + (
            f", {self.job_title}" if self.name else ""
        )


class FormerTitleQuerySet(RecordedQuerySet):
    """Sets of names and titles that people had."""

    def put_back(self, people, moment):
        """Gives `people` the names and titles that they had at a moment; None leaves them."""
        if not moment:
            return
        later = self.filter(user__in=people, recorded_at__gt=moment)
        first = {row.user_id: row for row in later.order_by("-recorded_at", "-id")}
        for person in people:
            if was := first.get(person.pk):
                person.name, person.job_title = was.name, was.job_title


class FormerTitle(Recorded):
    """The name and the job title that somebody had until `recorded_at`."""

    user = models.ForeignKey(User, models.PROTECT, related_name="former_titles")
    name = LineField(max_length=120, blank=True)
    job_title = LineField(max_length=120)

    objects = FormerTitleQuerySet.as_manager()

    def __str__(self):
        return self.job_title


PEOPLE = Prepared(lambda: User.objects.values_list("pk", "username", "name", "job_title"))
FORMER = Prepared(
    lambda: FormerTitle.objects.order_by("recorded_at", "id").values_list(
        "user", "job_title", "recorded_at"
    )
)


class Titles:
    """The names and job titles that people of all programmes have and had, read in two queries."""

    def __init__(self):
        self._names, self._now, self._past = {}, {}, defaultdict(list)
        self._holders = defaultdict(set)  # {a title as it is compared: who has or had it}
        for pk, username, name, title in PEOPLE.ask():
            self._names[pk], self._now[pk] = (name, username), title or username
            self._holders[plain_name(title or username)].add(pk)
        for pk, title, until in FORMER.ask():
            self._past[pk].append((until, title))
            self._holders[plain_name(title)].add(pk)

    def apart(self, title, pk):
        """A title as it says who somebody is, `pk`: with their name where it alone does not."""
        holders = self._holders.get(plain_name(title), ())
        if pk not in holders or len(holders) == 1:
            return title
        name, username = self._names[pk]
        alike = {plain_name(self._names[other][0]) for other in holders - {pk}}
        called = name if name and plain_name(name) not in alike else f"{name} {username}".strip()
        return f"{title} ({called[:LONGEST_NAME]})"

    def now(self, pk):
        """The present title of somebody, told apart."""
        return self.apart(self._now[pk], pk)

    def at(self, pk, moment):
        """The job title that somebody had at a moment: what a public paper calls them."""
        later = (title for until, title in self._past[pk] if until > moment)
        return next(later, self._now[pk])

    def signed(self, row, did, for_paper=False):
        """Who did something to a row, by its columns: `did` is "recorded" or the like. A paper has
        the job title alone.
        """
        said, pk = getattr(row, f"{did}_by_name"), getattr(row, f"{did}_by_id")
        if not pk:
            return said
        return self.at(pk, getattr(row, f"{did}_at")) if for_paper else self.apart(said, pk)


class MembershipQuerySet(models.QuerySet):
    """Sets of memberships, and of other rights that are given and ended."""

    def current(self):
        """Those that have not been ended."""
        return self.filter(ended_at=None)

    def not_ended_by(self, moment):
        """Those that had not been ended by a moment, also such as began after it."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment))


class Membership(models.Model):
    """One role of one person in one programme; for a committee member, on one body.

    Nobody's membership is deleted: it ends, and the record of who could do what stays.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    body = models.ForeignKey(
        "programme.Body", models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["role", "user__job_title"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme", "role"],
                condition=Q(ended_at=None, body=None),
                name="role_held_once",
            ),
            models.UniqueConstraint(
                fields=["user", "programme", "role", "body"],
                condition=Q(ended_at=None),
                name="role_on_body_held_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="membership_ended_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"

    @property
    def title(self):
        """Whose role it is, as the history names it."""
        return f"{self.user.title}: {self.get_role_display().lower()}"


class CreationRight(models.Model):
    """That somebody may create programmes, from when to when. It is ended and never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="creation_rights")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="creation_right_held_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="creation_right_ended_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """Whose right it is, as the record names it."""
        return f"{self.user.title}: programme creator"
