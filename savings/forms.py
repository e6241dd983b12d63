"""Forms of savings: they check shape, the actions check the rules."""

from datetime import timedelta

from django import forms

from programme.fields import LineField, PenceField, WordsField
from programme.financial_years import FinancialYearField
from programme.ui.fields import DayFormField
from programme.ui.forms import ActionForm, EntryForm, WhyForm

from .choices import WHOLE_MONTHS, Kind
from .log import CARRY_FORWARDS, REALLOCATIONS, SAVINGS, TARGETS
from .models import CarryForward, Reallocation, Saving, Target

SUM_HINT = "For example, 55,000 or £28.5k or £1.25m"
YEAR_HINT = "April to March. For example, 2008/09"


class TargetForm(EntryForm):
    """How much more is to be saved every year from a year on."""

    class Meta:
        model = Target
        fields = TARGETS.form_fields
        labels = {"amount": "New savings to be made in this year"}
        help_texts = {
            "title": "What the target is for, in one line",
            "kind": "Permanent comes again every year from this one on; one-off comes in it alone",
            "financial_year": YEAR_HINT,
            "amount": "The further reduction of this year alone, not the sum of several years. "
            f"{SUM_HINT}",
        }


class SavingForm(EntryForm):
    """The facts of a saving."""

    class Meta:
        model = Saving
        fields = SAVINGS.form_fields
        help_texts = {
            "title": "What is saved, in one line. For example, One payroll team for both councils",
            "kind": "Permanent comes again every year; one-off comes once",
            "amount": f"Permanent: what a whole year brings. One-off: the sum. {SUM_HINT}",
            "starts_on": f"For example, 1 October 2008. {WHOLE_MONTHS} "
            "One-off: any day of the financial year in which it falls",
            "ends_on": "Only for a permanent saving that does not last. For example, 31 March 2030",
            "certainty": "Potential: nobody counts on it yet, and it stands outside every total. "
            "Leave it empty when the papers do not say",
            "source": "Only when one-off spending makes this saving possible: "
            "choose that re-allocation",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Reallocation.objects.of(self.programme).filter(kind=Kind.ONE_OFF)
        self.fields["source"].queryset = mine
        self.fields["source"].empty_label = "No other spending"


class ReallocationForm(EntryForm):
    """What saved money is spent on again."""

    class Meta:
        model = Reallocation
        fields = REALLOCATIONS.form_fields
        help_texts = {
            "title": "A post, a service, a purchase. For example, Records Manager",
            "kind": "Permanent: spent every year from this one on. One-off: spent once",
            "pot": "The pot that pays. Permanent spending is never paid from one-off money",
            "amount": f"Permanent: for one year. {SUM_HINT}",
            "financial_year": YEAR_HINT,
            "priority": "What it ranks as, or which priority it serves. "
            "For example, High, or Front-line services",
        }


class CarryForwardForm(EntryForm):
    """One-off money to be taken into the next year."""

    class Meta:
        model = CarryForward
        fields = CARRY_FORWARDS.form_fields
        help_texts = {
            "title": "What the money is. For example, Net underspend on support services",
            "financial_year": "The year that the money comes from; it goes into the next. "
            f"{YEAR_HINT}",
            "amount": SUM_HINT,
            "comment": "What it will be used for",
        }


class ApproveForm(ActionForm):
    """Which body approved it, on whose report, and when."""

    body = LineField("approved by", max_length=120).formfield(
        label="Approved by", help_text="The body. For example, Cabinet"
    )
    presented_by = LineField("presented by", max_length=120, blank=True).formfield(
        label="Presented by", help_text="Job title of who asked for the approval"
    )
    on = DayFormField(
        label="Approved on", past=True, required=False, help_text="For example, 14 June 2007"
    )
    undated = forms.BooleanField(label="The papers do not give the date", required=False)


class AboutSavingForm(ActionForm):
    """A step that depends on the saving: changes of its amount that fall away are said first."""

    def __init__(self, *args, saving, **kwargs):
        self.saving = saving
        super().__init__(*args, **kwargs)

    def falling_away(self, data) -> str:
        """The planned changes that fall away with what was typed, in words."""
        raise NotImplementedError

    def doubts(self, data):
        found, gone = super().doubts(data), self.falling_away(data)
        return [*found, f"A change that was planned falls away: {gone}."] if gone else found


class ReviseForm(AboutSavingForm, ApproveForm):
    """What was approved instead, by whom, and why."""

    title = LineField("saving").formfield(label="Saving")
    amount = PenceField("amount").formfield(
        label="Full-year effect or one-off sum that is approved now", help_text=SUM_HINT
    )
    starts_on = DayFormField(label="Starts on", help_text="For example, 1 April 2027")
    why = WordsField("why", max_length=2000).formfield(
        label="Why it changed", help_text="It is kept in the history"
    )

    field_order = ["title", "amount", "starts_on"]
    meant = "approval"

    def falling_away(self, data):
        kept = data.get("amount") in (None, self.saving.amount)
        return "" if kept else self.saving.planned_changes(self.today)


class ChangeAmountForm(AboutSavingForm, ApproveForm):
    """The yearly amount that was approved from a day on, by whom, and why."""

    amount = PenceField("amount").formfield(label="Yearly amount from then on", help_text=SUM_HINT)
    from_day = DayFormField(label="From", help_text=f"For example, 1 April 2027. {WHOLE_MONTHS}")
    why = WordsField("why", max_length=2000).formfield(
        label="Why it changes", help_text="It is kept in the history"
    )

    field_order = ["amount", "from_day"]
    meant = "day"

    def falling_away(self, data):
        on = data.get("from_day")
        return self.saving.changes_from(on) if on and on > self.today else ""


class EndForm(AboutSavingForm, WhyForm):
    """The last day of a permanent saving; a one-off one keeps what was achieved."""

    last_day = DayFormField(
        label="Last day", help_text=f"For example, 31 March 2027. {WHOLE_MONTHS}"
    )

    field_order = ["last_day"]
    meant = "last day"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.saving.is_permanent:
            del self.fields["last_day"]

    def falling_away(self, data):
        last = data.get("last_day")
        return self.saving.changes_from(last + timedelta(days=1)) if last else ""


class AchievedForm(ActionForm):
    """What a saving brought in a year."""

    financial_year = FinancialYearField().formfield(label="Financial year", help_text=YEAR_HINT)
    amount = PenceField("amount").formfield(label="Amount", help_text=SUM_HINT)
    evidence = LineField("evidence").formfield(
        label="Evidence", help_text="Where it can be seen. For example, Budget monitoring, period 6"
    )


class ReverseForm(ActionForm):
    """Taking an achieved amount back."""

    why = LineField("why").formfield(label="Why", help_text="It is kept beside the reversing entry")


class ConfirmForm(ActionForm):
    """Saying that a saving is achieved."""

    why = WordsField("why", max_length=2000).formfield(
        label="How it is known", help_text="It is kept in the history"
    )
