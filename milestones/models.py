"""Milestones, the periods they are reported in, and the rows that are only ever added to them."""

from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from programme.date_phrases import LONGEST, Span, check, read
from programme.entries import Entry, EntryHistory, Recorded, RecordedQuerySet
from programme.fields import DayField, LineField, WordsField
from programme.formats import day, known_as
from programme.written import (
    WrittenField,
    edge,
    edges_in_order,
    is_unclear,
    read_edges,
    span_of,
    written,
)

from .choices import ONGOING, SETTLED, UNFINISHED, State
from .querysets import DeliveryQuerySet, DependencyQuerySet, PeriodQuerySet, RollOverQuerySet
from .slippage import measure


class Period(models.Model):
    """Days that a report looks back or ahead on. Periods of a programme do not overlap."""

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="+", editable=False
    )
    label = LineField("name", max_length=60)
    starts_on = DayField("first day")
    ends_on = DayField("last day")
    version = models.PositiveIntegerField(default=1, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        "programme.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    history = EntryHistory()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "label"], name="period_label_once"),
            models.UniqueConstraint(fields=["programme", "starts_on"], name="period_start_once"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="period_starts_before_it_ends"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def updated_by_name(self):
        """Who saved it last."""
        return known_as(self.history.latest().history_user)

    @property
    def days(self):
        """The period's days in words."""
        return str(Span(self.starts_on, self.ends_on))

    def clean(self):
        if not (self.starts_on and self.ends_on):
            return
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day cannot come before the first."})
        for other in Period.objects.filter(programme=self.programme_id).exclude(pk=self.pk):
            if other.label.lower() == self.label.lower():
                said = f"There is a period with this name already: {other.days}."
                raise ValidationError({"label": said})
            if other.starts_on <= self.ends_on and self.starts_on <= other.ends_on:
                said = f"These days overlap with {other.label}: {other.days}."
                raise ValidationError({"starts_on": said})


class Milestone(Entry):
    """Something to be reached by a date, which is kept in the words of whoever set it.

    `baseline` is the first date that was set and names days, `due` the one that stands now; `clean`
    reads from the words which days they can mean. `due`, `extensions`, `roll_overs` and
    `delivered_on` repeat rows that are only ever added; the actions that add those rows are their
    only writers.
    """

    PREFIX, CLOSED = "M", frozenset(SETTLED)

    title = LineField("milestone")
    period = models.ForeignKey(
        Period,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name="reporting period",
    )
    due = written("due")
    due_earliest, due_latest = edge("earliest day due"), edge("latest day due")
    baseline = written("first due", editable=False)
    baseline_earliest = edge("earliest day first due")
    baseline_latest = edge("latest day first due")
    forecast = written("forecast")
    forecast_earliest, forecast_latest = edge("earliest day forecast"), edge("latest day forecast")
    comment = WordsField(blank=True)

    state = models.CharField(max_length=20, choices=State, default=State.PLANNED, editable=False)
    ongoing = models.BooleanField("noted as ongoing", default=False, editable=False)
    delivered_on = DayField("finally delivered", null=True, editable=False, past=True)
    extensions = models.PositiveSmallIntegerField("times re-dated", default=0, editable=False)
    roll_overs = models.PositiveSmallIntegerField("times rolled over", default=0, editable=False)

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="milestone_reference_once"
            ),
            edges_in_order("milestone_due_edges", "due"),
            edges_in_order("milestone_baseline_edges", "baseline"),
            edges_in_order("milestone_forecast_edges", "forecast"),
            models.CheckConstraint(
                condition=Q(state=State.COMPLETE) | Q(delivered_on=None, ongoing=False),
                name="milestone_delivered_or_ongoing_when_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "number"], name="milestone_by_number"),
            models.Index(fields=["programme", "state", "due_latest"], name="milestone_by_due_date"),
            models.Index(fields=["programme", "period"], name="milestone_by_period"),
        ]

    def clean(self):
        for name in ("due", "forecast"):
            read_edges(self, name)
        # words that name no day, such as TBC, are no baseline
        if self.baseline_earliest is None and self.due_earliest:
            for column in ("", "_earliest", "_latest"):
                setattr(self, f"baseline{column}", getattr(self, f"due{column}"))
        if self.period_id and self.period.programme_id != self.programme_id:
            raise ValidationError({"period": "Choose a period of this programme."})

    def recounted(self, at=None) -> dict:
        """The columns that repeat its due dates and deliveries, as the rows make them that count
        now, or at a position. A re-date is counted from the first date that has days.
        """
        rows = list(self.due_dates.known_at(at).in_order_of())
        dated = [row for row in rows if row.earliest]
        first = dated[0] if dated else None
        later = rows[rows.index(first) :] if dated else []
        columns = {
            "due": rows[-1].due if rows else "",
            "baseline": first.due if first else "",
            "baseline_earliest": first and first.earliest,
            "baseline_latest": first and first.latest,
            "extensions": sum(before.due != after.due for before, after in pairwise(later)),
        }
        final = self.deliveries.known_at(at).filter(is_final=True).order_by("id").last()
        # the final one of before it was reopened completes it no more
        if self.delivered_on or final and final.recorded_at > self.updated_at:
            undone = {"state": State.IN_PROGRESS, "delivered_on": None, "ongoing": False}
            done = final and {"state": State.COMPLETE, "delivered_on": final.delivered_on}
            columns |= done or undone
        return columns

    @property
    def is_unfinished(self):
        """Whether it is still to be reached."""
        return self.state in UNFINISHED

    @property
    def due_is_unclear(self):
        """Whether a due date was written that names no date."""
        return is_unclear(self, "due")

    def span(self, name):
        """The days that `due`, `baseline` or `forecast` can mean; None where they are not known."""
        return span_of(self, name)

    def is_due_after(self, other):
        """Whether it is due later than another one, as far as both dates are known."""
        return bool(self.due_latest and other.due_latest) and self.due_latest > other.due_latest

    def is_overdue(self, today):
        """Whether its due date has passed in every reading of its words."""
        return self.is_unfinished and self.due_latest is not None and self.due_latest < today

    def slippage(self, today):
        """How far it slipped from the date first due; None where that cannot be said.

        Against the final delivery, or against today once the date first due can have passed.
        """
        earliest, latest = self.baseline_earliest, self.baseline_latest
        if earliest is None:
            return None
        if self.delivered_on:
            return measure(earliest, latest, self.delivered_on, settled=True)
        if self.is_unfinished and earliest < today:
            return measure(earliest, latest, today, settled=False)
        return None

    @property
    def is_forecast_late(self):
        """Whether it is unfinished and expected later than it is due."""
        dates = self.forecast_latest, self.due_latest
        return self.is_unfinished and None not in dates and self.forecast_latest > self.due_latest

    def flags(self, today):
        """What a reader should notice, in words."""
        flags = []
        if self.ongoing:
            flags.append(ONGOING)
        if self.is_overdue(today):
            flags.append(f"Overdue: due {self.due}")
        if self.due_is_unclear:
            flags.append("Due date kept as written: no date can be read from it")
        if self.is_forecast_late:
            flags.append(f"Forecast later than due: {self.forecast}")
        if self.extensions:
            flags.append(f"Re-dated {times(self.extensions)}: first due {self.baseline}")
        if self.roll_overs:
            flags.append(f"Rolled over {times(self.roll_overs)}")
        return flags


def times(count):
    """Once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


class DueDate(Recorded):
    """A due date that was set: the first is the baseline, each later one a re-date."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="due_dates")
    due = WrittenField(max_length=LONGEST, validators=[check])
    earliest, latest = edge("earliest day"), edge("latest day")
    why = WordsField(blank=True, max_length=2000)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest=None, latest=None)
                | Q(earliest__isnull=False, latest__isnull=False, latest__gte=F("earliest")),
                name="due_date_edges",
            )
        ]

    objects = RecordedQuerySet.as_manager()

    def __str__(self):
        return self.due

    def clean(self):
        try:
            span = read(self.due)
        except ValidationError:  # the column's validator refuses it
            span = None
        self.earliest, self.latest = (span.earliest, span.latest) if span else (None, None)

    @property
    def span(self):
        """The days that the words can mean; None where they are not known."""
        return Span(self.earliest, self.latest) if self.earliest else None


class Delivery(Recorded):
    """Something handed over: when, to which body, with what outcome. The final one completes."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="deliveries")
    delivered_on = DayField("delivered on", past=True)
    to_body = LineField("to which body", max_length=120, blank=True)
    outcome = WordsField(blank=True, max_length=2000)
    is_final = models.BooleanField("final delivery", default=False)

    objects = DeliveryQuerySet.as_manager()

    def __str__(self):
        body = f" to {self.to_body}" if self.to_body else ""
        return f"{day(self.delivered_on)}{body}"

    @property
    def in_full(self):
        """Day and body, outcome, and whether it is the final one."""
        outcome = f": {self.outcome}" if self.outcome else ""
        return f"{self}{outcome}{' – final' if self.is_final else ''}"


class RollOver(Recorded):
    """A milestone that was unfinished when its period was closed, and where it moved to."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="roll_over_rows")
    from_period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    to_period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    why = WordsField(blank=True, max_length=2000)

    objects = RollOverQuerySet.as_manager()

    def __str__(self):
        return f"{self.from_period} to {self.to_period}"


class Dependency(Recorded):
    """A milestone that cannot be reached before another one of the same programme."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="dependencies")
    needs = models.ForeignKey(Milestone, models.PROTECT, related_name="dependants")
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "programme.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = DependencyQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "needs"],
                condition=Q(ended_at=None),
                name="dependency_stands_once",
            ),
            models.CheckConstraint(
                condition=~Q(milestone=F("needs")), name="dependency_on_another"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="dependency_ended_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.milestone.reference} needs {self.needs.reference}"
