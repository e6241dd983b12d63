"""Programmes that two or more councils share, their partners, their objectives and how well these
were met.
"""

import re

from django.core.exceptions import ValidationError
from django.db import models

from programme.entries import Dated, Entry
from programme.fields import DayField, LineField, WordsField
from programme.formats import first_words
from programme.plausible import one_script
from programme.standing import Standing

from .audit import VersionedByEvents

PAGES = ("add", "download")  # addresses below that of the objectives


def fits_an_address(reference):
    """Refuses a letter or number that could not stand in the address of its page.

    Raises:
        ValidationError: it holds something else than letters and digits, with a full stop or hyphen
        between them.
    """
    if (
        not re.fullmatch(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", reference)
        or reference.lower() in PAGES
    ):
        raise ValidationError(
            "Enter letters and digits, with a full stop or hyphen between them, for example a or"
            " 1.2."
        )


class ProgrammeQuerySet(models.QuerySet):
    """Sets of programmes."""

    def visible_to(self, user):
        """Those in which `user` holds a role today.

        Nobody sees a programme they have no part in.
        """
        return self.filter(memberships__user=user, memberships__ended_at=None).distinct()


class Programme(VersionedByEvents, models.Model):
    """A piece of work that partner councils run together and account for in one place."""

    name = LineField(max_length=120)
    slug = models.SlugField(
        unique=True, help_text="Stands in the address of every page; never changes."
    )
    stage = LineField(max_length=80, blank=True, help_text="For example, Implementation")
    accent = models.SlugField(
        default="blue",
        choices=[("blue", "Blue"), ("green", "Green"), ("purple", "Purple"), ("teal", "Teal")],
    )
    created_at = models.DateTimeField()
    checklist_hidden_at = models.DateTimeField(null=True, editable=False)  # by somebody, for all
    authorised_by = models.ForeignKey(
        "programme.Body", models.PROTECT, null=True, related_name="+", editable=False
    )
    # When it was closed, and by which body as that was called then: both or neither.
    closed_on = DayField(null=True, editable=False)
    closed_by = LineField(max_length=120, null=True, editable=False)
    # Since when the database holds its rows; none while one of them is put right.
    fixed_at = models.DateTimeField(null=True, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None, closed_by=None, fixed_at=None)
                | models.Q(closed_on__isnull=False, closed_by__isnull=False),
                name="programme_closed_when_and_by_whom",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_closed(self):
        """Whether the body that authorised it has closed it."""
        return self.closed_on is not None

    def clean(self):
        super().clean()
        one_script(self.name, "name")


class Partner(Standing):
    """A council, or another public body, that shares the programme."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="partners")
    name = LineField(max_length=120)

    class Meta(Standing.Meta):
        ordering = ["name"]
        constraints = [
            *Standing.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "name"], name="partner_once_per_programme"
            ),
        ]


class Judgement(models.TextChoices):
    """How well an objective was met."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    FURTHER = "further", "Needs further work"
    NOT_ASSESSED = "not_assessed", "Not assessed"


class Objective(Entry):
    """What the programme was set up to achieve.

    `reference` is the letter or number that its documents use: a gap in the lettering is theirs,
    and is kept. `judgement` repeats that of the achievement that counts; `judge_objective` is its
    only writer.
    """

    owner = owner_user = lead_partner = workstream = None  # an objective is the whole programme's
    settled_at = settled_why = None  # and stays as long as it does

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="objectives", editable=False
    )
    reference = LineField("letter or number", max_length=12, validators=[fits_an_address])
    text = WordsField("objective")
    judgement = models.CharField(
        "how well it was met", max_length=20, choices=Judgement, blank=True, editable=False
    )

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="objective_reference_once"
            )
        ]

    @property
    def title(self):
        """Its first words."""
        return first_words(self.text)

    def recounted(self, at=None) -> dict:
        """The column that repeats the achievement that counts now, or at a position."""
        last = self.achievements.known_at(at).in_order().last()
        return {"judgement": last.judgement if last else ""}

    def get_state_display(self):
        """What stands beside its title: how well it was met."""
        return self.get_judgement_display() or "No achievement recorded yet"


class Achievement(Dated):
    """How well an objective was met as at a day, in the words of its author.

    Added, never changed.
    """

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="achievements")
    judgement = models.CharField("how well it was met", max_length=20, choices=Judgement)
    statement = WordsField("achievement")
    author = LineField("judged by", max_length=120, blank=True)

    class Meta(Dated.Meta):
        indexes = [
            models.Index(fields=["objective", "as_at", "recorded_at"], name="achievement_in_order")
        ]

    def __str__(self):
        return f"{self.get_judgement_display()}, {self.as_at}"


class ReportedPositionQuerySet(models.QuerySet):
    """Sets of moments that reports answered for."""

    def last_before(self, programme, moment):
        """The moment of the programme's last published report before `moment`; None where there is
        none.
        """
        earlier = self.filter(programme=programme, at__lt=moment).order_by("-at")
        return earlier.values_list("at", flat=True).first()


class ReportedPosition(models.Model):
    """A moment that a published report answered for. Trends compare with the last one."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="positions")
    at = models.DateTimeField()
    label = LineField(max_length=200)

    objects = ReportedPositionQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["programme", "at"], name="position_by_moment")]

    def __str__(self):
        return self.label
