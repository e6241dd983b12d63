"""Forms of the risk register: they check shape, the actions check the rules."""

from django import forms

from programme.fields import WordsField
from programme.forms import ValuesForm
from programme.ui.fields import DayFormField, PersonFormField
from programme.ui.forms import ActionForm, EntryForm, GovernanceForm, WhyForm

from .banding import ALL_WORDS, USUAL, WORDS, reachable
from .choices import BEGUN, IMPACTS, LIKELIHOODS, Fate, Kind, Rating, State
from .log import ISSUES, RISKS
from .models import Banding, Issue, Mitigation, RatingScheme, Risk

WHEN = "As you would write it, for example 27 March 2027, or Spring 2027, or At the next board"
JUDGED_BY = "Job title or body. Leave it empty when the papers do not say"


class RatingField(forms.TypedChoiceField):
    """A whole number from 1 to 5, chosen by its word; `fit` gives it the steps of a matrix."""

    def __init__(self, words, **kwargs):
        choices = [
            ("", "Choose"),
            *((number, f"{number} – {word}") for number, word in words.items()),
        ]
        super().__init__(choices=choices, coerce=int, empty_value=None, **kwargs)
        self.error_messages["invalid_choice"] = "Choose a whole number from 1 to 5."
        if self.required:
            self.error_messages["required"] = "Choose a whole number from 1 to 5."


class RiskForm(EntryForm):
    """The facts of a risk."""

    class Meta:
        model = Risk
        fields = RISKS.form_fields
        help_texts = {
            "title": (
                "What could happen, in one line. For example, A partner wishes to leave the"
                " agreement"
            ),
            "cause": "Because of…",
            "event": "…there is a risk that…",
            "effect": "…which would lead to…",
            "controls": "What already holds the risk down",
            "review": WHEN,
            "target_given": "Only where a document gives a target score and no more",
        }


def fit(form, steps):
    """Gives likelihood and impact the steps of a matrix; words are there for five alone."""
    for name, last in (steps or {}).items():
        if last != USUAL:
            field, says = form.fields[name], f"Choose a whole number from 1 to {last}."
            field.choices = [("", "Choose"), *((step, step) for step in range(1, last + 1))]
            field.error_messages["invalid_choice"] = says
            if field.required:
                field.error_messages["required"] = says


class Stands(forms.Form):
    """Where a new risk stands, if it is past being proposed."""

    state = forms.ChoiceField(
        label="State",
        choices=[("", State.PROPOSED.label), *((one, one.label) for one in BEGUN)],
        required=False,
    )


class AddRiskForm(Stands, RiskForm):
    """A new risk, with its first assessment when there is one."""

    def __init__(self, *args, steps=None, **kwargs):
        super().__init__(*args, **kwargs)
        fit(self, steps)

    likelihood = RatingField(
        LIKELIHOODS, required=False, help_text="As it stands, with today's controls"
    )
    impact = RatingField(IMPACTS, required=False)

    field_order = ["title", "state", "likelihood", "impact"]


class AssessForm(ActionForm):
    """A new judgement of a risk."""

    kind = forms.ChoiceField(label="Which view", choices=[("", "Choose"), *Kind.choices])
    likelihood = RatingField(LIKELIHOODS)
    impact = RatingField(IMPACTS)
    effective_on = DayFormField(
        label="Assessed on", past=True, help_text="For example, 9 March 2027"
    )
    why = WordsField("why", blank=True, max_length=2000).formfield(
        help_text="What has changed since the last time"
    )

    def __init__(self, *args, steps=None, **kwargs):
        super().__init__(*args, **kwargs)
        fit(self, steps)


class InWords(forms.Form):
    """How a risk is judged in words."""

    frequency = forms.ChoiceField(choices=[("", "Not rated"), *Rating.choices], required=False)
    frequency_words = forms.CharField(
        label="Frequency as given",
        max_length=300,
        required=False,
        help_text="For example, High at key stages",
    )
    severity = forms.ChoiceField(choices=[("", "Not rated"), *Rating.choices], required=False)
    status = forms.ChoiceField(
        label="Status",
        choices=[("", "Not rated"), *WORDS.items()],
        required=False,
        help_text="It is judged, not computed from the words",
    )


class AddRiskInWordsForm(InWords, Stands, RiskForm):
    """A new risk of a programme that rates in words, with its first judgement if there is one."""

    judged_by = forms.CharField(max_length=120, required=False, help_text=JUDGED_BY)

    field_order = [
        *("title", "state", "frequency", "frequency_words", "severity", "status", "judged_by")
    ]


class WordAssessForm(InWords, ActionForm):
    """A new judgement of a risk in words."""

    judged_by = forms.CharField(max_length=120, required=False, help_text=JUDGED_BY)
    effective_on = DayFormField(
        label="Assessed on", past=True, help_text="For example, 9 March 2027"
    )
    why = WordsField("why", blank=True, max_length=2000).formfield(
        help_text="What the judgement rests on"
    )


class SchemeForm(ValuesForm, forms.ModelForm):
    """How the programme rates its risks from a date on."""

    why = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = RatingScheme
        fields = ["kind", "applies_from"]


class AcceptForm(ActionForm):
    """Living with a risk until a date, on somebody's authority."""

    until = DayFormField(
        label="Accept until", help_text="The risk comes back for attention after this day"
    )
    approver = forms.CharField(
        label="Approved by",
        max_length=120,
        help_text="Job title or body, for example Programme Board",
    )
    why = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SettlingForm(ActionForm):
    """A step that settles a risk: it asks what becomes of mitigations that are open."""

    mitigations = forms.ChoiceField(
        label="What becomes of the open mitigations", choices=Fate.choices, widget=forms.RadioSelect
    )
    mitigations_why = forms.CharField(
        label="Why that becomes of them",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept with each of them.",
    )

    def __init__(self, *args, still_open, **kwargs):
        super().__init__(*args, **kwargs)
        if not still_open:
            del self.fields["mitigations"], self.fields["mitigations_why"]


class CloseForm(SettlingForm, WhyForm):
    """Why a risk no longer matters."""

    field_order = ["why"]


class DoneForm(ActionForm):
    """The day on which a mitigation was done."""

    done_on = DayFormField(label="Done on", past=True, help_text="For example, 9 March 2027")


class MaterialiseForm(SettlingForm):
    """What has happened, and who deals with it."""

    field_order = ["raised_on", "owner", "owner_user", "why"]

    raised_on = DayFormField(
        label="When it happened", past=True, help_text="For example, 9 March 2027"
    )
    owner = forms.CharField(label="Issue owner", max_length=120, help_text="Job title")
    owner_user = PersonFormField(label="Issue owner (person)", required=False)
    why = forms.CharField(
        label="What has happened", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MitigationForm(GovernanceForm, forms.ModelForm):
    """A planned action."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Mitigation
        fields = ["text", "owner", "due", "done_on"]
        help_texts = {"due": WHEN, "done_on": "Leave empty until it is done"}

    def values(self):
        return dict(self.cleaned_data)


def _listed(steps):
    return ", ".join(map(str, reachable(steps, steps)))


PARTS = {
    "from": "lowest score",
    "to": "highest score",
    "name": "its name, where it has another",
}


class BandsForm(GovernanceForm, forms.ModelForm):
    """The thresholds of a programme from a date on."""

    why = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = Banding
        fields = [
            "applies_from",
            "size",
            "impacts",
            *(f"{key}_{part}" for key in ALL_WORDS for part in ("from", "to", "name")),
        ]
        labels = {
            f"{key}_{part}": f"{ALL_WORDS[key]}: {words}"
            for key in ALL_WORDS
            for part, words in PARTS.items()
        }
        help_texts = {
            "impacts": "Leave it empty where impact has as many steps as likelihood",
            "yellow_from": "Only where there are four bands. Otherwise leave both scores empty",
            "green_from": f"Scores that can occur in a matrix of 5 x 5: {_listed(5)}; of 4 x 4:"
            f" {_listed(4)}. Every score of the matrix needs a band",
        }

    def __init__(self, *args, names=(), **kwargs):
        super().__init__(*args, **kwargs)
        for key, name in dict(names).items():
            for part, words in PARTS.items():
                self.fields[f"{key}_{part}"].label = f"{name}: {words}"
        self.fields["size"].required = False  # five where nobody says
        self.fields["impacts"].choices = [("", "As many"), *self.fields["impacts"].choices[1:]]
        for name in self.fields:
            if not name.endswith(("_from", "_to")) or name == "applies_from":
                continue
            self.fields[name].widget = forms.TextInput(
                attrs={"data-width": "3", "inputmode": "numeric"}
            )
            self.fields[name].error_messages["invalid"] = "Enter a whole number, for example 15."

    def clean_size(self):
        return self.cleaned_data["size"] or USUAL

    def values(self):
        return dict(self.cleaned_data)


class IssueForm(EntryForm):
    """The facts of an issue."""

    class Meta:
        model = Issue
        fields = ISSUES.form_fields
        help_texts = {"title": "What has happened, in one line"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["risk"].queryset = Risk.objects.of(self.programme)


class ResolveForm(ActionForm):
    """How and when an issue was resolved."""

    resolution = WordsField("resolution").formfield(label="How it was resolved")
    resolved_on = DayFormField(label="Resolved on", past=True)
