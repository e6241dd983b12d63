"""Thin bases of every form: GOV.UK layout, the programme's own choices, and the version that was
looked at.
"""

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import BLANK_CHOICE_DASH
from django.forms.utils import pretty_name

from programme import date_phrases
from programme.fields import WordsField, visible_text
from programme.models import Partner

QUESTIONS = {"how", "what", "when", "where", "which", "who", "why"}
LOOSE_ENDS = {"by", "for", "from", "in", "of", "on", "to"}


def missing(label, choose=False):
    """What to say when nothing was given for `label`: "Enter the risk." "Say why." "Fill in
    “Approved by”."

    Labels are things, questions, or words that only make sense beside their field; these are
    quoted.
    """
    text, words = f"{label[:1].lower()}{label[1:]}", label.lower().split()
    if words[0] in QUESTIONS:
        return f"{'Choose' if choose else 'Say'} {text}."
    if {words[0], words[-1]} & LOOSE_ENDS or "or" in words or ":" in label:
        return f"Choose an answer for “{label}”." if choose else f"Fill in “{label}”."
    return f"{'Choose' if choose else 'Enter'} the {text}."


def _name_blank(field):
    """Says in words what the blank choice of a select means, where Django writes dashes."""
    blank, words = BLANK_CHOICE_DASH[0], "Choose one" if field.required else "Not set"
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label == blank[1] else field.empty_label
    else:
        field.choices = [
            (value, words if (value, label) == blank else label) for value, label in field.choices
        ]


def words(label, *, rows=3, length=2000, **kwargs):
    """An optional text of a few lines."""
    return WordsField(blank=True, max_length=length).formfield(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class GovernanceForm(forms.Form):
    """A form that belongs to a programme."""

    def __init__(self, *args, programme, **kwargs):
        self.programme = programme
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, use_required_attribute=False, **kwargs)
        for name, field in self.fields.items():
            self._settle(name, field)

    def _settle(self, name, field):
        if isinstance(field, forms.ModelChoiceField) and field.queryset.model is Partner:
            field.queryset = Partner.objects.filter(programme=self.programme)
        if isinstance(field, forms.CharField) and visible_text not in field.validators:
            field.validators.append(visible_text)
        if isinstance(field, forms.ChoiceField):
            _name_blank(field)
        if field.required and field.error_messages.get("required") == "This field is required.":
            label = str(field.label or pretty_name(name))
            field.error_messages["required"] = missing(
                label, choose=isinstance(field, forms.ChoiceField)
            )

    def readings(self):
        """How the dates in words that were typed are read, where that is not the letter itself."""
        found = {
            self.fields[name].label: date_phrases.told(self.cleaned_data[name])
            for name in self.changed_data
            if date_phrases.check in self._validators(name)
        }
        return [f"{label}: {words}" for label, words in found.items() if words]

    def _validators(self, name):
        """Those of the field, and of the column that it is for."""
        model = getattr(getattr(self, "_meta", None), "model", None)
        columns = {column.name: column for column in model._meta.fields} if model else {}
        own = self.fields[name].validators
        return [*own, *columns[name].validators] if name in columns else own

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def take(self, error):
        """Shows an action's refusal beside the fields it names, or on top of the form."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class EntryForm(GovernanceForm, forms.ModelForm):
    """A form for the columns of an entry. It carries the version that the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
        else:
            self.instance.programme = (
                self.programme
            )  # so that the model's rules about the programme's own rows hold
            del self.fields["version"]

    def values(self):
        """The cleaned values for an action, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ActionForm(GovernanceForm):
    """A form for one step of a state machine: what has to be said with it, and the version looked
    at.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self):
        """The cleaned values for an action."""
        return dict(self.cleaned_data)


class WhyForm(ActionForm):
    """A step that needs nothing but a reason."""

    why = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept in the history.",
    )


class NoteForm(ActionForm):
    """A step that needs nothing, and takes a reason."""

    why = words("Why", help_text="It is kept in the history.")
