"""Forms of reviews of benefits after closing."""

from django import forms

from programme.fields import WordsField
from programme.ui.fields import DayFormField, PersonFormField
from programme.ui.forms import GovernanceForm, words

from .actions import fingerprint, key_of
from .choices import Judged

WHY = WordsField("why", max_length=2000)


class ReviewForm(GovernanceForm):
    """A form that adds something: there is no earlier save that it could overwrite."""

    def values(self):
        """The cleaned values for an action."""
        return dict(self.cleaned_data)


class PlanForm(ReviewForm):
    """On which day the benefits are reviewed, and by whom."""

    on = DayFormField(label="To be held on")
    reviewer = PersonFormField(label="Reviewer", help_text="They are told by mail")

    def __init__(self, *args, days="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].help_text = days


class CallOffForm(ReviewForm):
    """Why a review is not held."""

    why = WHY.formfield(label="Why", widget=forms.Textarea(attrs={"rows": 3}))


class HoldForm(ReviewForm):
    """How far each benefit is realised: three fields for each of `found`."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, found, **kwargs):
        self.found = found
        super().__init__(*args, initial={"seen": fingerprint(found)}, **kwargs)
        for log, one in found:
            self._ask(key_of(log, one), one)

    def _ask(self, key, one):
        asked = {
            "judged": forms.ChoiceField(
                label=f"{one.entry}: how far is it realised",
                choices=Judged.choices,
                widget=forms.RadioSelect,
                help_text=in_short(one),
            ),
            "reason": WHY.formfield(
                label=f"{one.reference}: why you judge so",
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
            "unexpected": words(f"{one.reference}: what was unexpected"),
        }
        for name, field in asked.items():
            self.fields[f"{name}_{key}"] = field
            self._settle(f"{name}_{key}", field)

    def values(self):
        said = self.cleaned_data
        names = ("judged", "reason", "unexpected")
        keys = [key_of(log, one) for log, one in self.found]
        judged = {key: tuple(said[f"{name}_{key}"] for name in names) for key in keys}
        return {"judged": judged, "seen": said["seen"]}


def in_short(one) -> str:
    """The values of a benefit in a line."""
    if not one.measure:
        return "It has no measure: nothing can be compared."
    planned = f"Planned to date: {one.planned or 'nothing'}"
    realised = f"realised: {one.realised or 'nothing posted'}"
    target = f". Target: {one.target}" if one.target else ""
    return f"{one.measure}. {planned}; {realised}{target}."
