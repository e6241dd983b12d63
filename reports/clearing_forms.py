"""Forms of clearances: asked for, answered, withdrawn, their conditions met."""

from django import forms

from papers.asking import WhomField, whom
from programme.forms import ValuesForm
from programme.ui.fields import DayFormField, WordsFormField

from .actions.clearing import refuse_second
from .clearances import Answer


class AskForm(ValuesForm):
    """Which clearances are asked for, and by when they are to be answered.

    `open_ones` are those that the body demands and nobody has asked for: {value: words}.
    """

    demands = forms.MultipleChoiceField(
        label="Demanded by the body", required=False, widget=forms.CheckboxSelectMultiple
    )
    label = forms.CharField(
        label="What else is to be cleared",
        required=False,
        max_length=120,
        help_text="Blank asks for nothing else. For example, Equality",
    )
    whom = WhomField(label="Who clears that", required=False)
    due_on = DayFormField(label="Answer by", help_text="For example, 20 March 2027")

    def __init__(self, *args, open_ones, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whom"].offer(self.programme, blank="Nobody else", each=False)
        if open_ones:
            self.fields["demands"].choices = list(open_ones.items())
            self.fields["demands"].initial = list(open_ones)
        else:
            del self.fields["demands"]

    def clean(self):
        data = super().clean()
        if bool(data.get("label")) != bool(data.get("whom")) and not self.errors:
            missing = "whom" if data.get("label") else "label"
            said = "Choose who clears it." if missing == "whom" else "Say what is to be cleared."
            self.add_error(missing, said)
        return data

    def values(self):
        data = self.cleaned_data
        demands = [tuple(map(_key, one.split())) for one in data.get("demands", ())]
        asked = whom(data["whom"], self.programme) if data["whom"] else None
        also = asked and {"label": data["label"], **asked}
        return {"demands": demands, "also": also, "due_on": data["due_on"]}


def _key(text):
    return int(text) if text.isdecimal() else None


class AnswerForm(ValuesForm):
    """The answer to a clearance, about the draft that is shown."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer."},
    )
    words = WordsFormField(
        label="The condition, or what is wrong",
        required=False,
        max_length=2000,
        help_text="Blank where the draft is cleared without a condition",
    )
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, clearance, **kwargs):
        super().__init__(*args, **kwargs)
        self.clearance = clearance

    def clean(self):
        """Says first that it is answered, before asking whether to save the same form again."""
        cleaned = super().clean()
        refuse_second(self.clearance, cleaned.get("fingerprint", ""))
        return cleaned


class MetForm(ValuesForm):
    """How a condition was met."""

    how = WordsFormField(label="How the condition was met", max_length=2000)
