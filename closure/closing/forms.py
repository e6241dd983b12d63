"""Forms by which a programme is closed and opened again."""

from django import forms

from programme.fields import WordsField
from programme.models import Body
from programme.ui.forms import ActionForm

from ..forms import DecidedForm


class AuthorisedForm(ActionForm):
    """Which body authorised the programme."""

    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Body that authorised the programme",
        help_text="It alone closes the programme, by what one of its meetings decides",
    )


class CloseForm(DecidedForm):
    """By which decision the programme is closed."""

    why = WordsField(blank=True, max_length=2000).formfield(
        label="Note", widget=forms.Textarea(attrs={"rows": 3})
    )


class ReopenForm(DecidedForm):
    """By which decision, and why, it is opened again."""

    why = WordsField("why", max_length=2000).formfield(
        label="Why", widget=forms.Textarea(attrs={"rows": 3})
    )
