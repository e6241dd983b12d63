"""The form by which something in the way of closure is explained."""

from django import forms

from programme.forms import ValuesForm


class ExplanationForm(ValuesForm):
    """Why it stays as it is."""

    text = forms.CharField(
        label="Explanation",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is printed in the closure document, with your job title and the date",
    )
