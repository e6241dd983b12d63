"""Publishing late: what is asked by the rules that a body follows."""

from django import forms

from programme.models import Body
from programme.ui.fields import DayFormField

from .forms import PublishForm
from .urgency import KINDS


class LatePublishForm(PublishForm):
    """Publishing a report that misses its deadline: its urgency is printed on the first page."""

    urgency = forms.CharField(
        label="Reason for urgency",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The special circumstances for which the meeting cannot wait. "
        "Everybody who sees the report can read it.",
        error_messages={"required": "Enter the reason for urgency."},
    )
    urgency_given_by = forms.CharField(
        label="Who gave the reason",
        max_length=200,
        help_text="Their job title, for example Chair of the Joint Committee",
        error_messages={"required": "Enter who gave the reason for urgency."},
    )


class ChairsOpinionForm(LatePublishForm):
    """The opinion of the chair of a council body that a late item is urgent."""

    urgency_given_on = DayFormField(
        past=True, label="Given on", help_text="For example, 27 March 2027"
    )

    field_order = ["urgency_given_by", "urgency_given_on", "urgency"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reason, who = self.fields["urgency"], self.fields["urgency_given_by"]
        reason.label = "Special circumstances"
        reason.error_messages["required"] = "Enter the special circumstances."
        reason.help_text = (
            "By reason of which the item is urgent. They are printed on the first page, stand in"
            " the public register and are specified in the minutes."
        )
        who.label = "Chair whose opinion it is"


class ExecutiveUrgencyForm(LatePublishForm):
    """By what an executive takes a late item, and with whose agreement."""

    urgency_kind = forms.ChoiceField(
        label="Urgent by",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose general exception or special urgency."},
    )
    urgency_given_on = DayFormField(
        past=True, label="Told or agreed on", help_text="For example, 27 March 2027"
    )

    field_order = ["urgency_kind", "urgency_given_by", "urgency_given_on", "urgency"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = KINDS[Body.Regime.EXECUTIVE]
        self.fields["urgency_kind"].choices = [(one.value, one.label) for one in kinds]
        who = self.fields["urgency_given_by"]
        who.label = "Who was told, or agreed"
        who.help_text = (
            "The chair of the overview and scrutiny committee. To special urgency, the chair of the"
            " council agrees where there is none or they cannot act"
        )


def late_form(body):
    """The form that publishes a late report to a body, by the rules that it follows."""
    own = {Body.Regime.COUNCIL: ChairsOpinionForm, Body.Regime.EXECUTIVE: ExecutiveUrgencyForm}
    return own.get(body.regime, LatePublishForm)
