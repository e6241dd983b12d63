"""Forms of scrutiny reviews."""

from django import forms

from closure.models import EvidenceSeen, ReviewAnswer, ReviewFinding, ReviewQuestion
from programme.fields import DayField
from programme.models import Body
from programme.ui.fields import PersonFormField, WordsFormField
from programme.ui.forms import ActionForm
from reports.models import Report

from .actions import REVIEWABLE
from .choices import Verdict


class AddForm(ActionForm):
    """A form that adds something: there is no earlier save that it could overwrite."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["version"]


class ReportChoice(forms.ModelChoiceField):
    """A draft or a published report."""

    def label_from_instance(self, report):
        return f"{report} ({report.get_state_display().lower()})"


class OpenForm(AddForm):
    """Which report is reviewed, and for which body."""

    report = ReportChoice(Report.objects.none(), help_text="A draft, or what was published")
    body = forms.ModelChoiceField(
        Body.objects.none(), label="Body of scrutiny", help_text="The finding is this body's"
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, programme=programme, **kwargs)
        found = Report.objects.of(programme).filter(state__in=REVIEWABLE)
        self.fields["report"].queryset = found.order_by("-meeting__on", "-pk")
        bodies = Body.objects.filter(programme=programme, ended_on=None)
        self.fields["body"].queryset = bodies.order_by("name")
        scrutiny = bodies.filter(kind=Body.Kind.SCRUTINY).first()
        self.fields["body"].initial = scrutiny and scrutiny.pk


class PlacedForm(AddForm):
    """A form about a place of a report: the same words about two places are two things. It says
    what stood at the place as it was opened.
    """

    place = forms.CharField(widget=forms.HiddenInput, required=False)

    def values(self):
        return {name: value for name, value in super().values().items() if name != "place"}


class FurtherForm(ActionForm):
    """A question, of whom it is asked, and by when it is answered; with the version of the one
    before, whose answer is told by it.
    """

    text = ReviewQuestion._meta.get_field("text").formfield(label="Your question")
    asked_of = PersonFormField(label="Who answers", help_text="Somebody who reads the logs")
    due_on = DayField().formfield(label="Answer by", help_text="For example, 6 October 2008")


class AskForm(FurtherForm, PlacedForm):
    """The same about a place, on which nothing was answered yet."""


class AnswerForm(AddForm):
    """An answer."""

    text = ReviewAnswer._meta.get_field("text").formfield(
        label="Your answer", help_text="It stays as it is sent. A later answer corrects it"
    )


class SeenForm(PlacedForm):
    """Which evidence was seen."""

    what = EvidenceSeen._meta.get_field("what").formfield(
        label="Evidence that you saw", help_text="For example, bank statement of March 2008"
    )


class FindingForm(ActionForm):
    """A finding, with the recommendations of scrutiny, one on each line."""

    verdict = forms.ChoiceField(label="Finding", choices=Verdict, widget=forms.RadioSelect)
    words = ReviewFinding._meta.get_field("words").formfield(label="Reasons")
    recommended = WordsFormField(
        label="Recommendations",
        required=False,
        max_length=10_000,
        help_text="One on each line, where scrutiny supports with recommendations",
    )
    requires = forms.BooleanField(
        label="The committee requires a response within two months", required=False
    )

    def values(self):
        found = super().values()
        lines = (line.strip() for line in found["recommended"].splitlines())
        return {**found, "recommended": [line for line in lines if line]}
