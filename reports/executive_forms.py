"""Forms of an executive's key decisions and private business."""

from django import forms

from programme.forms import ValuesForm
from programme.ui.fields import DayFormField, WordsFormField

from .actions.executive import asked_for
from .executive import Step, What
from .models import ReportDefinition

LABELS = {  # of the day on which a step was taken
    Step.GENERAL: "Told on",
    Step.SPECIAL: "Agreed on",
    Step.AGREED: "Agreed on",
}
WHO = {Step.GENERAL: "Who was told", Step.SPECIAL: "Who agreed", Step.AGREED: "Who agreed"}


class BusinessForm(ValuesForm):
    """What is planned for a meeting."""

    what = forms.ChoiceField(
        label="What it is",
        choices=What,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a key decision or business in private."},
    )
    matter = forms.CharField(
        label="What it is about",
        max_length=200,
        help_text="As the notice says it: everybody can read it. For example, Award of the contract"
        " for street lighting",
    )
    definition = forms.ModelChoiceField(
        ReportDefinition.objects.none(), label="Paper", required=False, empty_label="None of these"
    )

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["definition"]
        field.queryset = body.report_definitions.filter(retired_at=None)
        field.label_from_instance = lambda one: one.title
        field.help_text = "Its first page says which notices were published"


class NoticeForm(ValuesForm):
    """One step of the notices of some business, with the facts that it has."""

    told = forms.CharField(
        max_length=200,
        help_text="The chair of the overview and scrutiny committee. Where there is none or they"
        " cannot act, the chair of the council",
    )
    given_on = DayFormField(past=True, help_text="For example, 27 March 2027")
    words = WordsFormField(
        label="Reasons", max_length=2000, help_text="As published: everybody can read them"
    )
    representations = WordsFormField(
        label="Representations received",
        max_length=4000,
        help_text="Why the meeting should be open to the public, as people wrote. Where nothing was"
        " received, say so. Everybody can read this",
    )
    response = WordsFormField(
        label="Response to them",
        max_length=4000,
        required=False,
        help_text="Everybody can read this",
    )

    def __init__(self, *args, business, step, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"told", "words", "representations", "response"} - {
            *asked_for(business.what, step)
        }:
            del self.fields[name]
        self.fields["given_on"].label = LABELS.get(step, "Published on")
        if "told" in self.fields:
            self.fields["told"].label = WHO[step]
