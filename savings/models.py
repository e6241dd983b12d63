"""Savings and their targets, what they achieved, re-allocations and carry-forwards."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from programme.entries import Entry, Recorded
from programme.fields import DayField, LineField, PenceField, WordsField
from programme.financial_years import FinancialYearField, financial_year_of, first_day, next_year
from programme.formats import day, listed, money

from .arithmetic import in_year, whole_months
from .choices import (
    COUNTED,
    SECURED,
    CarryState,
    Certainty,
    Kind,
    ReallocationState,
    State,
    TargetState,
)
from .querysets import (
    AchievementQuerySet,
    CarryForwardQuerySet,
    ReallocationQuerySet,
    SavingQuerySet,
    TargetQuerySet,
)

ABOVE_ZERO = "Enter a sum above 0."
ABOVE_ZERO_OR_REVERSE = f"{ABOVE_ZERO} To take an achieved amount back, reverse it."


def _meta_constraints(name, *more):
    """What holds for every entry of this app: a reference stands once, a sum is above 0."""
    return [
        models.UniqueConstraint(fields=["programme", "reference"], name=f"{name}_reference_once"),
        models.CheckConstraint(
            condition=Q(amount__gt=0),
            name=f"{name}_amount_above_zero",
            violation_error_message=ABOVE_ZERO,
        ),
        *more,
    ]


def _approved_by_a_body(name, states):
    return models.CheckConstraint(
        condition=~Q(state__in=states) | ~Q(approved_body=""),
        name=f"{name}_approved_by_a_body",
        violation_error_message="Say which body approved it.",
    )


class Sum(Entry):
    """An entry about a sum of money."""

    class Meta(Entry.Meta):
        abstract = True

    def clean(self):
        super().clean()
        if self.amount is not None and self.amount <= 0:
            raise ValidationError({"amount": ABOVE_ZERO})


class Approved(Sum):
    """A sum that has to be approved: by which body, on whose report, when.

    Source papers do not always say when: then the day is blank.
    """

    approved_body = LineField("approved by", max_length=120, blank=True, editable=False)
    approved_by = LineField("presented by", max_length=120, blank=True, editable=False)
    approved_on = DayField("approved on", null=True, editable=False, past=True)

    class Meta(Sum.Meta):
        abstract = True

    @property
    def lacks_day(self):
        """Whether a body approved it on a day that nobody recorded."""
        return bool(self.approved_body) and self.approved_on is None


class EarlierAmountsField(models.JSONField):
    """Yearly amounts that were in force before: pairs of a day and the pence before it.

    They stand in the order of their days; only actions write them.
    """

    def in_words(self, value):
        """The amounts as a reader of the history sees them."""
        return "; ".join(
            f"{money(pence)} a year before {day(date.fromisoformat(on))}" for on, pence in value
        )


class Target(Sum):
    """How much more is to be saved, in pence: every year from a financial year on, or once in it.

    A permanent target is an increment.
    """

    PREFIX, CLOSED = "T", frozenset({TargetState.WITHDRAWN})

    title = LineField("target")
    kind = models.CharField("permanent or one-off", max_length=12, choices=Kind)
    financial_year = FinancialYearField()
    amount = PenceField("new savings")
    comment = WordsField(blank=True)

    state = models.CharField(
        max_length=20, choices=TargetState, default=TargetState.IN_FORCE, editable=False
    )

    objects = TargetQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "savings target"
        constraints = _meta_constraints(
            "target",
            models.UniqueConstraint(
                fields=["programme", "financial_year", "kind"],
                condition=Q(state=TargetState.IN_FORCE),
                name="target_of_a_kind_once_a_year",
            ),
        )
        indexes = [models.Index(fields=["programme", "number"], name="target_by_number")]

    # It is reckoned as a line that begins on the first day of its year and does not end.
    ends_on, earlier = None, ()

    @property
    def starts_on(self):
        """1 April of its year."""
        return first_day(self.financial_year)


class Reallocation(Approved):
    """Money that was saved and is spent again: to what, from which pot and year, in whole pence.

    A permanent sum is spent in every year from its first one on.
    """

    PREFIX, CLOSED = "A", frozenset({ReallocationState.WITHDRAWN})

    title = LineField("re-allocated to")
    kind = models.CharField("spending", max_length=12, choices=Kind)
    pot = models.CharField("from which savings", max_length=12, choices=Kind)
    amount = PenceField()
    financial_year = FinancialYearField("in or from financial year")
    priority = LineField(max_length=120, blank=True)
    comment = WordsField(blank=True)

    state = models.CharField(
        max_length=20, choices=ReallocationState, default=ReallocationState.RECORDED, editable=False
    )

    objects = ReallocationQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "re-allocation"
        constraints = _meta_constraints(
            "reallocation",
            models.CheckConstraint(
                condition=Q(kind=F("pot")), name="reallocation_never_nets_the_pots"
            ),
            _approved_by_a_body("reallocation", [ReallocationState.APPROVED]),
        )
        indexes = [models.Index(fields=["programme", "number"], name="reallocation_by_number")]

    @property
    def counts(self):
        """Whether its money is taken."""
        return self.state in COUNTED

    def clean(self):
        super().clean()
        if self.kind == Kind.PERMANENT and self.pot == Kind.ONE_OFF:
            never = "Permanent spending cannot be funded from one-off money."
            raise ValidationError({"pot": never})
        if self.kind == Kind.ONE_OFF and self.pot == Kind.PERMANENT:
            never = "One-off spending is funded from one-off money, not from permanent savings."
            raise ValidationError({"pot": never})


class Saving(Approved):
    """A saving, permanent or one-off, in whole pence.

    `achieved` repeats the sum of its achieved amounts over all years; only the actions write it.
    """

    PREFIX, CLOSED = "S", frozenset({State.WITHDRAWN})

    title = LineField("saving")
    kind = models.CharField("permanent or one-off", max_length=12, choices=Kind)
    amount = PenceField("full-year effect or one-off sum")
    starts_on = DayField("starts on")
    ends_on = DayField("last day", null=True, blank=True)
    certainty = models.CharField(
        "committed or potential", max_length=10, choices=Certainty, blank=True
    )
    source = models.ForeignKey(
        Reallocation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="derived",
        verbose_name="derives from",
    )
    comment = WordsField(blank=True)

    state = models.CharField(max_length=20, choices=State, default=State.IDENTIFIED, editable=False)
    approved_amount = PenceField("amount that was approved", null=True, editable=False)
    achieved = PenceField("achieved to date", default=0, editable=False)
    earlier_amounts = EarlierAmountsField(default=list, blank=True, editable=False)

    objects = SavingQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = _meta_constraints(
            "saving",
            _approved_by_a_body("saving", SECURED),
            models.CheckConstraint(
                condition=~Q(state__in=SECURED) | ~Q(certainty=Certainty.POTENTIAL),
                name="saving_approved_is_not_potential",
                violation_error_message="What is approved is not potential any more.",
            ),
            models.CheckConstraint(
                condition=Q(achieved__gte=0),
                name="saving_achieved_not_negative",
                violation_error_message="More would be taken back than was achieved.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SECURED) | Q(achieved=0),
                name="saving_achieved_after_approval",
                violation_error_message="Money was achieved on this saving: take it back first.",
            ),
        )
        indexes = [models.Index(fields=["programme", "number"], name="saving_by_number")]

    @property
    def first_year(self):
        """The financial year in which it begins; for a one-off saving its only year."""
        return financial_year_of(self.starts_on)

    @property
    def is_permanent(self):
        """Whether it comes again every year."""
        return self.kind == Kind.PERMANENT

    @property
    def in_first_year(self):
        """What its first year brings: whole months of a permanent saving, all of a one-off one."""
        return in_year(self, self.first_year)

    @property
    def earlier(self):
        """Pairs of a day and the yearly amount in pence that was in force before it."""
        return [(date.fromisoformat(on), pence) for on, pence in self.earlier_amounts]

    @property
    def changes_in_words(self):
        """Earlier yearly amounts and the last day, in words; empty where it has neither."""
        earlier = type(self)._meta.get_field("earlier_amounts").in_words(self.earlier_amounts)
        until = f"until {day(self.ends_on)}" if self.ends_on else ""
        return "; ".join(filter(None, [earlier, until]))

    def changes_from(self, first) -> str:
        """The changes of its yearly amount from a day on, in words; empty where there are none."""
        amounts = [*(pence for _, pence in self.earlier[1:]), self.amount]
        return listed(
            f"{money(pence)} a year from {day(on)}"
            for (on, _), pence in zip(self.earlier, amounts, strict=False)
            if on >= first
        )

    def without_changes_from(self, first) -> dict:
        """The columns of its yearly amount as they are when the changes from a day on fall away."""
        kept = [pair for pair in self.earlier_amounts if pair[0] < first.isoformat()]
        fallen = self.earlier_amounts[len(kept) :]
        return {"amount": fallen[0][1] if fallen else self.amount, "earlier_amounts": kept}

    def planned_changes(self, today) -> str:
        """Those changes in words, where all of them are still to come; empty where not."""
        return self.changes_from(self.earlier[0][0]) if self.is_all_planned(today) else ""

    def is_all_planned(self, today):
        """Whether its amount is to change and has not changed yet."""
        return bool(self.earlier) and self.earlier[0][0] > today

    @property
    def was_approved_as(self):
        """What was approved, in words, where the amount has changed since; empty where not.

        Only rows from before such changes needed an approval of their own can say so.
        """
        if self.approved_amount in (None, self.amount):
            return ""
        return f"Changed since it was approved at {money(self.approved_amount)}"

    @property
    def months(self):
        """Whole months in the first year."""
        return whole_months(self.starts_on)

    def recounted(self, at=None) -> dict:
        """The columns that repeat its achieved amounts, as the rows make them that count now. A
        saving with nothing left is approved, not achieved.
        """
        total = self.achievements.known_at(at).aggregate(total=models.Sum("amount"))["total"] or 0
        fallen = self.state == State.ACHIEVED and not total
        return {"achieved": total, "state": State.APPROVED if fallen else self.state}

    def clean(self):
        super().clean()
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day must not be before the start."})
        if not self.source_id:
            return
        if self.source.programme_id != self.programme_id:
            raise ValidationError({"source": "Choose a re-allocation of this programme."})
        if self.kind == Kind.ONE_OFF or self.source.kind == Kind.PERMANENT:
            only = "Only a permanent saving derives from spending, and only from one-off spending."
            raise ValidationError({"source": only})
        if self.starts_on and financial_year_of(self.starts_on) <= self.source.financial_year:
            year = self.source.financial_year
            later = f"what derives from it begins in {next_year(year)} or later."
            said = f"{self.source.reference} is spent in {year}: {later}"
            raise ValidationError({"starts_on": said})


class Achievement(Recorded):
    """What a saving brought in one financial year. A reversing entry takes one back, in full."""

    saving = models.ForeignKey(Saving, models.PROTECT, related_name="achievements")
    number = models.PositiveIntegerField()
    financial_year = FinancialYearField()
    amount = PenceField(help_text="Below 0 in a reversing entry")
    evidence = LineField(help_text="Where it can be seen; in a reversing entry, why")
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name="takes back",
    )

    objects = AchievementQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(fields=["saving", "number"], name="achievement_number_once"),
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="achievement_below_zero_only_to_reverse",
                violation_error_message=ABOVE_ZERO_OR_REVERSE,
            ),
        ]

    def __str__(self):
        return f"{money(self.amount)} in {self.financial_year}"


class CarryForward(Approved):
    """One-off money taken from its year into the next. It moves when a body has approved it."""

    PREFIX, CLOSED = "C", frozenset({CarryState.APPROVED, CarryState.DROPPED})  # once decided

    title = LineField("carry-forward")
    financial_year = FinancialYearField("from financial year")
    amount = PenceField()
    comment = WordsField("purpose", blank=True)

    state = models.CharField(
        max_length=20, choices=CarryState, default=CarryState.REQUESTED, editable=False
    )

    objects = CarryForwardQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "carry-forward"
        constraints = _meta_constraints(
            "carry_forward", _approved_by_a_body("carry_forward", [CarryState.APPROVED])
        )
        indexes = [models.Index(fields=["programme", "number"], name="carry_forward_by_number")]

    @property
    def to_year(self):
        """The financial year that gets the money."""
        return next_year(self.financial_year)
