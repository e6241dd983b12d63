"""Forms of mails."""

from django import forms

from programme.forms import ValuesForm

from .choices import UNASKED, USUALLY, Kind, When

CHOSEN = [kind for kind in Kind if kind not in UNASKED]


class ChoicesForm(ValuesForm):
    """Where somebody's mail goes, and when they are told of each kind."""

    email = forms.EmailField(
        label="Email address",
        required=False,
        help_text="Without one you get no mail. For example, jane.poole@council.example",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, programme=None, **kwargs)
        self.initial["email"] = person.email
        chosen = dict(person.mail_choices.values_list("kind", "when"))
        for kind in CHOSEN:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=When.choices,
                widget=forms.RadioSelect,
                initial=chosen.get(kind, USUALLY[kind]),
                error_messages={"required": "Choose when you are told."},
            )

    def values(self):
        data = self.cleaned_data
        return {"email": data["email"], "whens": {one: data[one.value] for one in CHOSEN}}


class ReturnForm(ValuesForm):
    """That a mail came back, and what it said."""

    why = forms.CharField(
        label="What it said when it came back",
        max_length=400,
        help_text="For example, 550 No such user here",
    )


class AgainForm(ValuesForm):
    """That a mail is sent again: nothing more has to be said."""
