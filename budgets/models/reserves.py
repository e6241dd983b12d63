"""Reserves, and the calls on them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from programme.entries import Entry, EntryQuerySet, Recorded
from programme.fields import DayField, LineField, PenceField, WordsField
from programme.formats import day, money

from ..choices import CallState, Movement, State
from ..querysets import CallQuerySet, PostingQuerySet


class Reserve(Entry):
    """Money set aside, and the calls on it, in whole pence.

    `approved`, `contingent` and `requested` repeat the sums of its calls by what became of them,
    `contributed` and `drawn` what came in and went out; the actions are their only writers.
    `printed_balance` is what a source document prints: it is shown beside the computed balances.
    """

    PREFIX, CLOSED = "RV", frozenset({State.CLOSED})

    title = LineField("reserve")
    opening = PenceField("opening forecast")
    forecast_on = DayField("forecast for")
    minimum = PenceField("balance that must be kept", null=True, blank=True)
    printed_balance = PenceField("balance printed in a document", null=True, blank=True)
    printed_in = LineField("document that prints it", blank=True)
    comment = WordsField(blank=True)

    state = models.CharField(max_length=20, choices=State, default=State.OPEN, editable=False)
    approved = PenceField("approved calls", default=0, editable=False)
    contingent = PenceField("contingent calls", default=0, editable=False)
    requested = PenceField("requested calls", default=0, editable=False)
    contributed = PenceField("contributions", default=0, editable=False)
    drawn = PenceField("money drawn", default=0, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="reserve_reference_once"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__gte": 0}),
                    name=f"reserve_{name}_not_negative",
                    violation_error_message="Enter an opening forecast of 0 or more.",
                )
                for name in ("opening", "approved", "contingent", "requested")
            ),
            models.CheckConstraint(
                condition=Q(contributed__gte=0, drawn__gte=0, drawn__lte=F("approved")),
                name="reserve_drawn_within_approved_calls",
                violation_error_message="More would be drawn than is approved.",
            ),
        ]
        indexes = [models.Index(fields=["programme", "number"], name="reserve_by_number")]

    def clean(self):
        if self.opening is not None and self.opening < 0:
            raise ValidationError({"opening": "Enter an opening forecast of 0 or more."})
        if self.minimum is not None and self.minimum < 0:
            raise ValidationError({"minimum": "Enter 0 or more, or leave it blank."})

    def recounted(self, at=None) -> dict:
        """The columns that repeat its calls by what became of them, and its movements, as the rows
        make them that count now.
        """
        moved = self.movements.known_at(at).order_by().values_list("kind")
        moved = dict(moved.annotate(total=models.Sum("amount")))
        sums = {"approved": 0, "contingent": 0, "requested": 0}
        sums |= {"contributed": moved.get(Movement.CONTRIBUTION, 0)}
        sums |= {"drawn": moved.get(Movement.DRAWING, 0)}
        for call in self.calls.with_last_step(at):
            if call.state in sums:
                sums[call.state] += call.amount
        return sums

    @property
    def balance_approved(self):
        """What is left if only the approved calls are made."""
        return self.opening + self.contributed - self.approved

    @property
    def balance_contingent(self):
        """What is left if the contingent calls are made too."""
        return self.balance_approved - self.contingent

    @property
    def balance_all(self):
        """What is left if every call is made, those that are only requested among them."""
        return self.balance_contingent - self.requested

    @property
    def balances(self):
        """The balance under each assumption: (pence, after which calls)."""
        return [
            (self.balance_approved, "approved calls"),
            (self.balance_contingent, "approved and contingent calls"),
            (self.balance_all, "all calls"),
        ]

    @property
    def still_to_draw(self):
        """What is approved and not drawn yet."""
        return self.approved - self.drawn

    @property
    def held(self):
        """What is in the reserve: the opening forecast and contributions less what was drawn."""
        return self.opening + self.contributed - self.drawn

    @property
    def below_minimum(self):
        """Which balance falls below the one that must be kept, as a sentence; empty for none."""
        if self.minimum is None:
            return ""
        for balance, after in self.balances:
            if balance < self.minimum:
                kept = f"{money(self.minimum)} that must be kept"
                return f"The balance after {after}, {money(balance)}, is below the {kept}."
        return ""


class ReserveMovement(Recorded):
    """Money that came into a reserve or was drawn from it; below 0 to correct one."""

    reserve = models.ForeignKey(Reserve, models.PROTECT, related_name="movements")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Movement)
    amount = PenceField()
    on = DayField("dated", past=True)
    what = LineField("from whom, or what for")

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reserve", "number"], name="movement_number_once"),
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="movement_of_something",
                violation_error_message="Enter a sum other than 0.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {money(self.amount)} on {day(self.on)}"


class Call(Recorded):
    """A sum asked of a reserve. It is never changed: what becomes of it is said by its steps."""

    reserve = models.ForeignKey(Reserve, models.PROTECT, related_name="calls")
    number = models.PositiveIntegerField()
    what = LineField("what for")
    amount = PenceField()

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["reserve", "number"]
        constraints = [
            models.UniqueConstraint(fields=["reserve", "number"], name="call_number_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="call_above_zero",
                violation_error_message="Enter a sum above 0.",
            ),
        ]

    def __str__(self):
        return f"Call {self.number}, {money(self.amount)}: {self.what}"


class CallStep(Recorded):
    """What was decided about a call, and who may decide on its use. The last step counts."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=CallState)
    on = DayField("dated", past=True)
    authority = LineField(max_length=120, blank=True)
    delegation = LineField(blank=True)
    why = LineField(blank=True)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[CallState.APPROVED, CallState.CONTINGENT])
                | ~Q(authority=""),
                name="call_decided_by_an_authority",
                violation_error_message="Say on whose authority.",
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display()} on {day(self.on)}"

    @property
    def in_full(self):
        """What was decided when, on whose authority, and who may decide on its use."""
        return ", ".join(filter(None, [str(self), self.authority, self.delegation]))
