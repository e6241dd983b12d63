"""The calendar of a programme's bodies: meetings, and days on which offices are closed."""

from datetime import time, timedelta

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from programme.clear_days import Reckoning, reckon, why_closed
from programme.entries import EndedQuerySet, EntryHistory, EntryQuerySet
from programme.fields import DayField, LineField, WordsField
from programme.formats import day, time_of_day, years_ahead
from programme.ui.moments import end_of_day

from .bodies import Body

FAR_AHEAD = timedelta(days=2 * 366)  # no council's calendar of meetings reaches further


class ClosedDay(models.Model):
    """A day on which offices are closed although it is no bank holiday.

    It is one body's own, or a host council's: then it holds for every body that meets there. A day
    that was entered wrongly is undone, with a reason, and stays on record.
    """

    body = models.ForeignKey(
        "programme.Body", models.PROTECT, null=True, blank=True, related_name="closed_days"
    )
    host = models.ForeignKey(
        "programme.Partner", models.PROTECT, null=True, blank=True, related_name="closed_days"
    )
    on = DayField()
    reason = LineField(max_length=120)
    recorded_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        "programme.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_why = WordsField(blank=True, max_length=2000, editable=False)

    objects = EndedQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "on"],
                condition=Q(ended_at=None),
                name="closed_day_once",
                violation_error_message="This day is entered already.",
            ),
            models.UniqueConstraint(
                fields=["host", "on"],
                condition=Q(ended_at=None),
                name="closed_day_of_a_host_once",
                violation_error_message="This day is entered already.",
            ),
            models.CheckConstraint(
                condition=Q(body=None, host__isnull=False) | Q(body__isnull=False, host=None),
                name="closed_day_of_a_body_or_a_host",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_why=""),
                name="closed_day_undone_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{day(self.on)}, {self.reason}"

    @property
    def title(self):
        """The day and whose it is, as the history names it."""
        return f"{day(self.on)} ({self.whose})"

    @property
    def whose(self):
        """For whom it holds, in words."""
        return str(self.body) if self.body else f"all bodies that meet at {self.host}"

    def stood_at(self, moment):
        """Whether it was entered, and not undone, at `moment`; with None whether it stands now."""
        if moment is None:
            return self.ended_at is None
        return self.recorded_at <= moment and (self.ended_at is None or self.ended_at > moment)


class MeetingQuerySet(EntryQuerySet):
    """Sets of meetings."""

    def standing(self):
        """Those that will take place, or have: neither cancelled nor postponed."""
        return self.filter(cancelled_at=None, postponed_at=None)


class Meeting(models.Model):
    """One meeting of a body.

    Its publication date follows from its own date, never the other way round. One that is postponed
    keeps the date that it had until it gets a new one. `dated_at` is since when it stands for its
    date: what was due by then, for that date, could not be known earlier. `address` is what names
    it in the address of its papers: its day, with the time where another meeting of the body had
    that day first. Earlier ones stay its own, and lead to it.
    """

    STATES = {"standing": "Standing", "postponed": "Postponed", "cancelled": "Cancelled"}

    body = models.ForeignKey("programme.Body", models.PROTECT, related_name="meetings")
    on = DayField("date of the meeting")
    time = models.TimeField("time", null=True, blank=True)
    place = LineField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    postponed_at = models.DateTimeField(null=True, blank=True, editable=False)
    dated_at = models.DateTimeField(editable=False)
    address = models.CharField(max_length=20, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(editable=False)
    updated_by_name = models.CharField(max_length=200, blank=True, editable=False)

    history = EntryHistory()
    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["on", F("time").asc(nulls_first=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "on", "time"],
                condition=Q(cancelled_at=None, postponed_at=None),
                name="one_meeting_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["body", "on"],
                condition=Q(time=None, cancelled_at=None, postponed_at=None),
                name="one_meeting_without_time_a_day",
            ),
            models.UniqueConstraint(fields=["body", "address"], name="address_of_one_meeting"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(postponed_at=None),
                name="meeting_cancelled_or_postponed",
            ),
        ]

    def __str__(self):
        return f"{self.body} on {self.when}"

    @property
    def when(self):
        """Its date, and its time where it has one, in words."""
        return in_words(self.on, self.time)

    @property
    def sorts_by(self) -> tuple:
        """Its place among the meetings of a body: one without a time comes first on its day."""
        return self.on, self.time is not None, self.time or time.min

    @property
    def state(self):
        """Whether it stands, is postponed or is cancelled: a key of `STATES`."""
        if self.cancelled_at:
            return "cancelled"
        return "postponed" if self.postponed_at else "standing"

    @property
    def stands(self):
        """Whether it will take place on its date, or has."""
        return self.state == "standing"

    @property
    def did_not_take_place(self):
        """Whether it was cancelled after its day, which says that nobody met."""
        return bool(self.cancelled_at) and timezone.localdate(self.cancelled_at) > self.on

    def get_state_display(self):
        """Its state in words."""
        return "Did not take place" if self.did_not_take_place else self.STATES[self.state]

    def reckoning(self, moment=None) -> Reckoning:
        """The latest publication date, with every day that was or was not counted on the way back
        to it, by the clear days, host and closed days that were known at `moment`; with None by
        those that stand. What came to be after the day of the meeting never counts.
        """
        over = end_of_day(self.on)
        moment = min(moment, over) if moment else over
        body = self.body.then(moment)
        return reckon(self.on, body.clear_days, body.nation, body.closures(moment))


def in_words(on, time):
    """A meeting's date, and its time where it has one: 4 April 2012 at 6.30pm."""
    return f"{day(on)} at {time_of_day(time)}" if time else day(on)


def meetings_of(programme, moment=None, **filters) -> list[Meeting]:
    """The programme's meetings as they stood at `moment` (with None: as they stand), in order, each
    with its body and what its clock needs.
    """
    return meetings_of_bodies(programme.bodies.all(), moment, **filters)


def meetings_of_bodies(bodies, moment=None, **filters) -> list[Meeting]:
    """As `meetings_of`, of the bodies of a queryset, whichever programmes they are of."""
    bodies = {body.pk: body for body in with_closed_days(bodies)}
    past = {pk: [] for pk in bodies}
    for row in Body.history.filter(id__in=bodies).order_by("history_date", "history_id"):
        past[row.id].append(row)
    for pk, body in bodies.items():
        body.past = past[pk]
    found = Meeting.objects.as_at(moment).filter(body__in=bodies, **filters)
    found = list(found.order_by("on", F("time").asc(nulls_first=True), "id"))
    for meeting in found:
        meeting.body = bodies[meeting.body_id].then(moment)  # named as it was then
    return found


def with_closed_days(bodies):
    """Bodies with their own closed days and those of their hosts, however many there are."""
    days = ClosedDay.objects.order_by("on", "id")
    return bodies.select_related("host").prefetch_related(
        Prefetch("closed_days", days), Prefetch("host__closed_days", days)
    )


def doubts(on, today, nation, closures) -> list[str]:
    """Why `on` may be a slip of the keyboard, each reason in a sentence: it is far ahead, or nobody
    works on it.
    """
    found = []
    if on - today > FAR_AHEAD:
        found.append(f"{day(on)} is {years_ahead(on, today)}.")
    if closed := why_closed(on, nation, closures):
        weekend = on.weekday() >= 5
        found.append(f"{day(on)} is a {closed}." if weekend else f"{day(on)}: {closed}.")
    return found
