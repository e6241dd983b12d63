"""The bodies that a programme reports to, and the calendar of their meetings."""

from django.db import models

from programme.clear_days import Reckoning, is_working_day, reckon
from programme.fields import DayField, LineField
from programme.standing import Standing


class Body(Standing):
    """A committee, board or panel: how many clear days its papers need, and by which nation's
    holidays.

    Five clear days in England (Local Government Act 1972, section 100A to 100C as amended), three
    in Wales.
    """

    class Kind(models.TextChoices):
        JOINT_COMMITTEE = "joint_committee", "Joint committee"
        SCRUTINY = "scrutiny", "Overview and scrutiny committee"
        CABINET = "cabinet", "Cabinet or executive"
        BOARD = "board", "Project or programme board"
        TEAM = "team", "Programme management team"
        OFFICERS = "officers", "Executive or officer group"

    class Nation(models.TextChoices):
        ENGLAND = "ENG", "England"
        WALES = "WLS", "Wales"

    CLEAR_DAYS = [(5, "Five clear days (England)"), (3, "Three clear days (Wales)")]

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="bodies")
    name = LineField(max_length=120)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.JOINT_COMMITTEE)
    nation = models.CharField(
        "bank holidays of", max_length=3, choices=Nation, default=Nation.ENGLAND
    )
    clear_days = models.PositiveSmallIntegerField(choices=CLEAR_DAYS, default=5)
    is_public = models.BooleanField(
        "published reports are open to everyone",
        default=True,
        help_text="When set, a published report has a page that needs no sign-in.",
    )
    reports_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reported_by"
    )

    class Meta(Standing.Meta):
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            *Standing.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "name"], name="body_name_once_per_programme"
            ),
            models.CheckConstraint(
                condition=models.Q(clear_days__in=[3, 5]), name="body_clear_days_three_or_five"
            ),
        ]

    def closures(self):
        """The body's own closed days as {date: reason}."""
        return {day.on: day.reason for day in self.closed_days.all()}

    def is_working_day(self, day):
        """Whether `day` counts for this body: no weekend, no bank holiday, no day it closed
        itself.
        """
        return is_working_day(day, self.nation, self.closures())


class ClosedDay(models.Model):
    """A day on which the body's offices are closed although it is no bank holiday."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="closed_days")
    on = DayField()
    reason = LineField(max_length=120)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["body", "on"], name="closed_day_once")]

    def __str__(self):
        return f"{self.on}: {self.reason}"


class Meeting(models.Model):
    """One meeting of a body.

    Its publication date follows from its own date, never the other way round.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    on = DayField("date of the meeting")
    place = LineField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["body", "on"], name="meeting_once_a_day")]

    def __str__(self):
        return f"{self.body} on {self.on.day} {self.on:%B %Y}"

    def reckoning(self) -> Reckoning:
        """The latest publication date, with every day that was or was not counted on the way back
        to it.
        """
        return reckon(self.on, self.body.clear_days, self.body.nation, self.body.closures())
