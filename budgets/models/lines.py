"""Budget lines, the postings and virements that move their money, and locked periods."""

from django.db import models
from django.db.models import F, Q

from programme.entries import Entry, EntryQuerySet, Recorded
from programme.fields import DayField, LineField, PenceField, WordsField
from programme.financial_years import FinancialYearField
from programme.formats import day, money

from ..choices import Kind, Standing, State
from ..querysets import PeriodLockQuerySet, PostingQuerySet, VirementQuerySet


def variance_in_words(variance, income=False):
    """A variance in pence as people say it: £5,000 over, £200 under, as allocated.

    Of income that is expected, above 0 means that less comes in.
    """
    if not variance:
        return "As allocated"
    if income:
        return f"{money(abs(variance))} {'less' if variance > 0 else 'more'} income"
    return f"{money(abs(variance))} {'over' if variance > 0 else 'under'}"


class Line(Entry):
    """A sum allocated to a purpose for one financial year, in whole pence; below 0 for income.

    `current_allocation`, `committed` and `spent` repeat the sums of the line's virements and
    postings, so that a register is sorted and totalled without adding them up; the actions are
    their only writers. A forecast is for the whole year; what it was is in the line's history. One
    that nobody gave follows the current allocation.
    """

    PREFIX, CLOSED = "B", frozenset({State.CLOSED})

    title = LineField("budget line")
    financial_year = FinancialYearField()
    allocation = PenceField("original allocation")
    comment = WordsField(blank=True)

    state = models.CharField(max_length=20, choices=State, default=State.OPEN, editable=False)
    current_allocation = PenceField(editable=False)
    committed = PenceField(default=0, editable=False)
    spent = PenceField("spend to date", default=0, editable=False)
    forecast = PenceField(editable=False)
    forecast_given = models.BooleanField("forecast given", default=False, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "budget line"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="budget_line_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(current_allocation__gte=0) | Q(allocation__lt=0),
                name="budget_line_below_zero_only_for_income",
                violation_error_message="More has been moved out of the line than this would leave "
                "in it.",
            ),
            models.CheckConstraint(
                condition=Q(committed__gte=0),
                name="budget_line_committed_not_negative",
                violation_error_message="More would be released than is committed.",
            ),
        ]
        indexes = [models.Index(fields=["programme", "number"], name="budget_line_by_number")]

    def recounted(self, at=None) -> dict:
        """The columns that repeat its postings and virements, as the rows make them that count
        now, or at a position.
        """
        posted = self.postings.known_at(at).order_by().values_list("kind")
        sums = dict(posted.annotate(total=models.Sum("amount")))
        brought, taken = (
            rows.known_at(at).aggregate(total=models.Sum("amount"))["total"] or 0
            for rows in (self.taken, self.given)
        )
        return {
            "spent": sums.get(Kind.SPEND, 0),
            "committed": sums.get(Kind.COMMITMENT, 0),
            "current_allocation": self.allocation + brought - taken,
        }

    @property
    def is_income(self):
        """Whether money is to come in on it: allocation and spend stand below 0."""
        return (self.allocation or 0) < 0  # a line that is being added may have none yet

    @property
    def virements(self):
        """What virements brought to the line (above 0) or took from it, in pence."""
        return self.current_allocation - self.allocation

    @property
    def left(self):
        """What is neither spent nor committed, in pence; below 0 when too much was."""
        return self.current_allocation - self.spent - self.committed

    @property
    def variance(self):
        """Forecast less current allocation, in pence: above 0 is too much."""
        return self.forecast - self.current_allocation

    @property
    def variance_in_words(self):
        """The variance as people say it."""
        return variance_in_words(self.variance, self.is_income)

    @property
    def troubles(self):
        """Everything that is not as planned: pairs of a standing and its sentence, worst first.

        Income is judged by its forecast alone, for it comes in over the year.
        """
        over, above = self.spent - self.current_allocation, self.spent - self.forecast
        found = []
        if not self.is_income and over > 0:
            found.append((Standing.OVERSPENT, f"{money(over)} overspent"))
        if not self.is_income and self.left < 0 and self.committed:
            words = f"{money(-self.left)} more spent and committed than allocated"
            found.append((Standing.COMMITTED, words))
        if self.variance > 0:
            found.append((Standing.OVER, f"forecast {self.variance_in_words}"))
        if not self.is_income and above > 0 and self.variance:  # else it is overspent by the same
            found.append((Standing.OUTRUN, f"{money(above)} spent above forecast"))
        return found

    @property
    def standing(self):
        """How the line stands against its current allocation and its forecast, at its worst."""
        return self.troubles[0][0] if self.troubles else Standing.WITHIN


class Posting(Recorded):
    """Money committed or spent on a line. A reversing entry takes an earlier one back, in full."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="postings")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    amount = PenceField(help_text="Below 0 where money comes in, or in a reversing entry")
    on = DayField("dated", past=True)
    what = LineField(help_text="What for; in a reversing entry, why")
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name="takes back",
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="posting_number_once"),
            models.CheckConstraint(
                condition=(Q(reverses__isnull=False) | Q(kind=Kind.SPEND) | Q(amount__gt=0))
                & ~Q(amount=0),
                name="posting_below_zero_where_money_comes_in",
                violation_error_message="Enter a sum above 0. To take a posting back, reverse it.",
            ),
        ]
        indexes = [models.Index(fields=["line", "on", "recorded_at"], name="posting_in_order")]

    def __str__(self):
        return f"{self.in_words} of {money(self.amount)} on {day(self.on)}"

    @property
    def in_words(self):
        """What it is: a commitment, spend, or a credit where money comes in."""
        credit = self.kind == Kind.SPEND and self.amount < 0 and not self.reverses_id
        return "Credit" if credit else self.get_kind_display()


class Virement(Recorded):
    """Allocation moved between two lines of one programme and year. The total never changes."""

    giver = models.ForeignKey(Line, models.PROTECT, related_name="given", verbose_name="from")
    taker = models.ForeignKey(Line, models.PROTECT, related_name="taken", verbose_name="to")
    amount = PenceField()
    on = DayField("dated", past=True)
    reason = LineField()
    authority = LineField(max_length=120)

    objects = VirementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="virement_above_zero",
                violation_error_message="Enter a sum above 0.",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="virement_between_two_lines",
                violation_error_message="Choose another line: "
                "money cannot move from a line to itself.",
            ),
        ]

    def __str__(self):
        return f"{money(self.amount)} from {self.giver.reference} to {self.taker.reference}"


class PeriodLock(models.Model):
    """Days in which nothing of a budget may be dated, until a finance officer unlocks them."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    starts_on = DayField("first day")
    ends_on = DayField("last day")
    locked_at = models.DateTimeField()
    locked_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    locked_by_name = models.CharField(max_length=200)
    unlocked_at = models.DateTimeField(null=True, blank=True)
    unlocked_by = models.ForeignKey(
        "programme.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    unlocked_by_name = models.CharField(max_length=200, blank=True)
    why_unlocked = WordsField(blank=True)

    objects = PeriodLockQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-locked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="period_begins_before_it_ends",
                violation_error_message="The period ends before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(
                    unlocked_at=None, unlocked_by=None, unlocked_by_name="", why_unlocked=""
                )
                | Q(unlocked_at__isnull=False, unlocked_by__isnull=False)
                & ~Q(unlocked_by_name="")
                & ~Q(why_unlocked=""),
                name="period_unlocked_by_whom_and_why",
                violation_error_message="Say why the period is unlocked.",
            ),
        ]
        indexes = [models.Index(fields=["programme", "starts_on"], name="period_by_day")]

    def __str__(self):
        return f"{day(self.starts_on)} to {day(self.ends_on)}"
