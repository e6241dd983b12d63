"""Benefits."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from programme.entries import Entry
from programme.fields import DayField, LineField, WordsField
from programme.written import last_day, read_last_day, words_and_day, written

from ..arithmetic import Standing, better, reached
from ..choices import (
    LIVE,
    MEASURED,
    SETTLED,
    VALID,
    Cashable,
    Certainty,
    Counting,
    Direction,
    Kind,
    State,
    Unit,
)
from ..querysets import BenefitQuerySet
from ..units import write_change, write_value
from .columns import ValueField, person

TARGET_BY = ("target_by", "target_on")  # the words, and the day that is read from them
NO_CASH_WITHOUT_MONEY = "Only a tangible financial benefit can be cashable."


class Benefit(Entry):
    """A change for the better that the programme is for, or (a disbenefit) for the worse.

    `actual` and `actual_on` repeat where the ledger leads, so that a register is sorted and rated
    without it; `post_actual` and `reverse_actual` are their only writers.
    """

    PREFIX, CLOSED = "BEN", frozenset(SETTLED)

    title = LineField("benefit")
    kind = models.CharField("class", max_length=20, choices=Kind)
    cashable = models.CharField("cashable or not", max_length=5, choices=Cashable, blank=True)
    certainty = models.CharField(
        "committed or potential", max_length=10, choices=Certainty, blank=True
    )
    disbenefit = models.BooleanField(default=False)
    description = WordsField(blank=True)
    outcome = WordsField("observable outcome", blank=True)
    attribution = WordsField(blank=True)
    owner_after = LineField("owner after closure", max_length=120, blank=True)

    measure = LineField(blank=True, editable=False)
    unit = models.CharField(max_length=10, choices=Unit, blank=True, editable=False)
    counted = LineField("what is counted", max_length=60, blank=True, editable=False)
    direction = models.CharField(
        "better when it goes", max_length=10, choices=Direction, blank=True, editable=False
    )
    counting = models.CharField(
        "a value is", max_length=10, choices=Counting, blank=True, editable=False
    )
    baseline = ValueField(null=True, editable=False)
    baseline_on = DayField("baseline as at", null=True, editable=False, past=True)
    target = ValueField(null=True, editable=False)
    target_by = written("target to be reached by", editable=False)
    target_on = last_day("last day for the target")

    state = models.CharField(max_length=20, choices=State, default=State.IDENTIFIED, editable=False)
    actual = ValueField("actual value", null=True, editable=False)
    actual_on = DayField("actual value as at", null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    claimed_by = person("claimed by")
    claimed_by_name = LineField("claimed by", max_length=200, blank=True, editable=False)
    verified_at = models.DateTimeField(null=True, editable=False)
    verified_by = person("verified by")
    verified_by_name = LineField("verified by", max_length=200, blank=True, editable=False)
    not_realised_why = WordsField("why it is not realised", blank=True, editable=False)

    objects = BenefitQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="benefit_reference_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*VALID, State.REALISED])
                | ~Q(certainty=Certainty.POTENTIAL),
                name="benefit_validated_is_not_potential",
                violation_error_message="What is validated is not potential any more.",
            ),
            models.CheckConstraint(
                condition=~Q(cashable=Cashable.YES) | Q(kind=Kind.FINANCIAL),
                name="benefit_cashable_is_financial",
                violation_error_message=NO_CASH_WITHOUT_MONEY,
            ),
            models.CheckConstraint(
                condition=Q(
                    measure="", unit="", direction="", counting="", baseline=None, target=None
                )
                | ~Q(measure="") & ~Q(unit="") & ~Q(direction="") & ~Q(counting=""),
                name="benefit_measure_whole_or_none",
            ),
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_on=None)
                | Q(baseline__isnull=False, baseline_on__isnull=False),
                name="benefit_baseline_has_a_date",
                violation_error_message="A baseline has a date.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=MEASURED)
                | ~Q(measure="") & Q(baseline__isnull=False, target__isnull=False),
                name="benefit_realised_by_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(actual=None, actual_on=None)
                | Q(actual__isnull=False, actual_on__isnull=False) & ~Q(measure=""),
                name="benefit_actual_of_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(claimed_at=None, claimed_by=None, claimed_by_name="")
                | Q(claimed_at__isnull=False, claimed_by__isnull=False, actual__isnull=False)
                & ~Q(claimed_by_name=""),
                name="benefit_claimed_when_and_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None, verified_by_name="")
                & ~Q(state=State.REALISED)
                | Q(
                    verified_at__isnull=False,
                    verified_by__isnull=False,
                    claimed_by__isnull=False,
                    state=State.REALISED,
                )
                & ~Q(verified_by_name="")
                & ~Q(verified_by=models.F("claimed_by")),
                name="benefit_realised_when_somebody_else_verified",
            ),
            models.CheckConstraint(
                condition=Q(state=State.NOT_REALISED) & ~Q(not_realised_why="")
                | ~Q(state=State.NOT_REALISED) & Q(not_realised_why=""),
                name="benefit_not_realised_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "number"], name="benefit_by_number"),
            models.Index(fields=["programme", "state"], name="benefit_by_state"),
            models.Index(fields=["programme", "owner"], name="benefit_by_owner"),
        ]

    @property
    def target_by_in_full(self):
        """When the target is to be reached, in words and with the last day that they can mean."""
        return words_and_day(self, *TARGET_BY)

    @property
    def is_live(self):
        """Whether it can still be realised."""
        return self.state in LIVE

    @property
    def is_claimed(self):
        """Whether somebody claimed it and nobody verified it yet."""
        return self.claimed_at is not None and self.verified_at is None

    @property
    def state_words(self):
        """The state, and that a claim waits for its verifier."""
        return f"{self.get_state_display()}{', claimed' if self.is_claimed else ''}"

    @property
    def needs_a_saving(self):
        """Freed staff time is not cash until a budget falls: what is cashable rests on a saving."""
        return self.cashable == Cashable.YES and not self.disbenefit

    def missing(self):
        """What a plan needs and the benefit has not got, in words."""
        if not self.measure:
            return "a measure"
        needed = {"a baseline": self.baseline, "a target": self.target}
        return " and ".join(word for word, value in needed.items() if value is None)

    def recounted(self, at=None) -> dict:
        """The columns that repeat where the ledger leads, as the entries make them that count now.
        A claim falls with the last of them.
        """
        standing = list(self.actuals.standing(at))
        values = [entry.value for entry in standing]
        columns = {"actual": reached(self.counting, self.baseline, values)}
        columns["actual_on"] = standing[-1].on if standing else None
        unclaimed = {"claimed_at": None, "claimed_by": None, "claimed_by_name": ""}
        return columns if standing or self.verified_at else columns | unclaimed

    def written(self, value):
        """A value with its unit."""
        return write_value(value, self.unit, self.counted)

    def actual_in_words(self, value):
        """Its actual value, as the history tells it: nobody changes the unit with it."""
        return self.written(value)

    def written_change(self, value):
        """A difference with its sign and unit."""
        return write_change(value, self.unit, self.counted)

    def standing(self, planned_values, day):
        """Plan and actual value on a day; `planned_values` are those of the plan in force, in
        order.
        """
        due = [row.value for row in planned_values if row.ends_on <= day]
        planned = None if self.baseline is None else reached(self.counting, self.baseline, due)
        return Standing(self.direction, self.baseline, self.target, planned, self.actual)

    def unposted(self, day) -> list:
        """The periods of its plan that are over on a day and begin after the last posted value; it
        needs what the log's `prepare` adds.
        """
        last, begun = self.actual_on, [None, *(row.ends_on for row in self.plan)]
        after = zip(begun, self.plan, strict=False)
        late = [row for start, row in after if last is None or start and start >= last]
        return [row for row in late if row.ends_on < day]

    @property
    def band(self):
        """How far behind plan it is, as a band; it needs what the log's `prepare` adds."""
        return self.stands.band(self.thresholds)

    def clean(self):
        super().clean()
        read_last_day(self, *TARGET_BY)
        if self.cashable == Cashable.YES and self.kind != Kind.FINANCIAL:
            raise ValidationError({"cashable": NO_CASH_WITHOUT_MONEY})
        if None in (self.baseline, self.target) or self.disbenefit:
            return
        if better(self.direction, self.target - self.baseline) < 0:
            is_up = self.direction == Direction.UP
            way, side = ("up", "below") if is_up else ("down", "above")
            wrong = f"It is better when it goes {way}, and the target lies {side} the baseline."
            raise ValidationError({"target": wrong})
