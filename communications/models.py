"""Communications, what was said back, and what was answered."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from programme.entries import Entry, Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day
from programme.written import edge, edges_in_order, is_unclear, read_edges, written

from .choices import SETTLED, UNFINISHED, Audience, Consultation, Standing, State
from .querysets import CommunicationQuerySet, FeedbackQuerySet

UNCLEAR = "Due date kept as written: no date can be read from it"


class Communication(Entry):
    """Something that somebody is told, or asked: a line of the communications plan.

    `due` is kept in the words of whoever wrote it; `clean` reads from them which days they can
    mean. A consultation may have a first and a last day. `settled_at` is the moment at which it was
    recorded as done or cancelled.
    """

    PREFIX, CLOSED = "CM", frozenset(SETTLED)

    title = LineField("communication")
    audience = models.CharField(max_length=20, choices=Audience, blank=True)
    audience_words = LineField("audience in words", blank=True)
    message = WordsField(blank=True)
    channel = LineField(blank=True)
    due = written("due")
    due_earliest, due_latest = edge("earliest day due"), edge("latest day due")
    consultation = models.CharField(
        "consultation with", max_length=20, choices=Consultation, blank=True
    )
    opens_on = DayField("consultation opens", null=True, blank=True)
    closes_on = DayField("consultation closes", null=True, blank=True)

    state = models.CharField(max_length=20, choices=State, default=State.PLANNED, editable=False)
    done_on = DayField("done on", null=True, editable=False, past=True, since="opens_on")
    done_where = LineField("where", blank=True, editable=False)
    cancelled_why = WordsField("why it was cancelled", max_length=2000, blank=True, editable=False)

    objects = CommunicationQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="communication_reference_once"
            ),
            edges_in_order("communication_due_edges", "due"),
            models.CheckConstraint(
                condition=~Q(audience=Audience.OTHER) | ~Q(audience_words=""),
                name="communication_other_audience_in_words",
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="consultation_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(consultation="") | Q(opens_on=None, closes_on=None),
                name="only_a_consultation_opens_and_closes",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DONE, cancelled_why="", settled_at__isnull=False)
                | Q(state=State.CANCELLED, done_on=None, done_where="", settled_at__isnull=False)
                & ~Q(cancelled_why="")
                | Q(
                    state__in=UNFINISHED,
                    done_on=None,
                    done_where="",
                    cancelled_why="",
                    settled_at=None,
                ),
                name="communication_done_or_cancelled_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "number"], name="communication_by_number"),
            models.Index(
                fields=["programme", "state", "due_latest"], name="communication_by_due_date"
            ),
        ]

    def clean(self):
        read_edges(self, "due")
        if self.audience == Audience.OTHER and not self.audience_words:
            raise ValidationError({"audience_words": "Say in words who the others are."})
        self._check_consultation()

    def _check_consultation(self):
        days = {"opens_on": self.opens_on, "closes_on": self.closes_on}
        if not self.consultation and (given := [name for name, on in days.items() if on]):
            only = (
                "Only a consultation opens and closes. Say who is consulted, or leave this empty."
            )
            raise ValidationError({given[0]: only})
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            opens = f"It opens on {day(self.opens_on)}: it cannot close before that."
            raise ValidationError({"closes_on": opens})
        if self.opens_on and self.done_on and self.done_on < self.opens_on:
            done = f"It was done on {day(self.done_on)}: it cannot open after that."
            raise ValidationError({"opens_on": done})

    @property
    def audience_in_full(self):
        """For whom it is meant, in one line; empty where nobody has said so."""
        if not self.audience or self.audience == Audience.OTHER:
            return self.audience_words
        words = f" ({self.audience_words})" if self.audience_words else ""
        return f"{self.get_audience_display()}{words}"

    @property
    def is_unfinished(self):
        """Whether it is still to be done."""
        return self.state in UNFINISHED

    def is_overdue(self, today):
        """Whether its due date has passed in every reading, or its consultation has closed."""
        last_days = [on for on in (self.due_latest, self.closes_on) if on]
        return self.is_unfinished and any(on < today for on in last_days)

    def standing(self, today):
        """How it stands on the day: overdue, still to be done, done or cancelled."""
        if self.is_unfinished:
            return Standing.OVERDUE if self.is_overdue(today) else Standing.DUE
        return Standing.DONE if self.state == State.DONE else Standing.CANCELLED

    def flags(self, today):
        """What a reader should notice, in words."""
        flags = []
        if self.is_unfinished and self.due_latest and self.due_latest < today:
            flags.append(f"Overdue, due {self.due}")
        if self.is_unfinished and self.closes_on and self.closes_on < today:
            closed = f"The consultation closed on {day(self.closes_on)}"
            flags.append(f"{closed} and is not recorded as done")
        if self.state == State.PLANNED and self.opens_on and self.opens_on < today:
            opening = f"The consultation was to open on {day(self.opens_on)}"
            flags.append(f"{opening} and is not under way")
        if self.is_unfinished and is_unclear(self, "due"):
            flags.append(UNCLEAR)
        return flags


class Feedback(Recorded):
    """What somebody said about a communication, or in a consultation. It is added, never changed.

    `FeedbackQuerySet.attach_to` adds the `known_answers`.
    """

    communication = models.ForeignKey(Communication, models.PROTECT, related_name="feedback")
    number = models.PositiveIntegerField()
    given_on = DayField("day", null=True, blank=True, past=True)
    source = LineField("from whom", max_length=120)
    said = WordsField("what was said", max_length=2000)

    objects = FeedbackQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(fields=["communication", "number"], name="feedback_number_once")
        ]

    def __str__(self):
        return f"{self.source}: {self.said}"

    @property
    def in_full(self):
        """In one line: day, from whom, what was said, what was answered."""
        when = f"{day(self.given_on)}, " if self.given_on else ""
        answers = "; ".join(map(str, self.known_answers))
        return f"{when}{self} ({answers or 'not answered'})"

    @property
    def last_heard_of(self):
        """The moment at which it was recorded, or its last answer."""
        return max(row.recorded_at for row in [self, *self.known_answers])


class Answer(Recorded):
    """What was answered to a piece of feedback, or done about it. A later one stands beside it."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="answers")
    answered_on = DayField("answered on", past=True, since="feedback__given_on")
    answer = WordsField("what we answered or did", max_length=2000)

    def __str__(self):
        return f"{day(self.answered_on)}: {self.answer}"
