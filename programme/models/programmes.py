"""Programmes that two or more councils share, their partners and objectives."""

from django.db import models
from django.db.models import OuterRef, Subquery

from programme.fields import LineField, WordsField


class ProgrammeQuerySet(models.QuerySet):
    """Sets of programmes."""

    def visible_to(self, user):
        """Those in which `user` holds a role today. Nobody sees a programme they have no part in."""
        return self.filter(memberships__user=user, memberships__ended_at=None).distinct()

    def with_previous_position(self, moment):
        """Adds `previous_position`: the moment of the last report published for a position before `moment`."""
        earlier = Position.objects.filter(programme=OuterRef("pk"), at__lt=moment).order_by("-at")
        return self.annotate(previous_position=Subquery(earlier.values("at")[:1]))


class Programme(models.Model):
    """A piece of work that partner councils run together and account for in one place."""

    name = LineField(max_length=120)
    slug = models.SlugField(unique=True, help_text="Stands in the address of every page; never changes.")
    stage = LineField(max_length=80, blank=True, help_text="For example, Implementation")
    accent = models.SlugField(
        default="blue",
        choices=[("blue", "Blue"), ("green", "Green"), ("purple", "Purple"), ("teal", "Teal")],
    )
    created_at = models.DateTimeField()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Partner(models.Model):
    """A council, or another public body, that shares the programme."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="partners")
    name = LineField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="partner_once_per_programme")]

    def __str__(self):
        return self.name


class Objective(models.Model):
    """What the programme was set up to achieve, under the letter or number that its documents use."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="objectives")
    reference = LineField(max_length=12)
    text = WordsField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "reference"], name="objective_reference_once")
        ]

    def __str__(self):
        return f"{self.reference} {self.text}"


class Position(models.Model):
    """A moment that a published report answered for. Trends compare with the last one."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="positions")
    at = models.DateTimeField()
    label = LineField(max_length=200)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["programme", "at"], name="position_by_moment")]

    def __str__(self):
        return self.label


