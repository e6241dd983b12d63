"""Forms of update rounds."""

from django import forms

from programme.forms import ValuesForm
from programme.models import Body, Partner
from programme.ui.fields import DayFormField
from programme.ui.forms import ActionForm, NoteForm, WhyForm

from .models import LONGEST_LEAD, logs_of_rounds
from .scope import workstreams_in

WHOLE = f"Enter a whole number of days from 1 to {LONGEST_LEAD}."


class ScopeForm(ValuesForm):
    """Of which rows a round asks."""

    logs = forms.MultipleChoiceField(
        label="Logs",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one or more of the logs."},
    )
    workstream = forms.ChoiceField(label="Only this workstream", required=False)
    lead_partner = forms.ModelChoiceField(
        Partner.objects.none(), label="Only this partner", required=False, empty_label="All"
    )
    only_underway = forms.BooleanField(
        label="Only rows that are under way",
        required=False,
        help_text="Rows that are settled are never asked for",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["logs"].choices = [(one.name, one.title) for one in logs_of_rounds().values()]
        known = [(title, title) for title in workstreams_in(self.programme)]
        self.fields["workstream"].choices = [("", "All"), *known]


class OpenForm(ScopeForm):
    """A round: what it is called, and by when it is answered."""

    period = forms.CharField(max_length=120, help_text="For example, September 2027")
    closes_on = DayFormField(label="Answers by", help_text="For example, 3 September 2027")

    field_order = ["period", "closes_on"]


class PlanForm(ScopeForm):
    """Rounds before every meeting of a body."""

    body = forms.ModelChoiceField(Body.objects.none(), empty_label="Choose")
    days = forms.IntegerField(
        label="Days from its opening to the draft",
        min_value=1,
        max_value=LONGEST_LEAD,
        error_messages=dict.fromkeys(("invalid", "required", "min_value", "max_value"), WHOLE),
        widget=forms.TextInput(attrs={"data-width": "3", "inputmode": "numeric"}),
        help_text="Answers are due the day before the draft. For example, 8 gives a week",
    )

    field_order = ["body", "days"]


class DayForm(NoteForm):
    """Another closing day."""

    closes_on = DayFormField(label="Answers by", help_text="For example, 3 September 2027")

    field_order = ["closes_on"]


class ReopenForm(WhyForm):
    """A closed round that is opened again."""

    closes_on = DayFormField(label="Answers by", help_text="For example, 3 September 2027")

    field_order = ["closes_on"]


class CloseForm(NoteForm):
    """Closing a round, or stopping a plan."""


class RemindForm(ActionForm):
    """A reminder; nothing more has to be said."""
