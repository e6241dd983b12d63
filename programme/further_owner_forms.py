"""The form that names a further owner."""

from django import forms

from programme.models import Partner
from programme.ui.fields import PersonFormField
from programme.ui.forms import ActionForm


class FurtherOwnerForm(ActionForm):
    """Who owns an entry with its lead, and for which partner."""

    person = PersonFormField(label="Person")
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label="For",
        required=False,
        empty_label="The whole programme",
        help_text="A partner can have an owner of its own",
    )
