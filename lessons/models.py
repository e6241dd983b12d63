"""Lessons: what happened, why, what to do about it, and what was decided."""

from django.db import models
from django.db.models import Q

from programme.entries import Entry, Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day

from .choices import DECIDED, UNDECIDED, AppliesTo, Kind, State
from .querysets import LessonQuerySet

NOT_DECIDED = Q(decided_by="", decided_on=None, adopted_into="", why_not="")
BY_WHOM_AND_WHEN = ~Q(decided_by="") & Q(decided_on__isnull=False)


class Lesson(Entry):
    """Something that was learned at a stage of the programme.

    `stage` is in the programme's own words. `decided_by` and `decided_on` say who adopted the
    lesson or declined it, and when; `adopted_into` names the plan or body that has it now,
    `why_not` why nobody has.
    """

    PREFIX, CLOSED = "L", frozenset(DECIDED)

    title = LineField("lesson")
    stage = LineField(max_length=60)
    kind = models.CharField("kind of lesson", max_length=10, choices=Kind)
    happened = WordsField("what happened", blank=True)
    cause = WordsField(blank=True)
    effect = WordsField(blank=True)
    recommendation = WordsField(blank=True)
    applies_to = models.CharField(max_length=10, choices=AppliesTo, blank=True)
    adopter = LineField("who should adopt it", max_length=120, blank=True)
    taken_from = LineField("taken over from", max_length=200, blank=True, editable=False)

    state = models.CharField(max_length=20, choices=State, default=State.RECORDED, editable=False)
    decided_by = LineField("decided by", max_length=120, blank=True, editable=False)
    decided_on = DayField("decided on", null=True, editable=False, past=True)
    adopted_into = LineField("adopted into", blank=True, editable=False)
    why_not = WordsField("why it was not adopted", max_length=2000, blank=True, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="lesson_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDECIDED) & NOT_DECIDED
                | Q(state=State.ADOPTED, why_not="") & BY_WHOM_AND_WHEN & ~Q(adopted_into="")
                | Q(state=State.NOT_ADOPTED, adopted_into="") & BY_WHOM_AND_WHEN & ~Q(why_not=""),
                name="lesson_decided_by_whom_when_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PROPOSED) | ~Q(adopter=""),
                name="lesson_proposed_to_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "number"], name="lesson_by_number"),
            models.Index(fields=["programme", "state"], name="lesson_by_state"),
            models.Index(fields=["programme", "stage"], name="lesson_by_stage"),
        ]

    @property
    def decision(self):
        """What was decided, by whom and when, in words; empty while nothing is."""
        if self.state == State.ADOPTED:
            return f"Adopted by {self.decided_by} on {day(self.decided_on)}: {self.adopted_into}"
        if self.state == State.NOT_ADOPTED:
            return f"Not adopted, {self.decided_by}, {day(self.decided_on)}: {self.why_not}"
        return ""


class TakenUp(Recorded):
    """What a programme made of a lesson of another one: a row of its own, or nothing, for a reason.

    The other lesson is named by its reference and its programme's address: each programme keeps its
    own records, and can be archived without the other.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    source_slug = models.CharField(max_length=50)
    source_name = LineField("programme that it is from", max_length=120)
    source_reference = models.CharField(max_length=12)
    source_title = LineField("lesson")
    adopted_as = models.CharField(max_length=12, blank=True)
    why = WordsField("why", max_length=2000, blank=True)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(adopted_as="") | ~Q(why=""), name="lesson_set_aside_for_a_reason"
            )
        ]
        indexes = [
            models.Index(fields=["source_slug", "source_reference"], name="lesson_taken_up_by")
        ]

    def __str__(self):
        return f"{self.source_reference} of {self.source_name}"

    @property
    def in_words(self):
        """What was made of it."""
        return f"Adopted as {self.adopted_as}" if self.adopted_as else "Set aside"
