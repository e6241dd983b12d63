"""Forms of custody. Which rows they are about goes with them, so that what was shown is what is
done.
"""

from django import forms

from programme.fields import LineField, WordsField
from programme.models import Body
from programme.ui.fields import DayFormField, PersonFormField
from programme.ui.forms import GovernanceForm

from ..forms import DecidedForm
from ..models import Offer

ACCEPT, REFUSE = "accept", "refuse"
LONGEST = 200_000  # characters of the keys of some thousands of rows


class RowsForm(GovernanceForm):
    """A form about rows, by their keys."""

    rows = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST)
    stood = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def values(self):
        """The cleaned values for an action."""
        return {**self.cleaned_data, "rows": self.cleaned_data["rows"].split()}


def reason(help_text=""):
    """Why, said once for all rows."""
    field = WordsField("why", max_length=2000)
    widget = forms.Textarea(attrs={"rows": 3})
    return field.formfield(label="Why", widget=widget, help_text=help_text)


class OfferForm(RowsForm):
    """To whom rows are offered, into which plan, watched by whom."""

    to = PersonFormField(label="New owner", help_text="They accept or refuse in their own name")
    plan = LineField("plan", max_length=200).formfield(
        label="Plan that the rows move into", help_text="For example, Corporate improvement plan"
    )
    monitored_by = Offer._meta.get_field("monitored_by").formfield(
        label="Body that will monitor them", queryset=Body.objects.none()
    )
    due_on = DayFormField(
        label="To be done by",
        required=False,
        help_text="For all of them. Leave blank to keep the day that each row has of its own",
    )
    why = reason("It is told once for all rows")


class DisposeForm(RowsForm, DecidedForm):
    """By which decision rows go to nobody."""

    why = reason("Why nobody goes on with them")

    field_order = ["decision", "why"]

    def values(self):
        found = super().values()
        found.pop("version", None)
        return found


class AnswerForm(GovernanceForm):
    """Whether somebody takes rows that are offered to them."""

    rows = forms.MultipleChoiceField(label="Rows", widget=forms.CheckboxSelectMultiple)
    answer = forms.ChoiceField(
        label="Your answer",
        widget=forms.RadioSelect,
        choices=[(ACCEPT, "I accept them"), (REFUSE, "I refuse them")],
    )
    words = WordsField(blank=True, max_length=2000).formfield(
        label="In your words",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="If you refuse, say why: your words go back to whoever offered the rows",
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = [
            (one.key, f"{one.reference} {one.entry.title if one.entry else ''}".strip())
            for one in offered
        ]

    def values(self):
        """The cleaned values for the action."""
        said = self.cleaned_data
        return {
            "rows": said["rows"],
            "words": said["words"],
            "accepted": said["answer"] == ACCEPT,
        }


class ProgressForm(GovernanceForm):
    """What came of a row."""

    as_at = DayFormField(label="Position as at", past=True)
    words = WordsField("what was done", max_length=2000).formfield(
        label="What was done", widget=forms.Textarea(attrs={"rows": 4})
    )
    done = forms.BooleanField(label="It is done", required=False)

    def values(self):
        """The cleaned values for the action."""
        return dict(self.cleaned_data)
