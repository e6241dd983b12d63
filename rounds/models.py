"""Update rounds: which rows somebody has to answer for, until when, and what was answered."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from programme.entries import Kept, Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day, listed
from programme.log import logs

from .choices import Said

LONGEST_LEAD = 60  # days


def logs_of_rounds() -> dict:
    """The logs of whose rows a round can ask, by name."""
    return {log.name: log for log in logs() if log.in_rounds}


def known_logs(names):
    """Refuses a list of logs that names none, or one of which no round asks.

    Raises:
        ValidationError: it is such a list.
    """
    if not names or not set(names) <= set(logs_of_rounds()):
        raise ValidationError("Choose one or more of the logs.")


class LogsField(models.JSONField):
    """The names of logs, which the history writes as titles."""

    def in_words(self, value):
        known = logs_of_rounds()
        return listed(known[name].title if name in known else name for name in value or ())


class Scope(Kept):
    """Of which rows a round asks."""

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="+", editable=False
    )
    logs = LogsField(validators=[known_logs])
    workstream = LineField(max_length=120, blank=True)
    lead_partner = models.ForeignKey(
        "programme.Partner", models.PROTECT, null=True, blank=True, related_name="+"
    )
    only_underway = models.BooleanField("only rows that are under way", default=False)

    class Meta(Kept.Meta):
        abstract = True

    @property
    def scope_in_words(self):
        """Of which rows it asks, in a sentence without its end."""
        parts = [Scope._meta.get_field("logs").in_words(self.logs)]
        parts += [f"workstream {self.workstream}"] if self.workstream else []
        parts += [str(self.lead_partner)] if self.lead_partner else []
        return "; ".join([*parts, *(["only what is under way"] if self.only_underway else [])])


class Plan(Scope):
    """That a round opens before every meeting of a body, `days` before the day of its draft."""

    body = models.ForeignKey("programme.Body", models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField("days before the draft")
    stopped_at = models.DateTimeField("stopped", null=True, editable=False)

    class Meta(Scope.Meta):
        ordering = ["body__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST_LEAD),
                name="round_opens_before_the_draft",
                violation_error_message=f"Enter a number of days from 1 to {LONGEST_LEAD}.",
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(stopped_at=None),
                name="one_plan_of_rounds_a_body",
                violation_error_message="Rounds are planned for this body already.",
            ),
        ]

    def __str__(self):
        return f"rounds before the meetings of {self.body}"


class Round(Scope):
    """That the owners of rows are asked for them, from its opening until it is closed.

    `closes_on` is the day by which they answer; what comes later is late and is taken until
    somebody closes the round. One that its `plan` opened is for a `meeting`, once.
    """

    period = LineField(max_length=120)
    opened_at = models.DateTimeField(editable=False)
    closes_on = DayField("closing day", until=True)
    closed_at = models.DateTimeField("closed", null=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+", editable=False)
    meeting = models.ForeignKey(
        "programme.Meeting", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(Scope.Meta):
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "meeting"], name="one_round_of_a_plan"),
        ]

    def __str__(self):
        return self.period

    @property
    def is_open(self):
        """Whether answers are taken."""
        return self.closed_at is None

    @property
    def standing(self):
        """Where it stands, in words."""
        return f"Closed on {day(self.closed_at)}" if self.closed_at else "Open"


class AskedRow(models.Model):
    """A row of a log for which a round asks, as it was opened. Who answers is its owner of now."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="rows")
    log = models.CharField(max_length=40)
    entry = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=12)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "log", "entry"], name="asked_once_in_a_round")
        ]
        indexes = [models.Index(fields=["log", "entry"], name="rounds_of_a_row")]

    def __str__(self):
        return self.reference


class Answer(Recorded):
    """What somebody said of a row of a round; the last one counts. `for_whom` names the owner where
    somebody else answered on their behalf.
    """

    row = models.ForeignKey(AskedRow, models.PROTECT, related_name="answers")
    said = models.CharField(max_length=8, choices=Said)
    note = WordsField(blank=True, max_length=2000)
    for_whom = LineField(max_length=250, blank=True)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(said=Said.TOLD) | ~Q(note=""), name="what_was_told_says_something"
            )
        ]

    @property
    def in_words(self):
        """What was answered, when and by whom."""
        whose = f" for {self.for_whom}" if self.for_whom else ""
        told = f": {self.note}" if self.note else ""
        return (
            f"{self.get_said_display()} ({self.recorded_by_name}{whose},"
            f" {day(self.recorded_at)}){told}"
        )
