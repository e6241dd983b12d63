"""Forms of the budget: they check shape, the actions check the rules."""

from django import forms

from programme.fields import LineField, PenceField, WordsField
from programme.financial_years import FinancialYearField
from programme.formats import money
from programme.ui.fields import DayFormField
from programme.ui.forms import ActionForm, EntryForm, GovernanceForm, WhyForm

from .choices import CREDIT, INCOME, State
from .log import BUDGET, RESERVES
from .models import Line, Reserve


def sum_field(label, **kwargs):
    """A sum of money in one text box."""
    return PenceField(label).formfield(
        label=label, **{"help_text": "For example, 1,200 or £1.2m or 12.50", **kwargs}
    )


def line_field(label, longest=300, **kwargs):
    """One line of text."""
    return LineField(label, max_length=longest).formfield(label=label, **kwargs)


def dated():
    """The day that a movement counts on."""
    return DayFormField(label="Dated", past=True, help_text="For example, 9 March 2027")


class SignDoubt:
    """Mixed into a form: an amount that has the other sign than its line is asked back. Credits and
    what is paid back are as rare as slips.
    """

    meant, signs = "amount", (1,)  # those that the action takes

    def doubts(self, data):
        found, amount, income = super().doubts(data), data.get("amount"), self.line.is_income
        if amount and amount > 0 and income:
            found.append(f"On a line of income {money(amount)} is money that goes out.")
        elif amount and amount < 0 and not income and -1 in self.signs:
            found.append(f"On a line that is no income {money(amount)} is money that comes in.")
        return found


class ForecastDoubt:
    """Mixed into a form: a forecast below what is spent already, or of less income than has
    come in, is asked back.
    """

    meant = "forecast"

    @property
    def spent(self):
        """What is spent; below 0 where money has come in."""
        return self.line.spent

    def doubts(self, data):
        forecast, found = data.get("forecast"), super().doubts(data)
        if forecast is None or not self.spent:
            return found
        if self.line.is_income and self.spent < forecast <= 0:
            came, less = money(-self.spent), money(-forecast)
            found.append(f"Income of {came} has come in already, more than {less}.")
        elif not self.line.is_income and forecast < self.spent:
            found.append(f"{money(self.spent)} is spent already, more than {money(forecast)}.")
        return found


class AllocationDoubt:
    """Mixed into a form: an allocation that makes a line with money on it one of income, or one of
    income another, is asked back.
    """

    meant = "allocation"

    def doubts(self, data):
        line, found, allocation = self.line, super().doubts(data), data.get("allocation")
        if allocation is None or not (line.spent or line.committed):
            return found
        if (allocation < 0) == line.is_income:
            return found
        there = f"{money(line.spent)} of spend and {money(line.committed)} committed"
        becomes = "a line of income" if allocation < 0 else "a line that is no income any more"
        return [*found, f"{line.reference} has {there}: {money(allocation)} makes it {becomes}."]


class LineForm(AllocationDoubt, ForecastDoubt, EntryForm):
    """The facts of a budget line; its forecast where a mistake in it is corrected."""

    meant = "figure"  # allocation or forecast

    @property
    def line(self):
        return self.instance

    class Meta:
        model = Line
        fields = BUDGET.form_fields
        help_texts = {
            "title": "What the money is for, in one line. For example, Human resources support",
            "financial_year": "April to March. For example, 2026/27",
            "allocation": "What was approved, before any virement. For example, 15,000 or £1.2m. "
            f"{INCOME}",
        }


class AddLineForm(LineForm):
    """A new budget line, with its first forecast when it differs from the allocation."""

    forecast = sum_field(
        "Forecast", required=False, help_text="Leave empty when all of the allocation will be spent"
    )

    field_order = ["title", "financial_year", "allocation", "forecast"]


class AboutLineForm(ActionForm):
    """A step whose choices depend on the line it is about."""

    def __init__(self, *args, line, **kwargs):
        self.line = line
        super().__init__(*args, **kwargs)


class MoveForm(AboutLineForm):
    """A virement: how much goes where, why, and on whose authority."""

    to = forms.ModelChoiceField(Line.objects.none(), label="To", empty_label="Choose")
    amount = sum_field("Amount")
    on = dated()
    reason = line_field("Reason")
    authority = line_field(
        "Authority", 120, help_text="Who approved it. For example, Section 151 officer"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        same_year = Line.objects.of(self.programme).filter(
            financial_year=self.line.financial_year, state=State.OPEN
        )
        self.fields["to"].queryset = same_year.exclude(pk=self.line.pk)
        self.fields["to"].error_messages["required"] = "Choose the line that the money goes to."


class AllocateForm(AllocationDoubt, AboutLineForm):
    """How much was allocated, for which year, why it changed, and on whose authority."""

    allocation = sum_field("Allocation, before any virement", help_text=INCOME)
    financial_year = FinancialYearField().formfield(
        label="Financial year", help_text="April to March. For example, 2026/27"
    )
    reason = line_field("Reason")
    authority = line_field("Authority", 120, help_text="Who approved it. For example, Cabinet")


class CommitForm(SignDoubt, AboutLineForm):
    """Money promised."""

    amount = sum_field("Amount")
    on = dated()
    what = line_field("What for", help_text="For example, Order for the first stage of the work")


class SpendForm(CommitForm):
    """Money spent, or come in."""

    signs = (1, -1)

    amount = sum_field("Amount", help_text=f"For example, 1,200 or £1.2m or 12.50. {CREDIT}")
    what = line_field("Note", help_text="What was bought or paid")


class ReverseForm(ActionForm):
    """Taking a posting back."""

    on = dated()
    why = line_field("Why", help_text="It is kept beside the reversing entry")


class ForecastForm(ForecastDoubt, AboutLineForm):
    """A new forecast for the whole year."""

    forecast = sum_field(
        "Forecast for the whole year",
        required=False,
        help_text="Leave empty to follow the allocation. For example, 1,200 or £1.2m or 12.50",
    )
    why = WordsField("why", blank=True, max_length=2000).formfield(
        label="Why", help_text="What has changed"
    )


class LockForm(GovernanceForm):
    """A period to lock."""

    starts_on = DayFormField(label="First day", help_text="For example, 1 April 2026")
    ends_on = DayFormField(label="Last day", help_text="For example, 30 June 2026")
    why = WordsField("why", blank=True, max_length=2000).formfield(
        label="Why", help_text="It is kept in the history"
    )

    def values(self):
        return dict(self.cleaned_data)


class ReserveForm(EntryForm):
    """The facts of a reserve."""

    class Meta:
        model = Reserve
        fields = RESERVES.form_fields
        help_texts = {
            "title": "What the money is set aside for, in one line",
            "opening": "Before the calls below. For example, 232,290 or £1.2m",
            "forecast_on": "The day that the forecast is for. For example, 31 March 2011",
            "minimum": "When a balance must be kept: a warning says when it would not be",
            "printed_balance": "Only when a document prints a balance: "
            "it is shown beside the computed one",
        }


class RestateForm(WhyForm):
    """Another opening forecast, and why."""

    opening = sum_field("Opening forecast")
    forecast_on = DayFormField(
        label="Forecast for", help_text="The day that it is for. For example, 31 March 2027"
    )

    field_order = ["opening", "forecast_on", "why"]


class CallForm(ActionForm):
    """A call on a reserve."""

    amount = sum_field("Amount")
    what = line_field("What for", help_text="For example, Project management of new projects")
    on = dated()
    delegation = line_field(
        "Delegation asked for", required=False, help_text="Who may decide on its use, and when"
    )


class MovementForm(ActionForm):
    """Money that came into a reserve or was drawn from it."""

    amount = sum_field("Amount", help_text="For example, 1,200 or £1.2m. Below 0 to correct one")
    on = dated()
    what = line_field("From whom, or what for")


class DecideForm(ActionForm):
    """On whose authority a call was approved or made contingent."""

    authority = line_field("Authority", 120, help_text="Who decided. For example, Joint Committee")
    delegation = line_field(
        "Delegation", required=False, help_text="Who may decide on its use, and when"
    )
    on = dated()


class WithdrawForm(ActionForm):
    """Taking a call back."""

    on = dated()
    why = line_field("Why")
