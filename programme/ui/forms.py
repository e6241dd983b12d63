"""Thin bases of every form: GOV.UK layout, the programme's own choices, and the version that was
looked at.
"""

from copy import copy

from crispy_forms.helper import FormHelper
from django import forms
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import BLANK_CHOICE_DASH, F, Q
from django.forms.utils import pretty_name

from programme import date_phrases
from programme.decided import fixed_facts
from programme.fields import TOO_LONG, PenceField, WordsField
from programme.formats import NOT_RECORDED
from programme.plausible import HIDDEN_CHARACTER, visible_text
from programme.standing import Standing
from programme.ui.asking import AsksBack
from programme.ui.fields import PersonFormField

QUESTIONS = {"how", "what", "when", "where", "which", "who", "whose", "why"}
LOOSE_ENDS = {"at", "by", "for", "from", "in", "into", "of", "on", "to", "until", "with"}
# What is said in place of a library's words, by the code of the error or by those words.
REFUSALS = {
    **TOO_LONG,
    "min_length": "Use at least %(limit_value)d characters. This has %(show_value)d.",
    "max_value": "Enter %(limit_value)s or less.",
    "min_value": "Enter %(limit_value)s or more.",
    "null_characters_not_allowed": HIDDEN_CHARACTER.format("0000"),
    "max_digits": "Use at most %(max)s digits.",
    "max_decimal_places": "Use at most %(max)s digits after the decimal point.",
    "max_whole_digits": "Use at most %(max)s digits before the decimal point.",
}
IN_PLACE_OF = {
    "Select a valid choice. %(value)s is not one of the available choices.": (
        "Choose one of the choices. “%(value)s” is none of them."
    ),
    "Select a valid choice. That choice is not one of the available choices.": (
        "Choose one of the choices. What was sent is none of them."
    ),
    "“%(pk)s” is not a valid value.": "Choose one of the choices. “%(pk)s” is none of them.",
    "Enter a list of values.": "Choose one or more of the choices.",
}


# What a constraint of the database says where no rule of ours spoke first.
UNIQUE = "There is another %(model_name)s with the same %(field)s already. Enter another one."
CONSTRAINED = "This does not fit what is recorded already. Look at the page again, and change it."
LIMITS = {("gt", 0): "Enter a sum above 0.", ("gte", 0): "Enter a sum of 0 or more."}
TOGETHER = "%(these)s do not fit together. Change one of them."
VIOLATED = "Constraint “"  # begins what Django says of one that has no words of its own


def in_words(error):
    """An error in the house's words, where it is one of Django's own about constraints."""
    if hasattr(error, "error_dict"):
        return ValidationError({name: in_words(one) for name, one in error.error_dict.items()})
    for one in error if isinstance(error, list) else error.error_list:
        if one.code in ("unique", "unique_together") and one.params:
            said = one.params.get("field_labels") or one.params.get("field_label", "")
            one.message = UNIQUE
            name = str(one.params["model_name"]).lower()
            one.params = {"model_name": name, "field": str(said).lower()}
        elif one.code in ("max_value", "min_value") and str(one.message).startswith("Ensure"):
            one.message = REFUSALS[one.code]
        elif str(one.message).startswith(VIOLATED):
            name = str(one.message).removeprefix(VIOLATED).split("”")[0]
            one.columns, one.message = columns_of(name), _limit_of(name) or CONSTRAINED
    return error


def _constraints(name):
    """(model, condition) of the constraint of the database that has this name."""
    for model in apps.get_models():
        for one in model._meta.constraints:
            if one.name == name:
                yield model, getattr(one, "condition", None) or Q()


def columns_of(constraint) -> list:
    """The columns of which a constraint of the database speaks, by its name."""
    for model, condition in _constraints(constraint):
        return [model._meta.get_field(name) for name in dict.fromkeys(_named_in(condition))]
    return []


def _limit_of(constraint):
    """What to say where a constraint is the lower limit of one sum; nothing where it is another."""
    for model, condition in _constraints(constraint):
        if len(condition.children) == 1 and isinstance(condition.children[0], tuple):
            name, _, lookup = condition.children[0][0].partition("__")
            if isinstance(model._meta.get_field(name), PenceField):
                return LIMITS.get((lookup, condition.children[0][1]), "")
    return ""


def _named_in(condition):
    for part in condition.children:
        if isinstance(part, tuple):
            yield part[0].split("__")[0]
            yield from [part[1].name] if isinstance(part[1], F) else []
        else:
            yield from _named_in(part)


def missing(label, choose=False):
    """What to say when nothing was given for `label`: "Enter the risk." "Say why." "Fill in
    “Approved by”."

    Labels are things, questions, or words that only make sense beside their field; these are
    quoted.
    """
    text, words = f"{label[:1].lower()}{label[1:]}", label.lower().split()
    if words[0] == "your":
        return f"{'Choose' if choose else 'Enter'} {text}."
    if words[0] in QUESTIONS:
        return f"{'Choose' if choose else 'Say'} {text}."
    odd = {words[0], words[-1]} & LOOSE_ENDS or QUESTIONS.intersection(words)
    if odd or "or" in words or ":" in label:
        return f"Choose an answer for “{label}”." if choose else f"Fill in “{label}”."
    return f"{'Choose' if choose else 'Enter'} the {text}."


def _name_blank(field):
    """Says in words what the blank choice of a select means, where Django writes dashes."""
    blank, words = BLANK_CHOICE_DASH[0], "Choose one" if field.required else NOT_RECORDED
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


def speak_plainly(name, field):
    """Has a field refuse in the house's words, where nothing else was said for it."""
    for code, said in field.error_messages.items():
        field.error_messages[code] = IN_PLACE_OF.get(said, said)
    for code, said in REFUSALS.items():
        field.error_messages.setdefault(code, said)
    if field.required and field.error_messages.get("required") == "This field is required.":
        label = str(field.label or pretty_name(name))
        field.error_messages["required"] = missing(
            label, choose=isinstance(field, forms.ChoiceField)
        )


class GovernanceForm(AsksBack):
    """A form that belongs to a programme. `parts` are further forms on its page, sent with it."""

    parts = ()

    def __init__(self, *args, programme, **kwargs):
        self.programme = programme
        if kwargs.get("instance"):  # a form of a model writes into the row that it is given
            kwargs["instance"] = copy(kwargs["instance"])
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, use_required_attribute=False, **kwargs)
        for name, field in self.fields.items():
            self._settle(name, field)

    def _settle(self, name, field):
        if isinstance(field, forms.ModelChoiceField) and issubclass(field.queryset.model, Standing):
            found = field.queryset.model.objects.filter(programme=self.programme)
            field.queryset = found.filter(Q(ended_on=None) | Q(pk=self._kept(name)))
        if isinstance(field, PersonFormField):
            field.offer(self.programme, self._kept(name))
        if isinstance(field, forms.CharField) and visible_text not in field.validators:
            field.validators.append(visible_text)
        if isinstance(field, forms.ChoiceField):
            _name_blank(field)
        if isinstance(field, forms.IntegerField):
            self._narrow(name, field)
        if hasattr(field, "of_row") and hasattr(self, "instance"):
            field.of_row(self.instance)
        speak_plainly(name, field)

    @property
    def finds(self):
        """Whether it asks for a person, of whom there may be many."""
        return any(isinstance(field, PersonFormField) for field in self.fields.values())

    def _kept(self, name):
        """The key of the row that a column names already: it stays a choice."""
        return getattr(getattr(self, "instance", None), f"{name}_id", None)

    def _narrow(self, name, field):
        """Of several limits the narrowest is said, at once."""
        for kind, narrowest in ((MinValueValidator, max), (MaxValueValidator, min)):
            known = self.validators_of(name, field)
            found = [one.limit_value for one in known if type(one) is kind]
            if len(found) > 1:
                rest = [one for one in field.validators if type(one) is not kind]
                field.validators = [*rest, kind(narrowest(found))]

    def is_valid(self):
        return all([super().is_valid(), *(part.is_valid() for part in self._sent_parts)])

    @property
    def _sent_parts(self):
        return [part for part in self.parts if part.is_bound]

    @property
    def is_refused(self):
        """Whether something is wrong in it or in one of its parts."""
        return any(one.errors for one in (self, *self._sent_parts))

    def readings(self):
        """How the dates in words that were typed are read, where that is not the letter itself."""
        found = {
            self.fields[name].label: date_phrases.told(self.cleaned_data[name])
            for name in set(self.changed_data) & set(self.fields)
            if date_phrases.check in self.validators_of(name, self.fields[name])
        }
        own = [f"{label}: {words}" for label, words in found.items() if words]
        return own + [one for part in self._sent_parts for one in part.readings()]

    def validators_of(self, name, field):
        """What checks a field: its own validators, and those of the column that it is for."""
        model = getattr(getattr(self, "_meta", None), "model", None)
        columns = {column.name: column for column in model._meta.fields} if model else {}
        own = field.validators
        return [*own, *columns[name].validators] if name in columns else own

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def add_error(self, field, error):
        """What two checks of a field say in the same words is said once."""
        super().add_error(field, error)
        for found in self._errors.values():
            found.data = list({" ".join(one.messages): one for one in found.data}.values())

    def take(self, error):
        """Shows an action's refusal beside the fields it names, or on top of the form."""
        if part := vars(error).pop("part", None):
            part.take(error)
            return
        error = in_words(error)
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            for one in errors:
                self.add_error(*self._beside(name, one))

    def _beside(self, name, error):
        """The field, or none, beside which an error stands, and what it says: what the database
        refuses stands beside a field of which it speaks.
        """
        asked = [one for one in getattr(error, "columns", ()) if one.name in self.fields]
        if asked:
            name = asked[0].name
            labels = [f"“{self.fields[one.name].label}”" for one in asked]
            these = " and ".join(filter(None, [", ".join(labels[:-1]), labels[-1]]))
            error = TOGETHER % {"these": these} if len(asked) > 1 else error
        return name if name in self.fields else None, error


class RulesOfModel:
    """Mixed into a form of a model: what its rules refuse is said in the house's words."""

    def _update_errors(self, errors):
        """What a rule of the model says about a field that is left out stands on top."""
        said, errors = {}, in_words(errors)
        for name, found in getattr(errors, "error_dict", {NON_FIELD_ERRORS: [errors]}).items():
            for one in found:
                name, error = self._beside(name, one)
                said.setdefault(name or NON_FIELD_ERRORS, []).append(error)
        super()._update_errors(ValidationError(said))


class EntryForm(RulesOfModel, GovernanceForm, forms.ModelForm):
    """A form for the columns of an entry. It carries the version that the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
        else:
            # The model's rules about the programme's own rows ask for it.
            self.instance.programme = self.programme
            del self.fields["version"]

    def leave_out_decided(self):
        """Leaves out what a decision fixed, and gives the form.

        A field that was sent all the same stays: the action refuses it there.
        """
        for name in fixed_facts(self.instance):
            if name in self.fields and name not in self.data:
                del self.fields[name]
        return self

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


class TakeBackForm(WhyForm):
    """Taking a closing back. `resting` are the published reports that rest on it."""

    reported = forms.BooleanField(
        label="Take it back although a published report rests on it",
        required=False,
        help_text="What was published stays as it is",
    )

    def __init__(self, *args, resting, **kwargs):
        super().__init__(*args, **kwargs)
        if not resting:
            del self.fields["reported"]


class NoteForm(ActionForm):
    """A step that needs nothing, and takes a reason."""

    why = words("Why", help_text="It is kept in the history.")
