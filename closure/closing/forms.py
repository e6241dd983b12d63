"""Forms by which a programme is closed and opened again."""

from django import forms

from programme.fields import WordsField
from programme.models import Body
from programme.ui.forms import ActionForm

from ..forms import DecidedForm
from ..models import Closing


class AuthorisedForm(ActionForm):
    """Which body authorised the programme."""

    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Body that authorised the programme",
        help_text="It alone closes the programme, by what one of its meetings decides",
    )


class OfBodyForm(DecidedForm):
    """A step that rests on what the body decided, by which it took none yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        left = self.fields["decision"].queryset.exclude(pk__in=Closing.objects.values("decision"))
        self.fields["decision"].queryset = left


class CloseForm(OfBodyForm):
    """By which decision the programme is closed."""

    why = WordsField(blank=True, max_length=2000).formfield(
        label="Note", widget=forms.Textarea(attrs={"rows": 3})
    )


class ReopenForm(OfBodyForm):
    """By which decision, and why, it is opened again."""

    why = WordsField("why", max_length=2000).formfield(
        label="Why", widget=forms.Textarea(attrs={"rows": 3})
    )
