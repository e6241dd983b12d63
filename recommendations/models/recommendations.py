"""What a review recommended."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from programme.entries import Entry
from programme.fields import DayField, LineField, WordsField
from programme.formats import day, first_words

from ..choices import (
    LIVE,
    SETTLED,
    UNANSWERED,
    WORKED_ON,
    DueDateStep,
    Priority,
    Response,
    State,
)
from ..querysets import RecommendationQuerySet
from .reviews import Review


def person(label):
    """The user who did a step; the name that was true then stands beside it."""
    how = {"null": True, "related_name": "+", "editable": False, "verbose_name": label}
    return models.ForeignKey("programme.User", models.PROTECT, **how)


class Recommendation(Entry):
    """Something that a review recommended.

    `reference` is the house's own, `printed_reference` the one in the review. `first_due_on`,
    `due_on`, `extensions` and `requested_due_on` repeat rows of `DueDate`; the actions that add
    those rows are their only writers. `response` stays blank where a paper answers in words
    (`comments`) that do not say whether it is accepted.
    """

    PREFIX, CLOSED = "REC", SETTLED

    review = models.ForeignKey(Review, models.PROTECT, related_name="recommendations")
    printed_reference = LineField("reference as printed", max_length=20, blank=True)
    text = WordsField("recommendation")
    priority = models.PositiveSmallIntegerField(choices=Priority, null=True, blank=True)
    response = models.CharField(max_length=20, choices=Response, blank=True, editable=False)
    comments = WordsField("comments and planned action", blank=True)
    as_above = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meant_by",
        verbose_name="“as above” means",
    )
    evidence = WordsField(blank=True)
    # by when a committee requires a response; None where it requires none
    respond_by = DayField("response required by", null=True, editable=False)

    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED, editable=False)
    first_due_on = DayField("first due", null=True, editable=False)
    due_on = DayField("due now", null=True, editable=False)
    extensions = models.PositiveSmallIntegerField("times extended", default=0, editable=False)
    requested_due_on = DayField("extension requested to", null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    claimed_by = person("claimed by")
    claimed_by_name = LineField("claimed by", max_length=200, blank=True, editable=False)
    verified_at = models.DateTimeField(null=True, editable=False)
    verified_by = person("verified by")
    verified_by_name = LineField("verified by", max_length=200, blank=True, editable=False)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="supersedes", editable=False
    )
    accepted_until = DayField("risk accepted until", null=True, editable=False, until=True)
    accepted_by = LineField("risk accepted by", max_length=120, blank=True, editable=False)
    dropped_on = DayField("no longer pursued since", null=True, editable=False, past=True)
    dropped_by = LineField(
        "no longer pursued: decided by", max_length=120, blank=True, editable=False
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="recommendation_reference_once"
            ),
            models.UniqueConstraint(
                F("review"),
                Lower("printed_reference"),
                condition=~Q(printed_reference=""),
                name="printed_reference_once_in_a_review",
                violation_error_message="This review has a recommendation with this reference "
                "already.",
            ),
            models.CheckConstraint(
                condition=~Q(response="") & ~Q(state=State.RECEIVED)
                | Q(response="") & ~Q(comments="")
                | Q(response="", state__in=UNANSWERED),
                name="recommendation_received_until_answered",
            ),
            models.CheckConstraint(
                condition=Q(claimed_at=None, claimed_by=None, claimed_by_name="")
                | Q(claimed_at__isnull=False, claimed_by__isnull=False) & ~Q(claimed_by_name=""),
                name="recommendation_claimed_when_and_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None, verified_by_name="")
                | Q(verified_at__isnull=False, verified_by__isnull=False, claimed_by__isnull=False)
                & ~Q(verified_by_name="")
                & ~Q(verified_by=F("claimed_by")),
                name="recommendation_verified_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.CLAIMED, State.VERIFIED])
                | Q(state=State.CLAIMED, claimed_at__isnull=False, verified_at=None)
                | Q(state=State.VERIFIED, verified_at__isnull=False),
                name="recommendation_claimed_is_not_verified",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SUPERSEDED, superseded_by__isnull=False)
                & ~Q(superseded_by=F("id"))
                | ~Q(state=State.SUPERSEDED) & Q(superseded_by=None),
                name="recommendation_superseded_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=State.RISK_ACCEPTED, accepted_until__isnull=False)
                & ~Q(accepted_by="")
                | ~Q(state=State.RISK_ACCEPTED) & Q(accepted_until=None, accepted_by=""),
                name="recommendation_risk_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DROPPED, dropped_on__isnull=False) & ~Q(dropped_by="")
                | ~Q(state=State.DROPPED) & Q(dropped_on=None, dropped_by=""),
                name="recommendation_dropped_when_and_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(first_due_on=None, due_on=None, extensions=0, requested_due_on=None)
                | Q(first_due_on__isnull=False, due_on__isnull=False),
                name="recommendation_first_due_date_is_kept",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "number"], name="recommendation_by_number"),
            models.Index(
                fields=["programme", "state", "due_on"], name="recommendation_by_due_date"
            ),
        ]

    def recounted(self, at=None) -> dict:
        """The columns that repeat its due dates, as the rows make them that count now. Only a
        later day is an extension.
        """
        first = due = asked = None
        extensions = 0
        for row in self.due_dates.known_at(at).in_order_of():
            if row.step in (DueDateStep.ASKED, DueDateStep.REFUSED):
                asked = row.due_on if row.step == DueDateStep.ASKED else None
                continue
            extensions += due is not None and row.due_on > due
            first, due, asked = first or row.due_on, row.due_on, None
        columns = {"first_due_on": first, "due_on": due, "extensions": extensions}
        return columns | {"requested_due_on": asked if self.requested_due_on else None}

    @property
    def title(self):
        """Its first words: reviews give their recommendations no titles."""
        return first_words(self.text)

    @property
    def printed(self):
        """Its reference as the review prints it, or the house's own where it prints none."""
        return self.printed_reference or self.reference

    @property
    def is_live(self):
        """Whether somebody still has to do something about it."""
        return self.state in LIVE

    @property
    def is_answered(self):
        """Whether there is a response, or the words of one of which nobody said what they are."""
        return bool(self.response) or (bool(self.comments) and self.state != State.RECEIVED)

    @property
    def is_agreed(self):
        """Whether the response lets work begin: any but a rejection."""
        return self.is_answered and self.response != Response.REJECTED

    def position_on(self, on):
        """The last position on or before a day, of those that `Update.objects.attach_to` added."""
        return next((update for update in reversed(self.known) if update.as_at <= on), None)

    def is_overdue(self, today):
        """Whether it should have been done by now. A claimed one waits for the verifier instead."""
        return self.state in WORKED_ON and self.due_on is not None and self.due_on < today

    def acceptance_expired(self, today):
        """Whether its risk was accepted until a day that has passed."""
        return self.state == State.RISK_ACCEPTED and self.accepted_until < today

    def clean(self):
        if self.review_id and self.review.programme_id != self.programme_id:
            raise ValidationError({"review": "Choose a review of this programme."})
        self._refuse_second_reference()
        if self.as_above_id:
            self._refuse_circle()

    def _refuse_second_reference(self):
        """“7.” and “7” are one reference."""
        wanted = plain_reference(self.printed_reference)
        if not (wanted and self.review_id):
            return
        others = Recommendation.objects.filter(review=self.review_id).exclude(pk=self.pk)
        for reference, printed in others.values_list("reference", "printed_reference"):
            if plain_reference(printed) == wanted:
                message = f"{reference} has the reference {printed} in this review already."
                advice = "Each stands once in a review."
                raise ValidationError({"printed_reference": f"{message} {advice}"})

    def _refuse_circle(self):
        # As it is now, not as somebody holds it.
        above, seen = Recommendation.objects.get(pk=self.as_above_id), set()
        if above.programme_id != self.programme_id:
            raise ValidationError({"as_above": "Choose a recommendation of this programme."})
        while above and above.pk not in seen:
            if above.pk == self.pk:
                message = "“As above” cannot lead back to the recommendation itself."
                raise ValidationError({"as_above": message})
            seen.add(above.pk)
            above = above.as_above

    def flags(self, today, position=None):
        """What a reader should notice, in words; `position` is the one that stands on the day."""
        flags = []
        if self.is_overdue(today):
            flags.append(f"Overdue: due {day(self.due_on)}")
        if self.acceptance_expired(today):
            flags.append(f"Risk accepted until {day(self.accepted_until)}: that has passed")
        if self.state == State.CLAIMED:
            flags.append(f"Claimed complete by {self.claimed_by_name}, not verified yet")
        if self.response in (Response.DEFERRED, Response.REJECTED) and position:
            response = self.get_response_display()
            flags.append(f"{response}, yet the position reads as if it had been answered")
        if self.state == State.DROPPED:
            flags.append(f"No longer pursued: {self.dropped_by}, {day(self.dropped_on)}")
        if self.requested_due_on:
            flags.append(f"Extension requested to {day(self.requested_due_on)}")
        if self.extensions:
            times = {1: "once", 2: "twice"}.get(self.extensions, f"{self.extensions} times")
            flags.append(f"Extended {times}: first due {day(self.first_due_on)}")
        return flags


def plain_reference(text):
    """A printed reference as it is compared: without full stop, spaces and capitals."""
    return "".join(text.split()).rstrip(".").lower()
