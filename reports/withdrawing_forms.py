"""The form that asks to withdraw a report."""

from django import forms

from programme.forms import ValuesForm
from programme.ui.fields import WordsFormField

from .withdrawals import Disposal


class AskWithdrawalForm(ValuesForm):
    """Why a report is to be taken down, and what becomes of what it held."""

    reason = WordsFormField(
        label="Why it is withdrawn",
        max_length=2000,
        help_text="Everyone will read this at its address. Repeat nothing of what is withdrawn. "
        "For example, It named a member of staff",
    )
    disposal = forms.ChoiceField(
        label="What becomes of its content and its files",
        choices=[(one.value, one.in_words) for one in Disposal],
        initial=Disposal.SEAL,
        widget=forms.RadioSelect,
    )
