"""Workstreams, their append-only positions, the words for progress, and follow-on actions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from programme.entries import Dated, Entry, Recorded
from programme.fields import DayField, LineField, WordsField, lines_of
from programme.formats import day
from programme.plausible import visible_text
from programme.written import last_day, read_last_day, written

from .choices import FEWEST_WORDS, LIVE, LONGEST_WORD, MOST_WORDS, NO_POSITION, SETTLED, State
from .querysets import FollowOnQuerySet, PositionQuerySet, ScaleQuerySet, disagreement


def check_words(words):
    """Refuses words for progress: too few or many, too long, twice, or with hidden characters.

    Raises:
        ValidationError: saying what is wrong with which word.
    """
    problems = []
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        problems.append(f"Give {FEWEST_WORDS} to {MOST_WORDS} words, one on each line, best first.")
    for place, word in enumerate(words):
        visible_text(word)
        if len(word) > LONGEST_WORD:
            problems.append(f"“{word}” is longer than {LONGEST_WORD} characters.")
        if word.casefold() in map(str.casefold, words[:place]):
            said = f"“{word}” stands there twice. Each word has one place on the scale."
            problems.append(said)
    if problems:
        raise ValidationError(problems)


class ProgressScale(Recorded):
    """The words in which a programme judges progress from a day on, best first.

    A change is a new row; what was judged before keeps its word. The words are the programme's own
    and never stand for red, amber and green.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    applies_from = DayField()
    words = models.JSONField("words for progress", validators=[check_words])

    objects = ScaleQuerySet.as_manager()

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["programme", "applies_from"], name="progress_scale_by_day")]

    def __str__(self):
        return ", ".join(self.words)


class Workstream(Entry):
    """A part of the programme with a purpose and a lead.

    `progress` and `position_on` repeat the position that counts, so that a register is sorted and
    filtered by an index; `add_position` is their only writer.
    """

    PREFIX = "W"

    workstream = None  # that of an entry is a workstream's title; a workstream is none of another

    title = LineField("workstream", max_length=120)
    purpose = WordsField(blank=True)
    owner = LineField(
        "lead",
        max_length=120,
        blank=True,
        help_text="Job title, for example Head of Legal Services",
    )
    note = WordsField("note to the reader", blank=True, max_length=2000)

    progress = LineField(max_length=LONGEST_WORD, blank=True, editable=False)
    position_on = DayField("position as at", null=True, editable=False)

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="workstream_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(progress="", position_on=None)
                | ~Q(progress="") & Q(position_on__isnull=False),
                name="workstream_progress_as_at_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "number"], name="workstream_by_number"),
            # It covers the key of words.
            models.Index(fields=["programme", "progress"], name="workstream_by_progress"),
        ]

    def get_state_display(self):
        """What stands beside the title of its page: it has no state of its own, but progress."""
        return self.progress or NO_POSITION

    @property
    def last_position(self):
        """The one that counts of those that `Position.objects.attach_to` adds; None without one."""
        return self.known[-1] if self.known else None

    def recounted(self, at=None) -> dict:
        """The columns that repeat the position that counts now, or at a position."""
        last = self.positions.known_at(at).in_order().last()
        return {"progress": last.progress if last else "", "position_on": last and last.as_at}

    def flags(self):
        """What a reader should notice, in words; needs what `Position.objects.attach_to` adds."""
        flags = [self.note] if self.note else []
        if found := disagreement(self.known):
            said = "; ".join(f"{one.source}: {one.progress.lower()}" for one in found)
            flags.append(
                f"The papers do not agree on progress as at {day(found[0].as_at)}. {said}. "
                f"{self.last_position.progress} counts, as the last one recorded."
            )
        return flags


class Position(Dated):
    """How a workstream stood as at a day: in words, and its progress on the programme's scale."""

    workstream = models.ForeignKey(Workstream, models.PROTECT, related_name="positions")
    text = WordsField("current position", blank=True)
    progress = LineField(max_length=LONGEST_WORD)
    source = LineField("paper that says so", max_length=120, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(progress=""), name="position_judges_progress")
        ]
        indexes = [
            models.Index(
                fields=["workstream", "as_at", "recorded_at"], name="workstream_position_in_order"
            )
        ]

    def __str__(self):
        return f"{self.progress} as at {day(self.as_at)}"

    @property
    def told(self):
        """What the history says of it: its words, or its progress where it has none."""
        return "; ".join(lines_of(self.text)) or self.progress


class FollowOnAction(Entry):
    """Something that goes on after the programme: a new owner, a plan and a body take it.

    `owner` is the new owner. What was accepted is the action with its owner, plan, body and day:
    when one of them changes, the acceptance is void.
    """

    PREFIX, CLOSED = "FA", frozenset(SETTLED)

    workstream = models.ForeignKey(Workstream, models.PROTECT, related_name="follow_on_actions")
    title = LineField("follow-on action")
    detail = WordsField("detail", blank=True, max_length=2000)
    owner = LineField(
        "new owner",
        max_length=120,
        blank=True,
        help_text="Job title, for example Executive Director",
    )
    plan = LineField("plan that it moved into", max_length=200, blank=True)
    monitoring_body = LineField(max_length=120, blank=True)
    due, due_on = written("due"), last_day("last day due")
    source = LineField("paper that names it", max_length=120, blank=True)

    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED, editable=False)
    accepted_at = models.DateTimeField("accepted on", null=True, editable=False)
    accepted_by = models.ForeignKey(
        "programme.User",
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="acceptance recorded by",
    )
    accepted_by_name = LineField(
        "acceptance recorded by", max_length=200, blank=True, editable=False
    )
    outcome = WordsField("what was done", blank=True, max_length=2000, editable=False)
    done_on = DayField("done", null=True, editable=False, past=True)
    withdrawn_because = WordsField(blank=True, max_length=2000, editable=False)

    objects = FollowOnQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="follow_on_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None, accepted_by_name="")
                | Q(accepted_at__isnull=False, accepted_by__isnull=False)
                & ~Q(accepted_by_name="")
                & ~Q(owner="")
                & ~Q(plan="")
                & ~Q(monitoring_body=""),
                name="follow_on_accepted_by_somebody_into_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PROPOSED, accepted_at=None)
                | Q(state__in=[State.ACCEPTED, State.DONE], accepted_at__isnull=False)
                | Q(state=State.WITHDRAWN),
                name="follow_on_accepted_before_done",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DONE, done_on__isnull=False) & ~Q(outcome="")
                | ~Q(state=State.DONE) & Q(done_on=None, outcome=""),
                name="follow_on_done_what_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN) & ~Q(withdrawn_because="")
                | ~Q(state=State.WITHDRAWN) & Q(withdrawn_because=""),
                name="follow_on_withdrawn_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "number"], name="follow_on_by_number"),
            models.Index(fields=["programme", "state", "due_on"], name="follow_on_by_state"),
        ]

    @property
    def is_live(self):
        """Whether it is still to be done."""
        return self.state in LIVE

    def is_overdue(self, today):
        """Whether it should have been done before `today`."""
        return self.is_live and self.due_on is not None and self.due_on < today

    def missing(self):
        """What it still needs before somebody can accept it, in words."""
        needed = {"owner": "a new owner", "plan": "a plan", "monitoring_body": "a monitoring body"}
        return [words for name, words in needed.items() if not getattr(self, name)]

    def clean(self):
        read_last_day(self, "due")
        if self.workstream_id and self.workstream.programme_id != self.programme_id:
            raise ValidationError({"workstream": "Choose a workstream of this programme."})
