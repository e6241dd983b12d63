"""Forms of what a meeting decided, and of how far its actions are."""

from django import forms

from programme.receiving import receiving
from programme.records import refuse_if
from programme.ui.forms import ActionForm, EntryForm, WhyForm

from .deciding import IT_IS
from .decisions import MeetingDecision
from .edited import edited_field
from .forms import refuse_unasked, started, state_field
from .second_forms import InTwoLanguages, second_heading

LONGEST_POSITION = 5000


class DecisionForm(EntryForm):
    """What was decided on a recommendation, and its minute."""

    class Meta:
        model = MeetingDecision
        fields = ["outcome", "minute", "text", "referred_to"]
        widgets = {"outcome": forms.RadioSelect}
        help_texts = {"text": "Only where they were amended"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = self.Meta.model._meta.get_field("outcome").choices


class CorrectDecisionForm(DecisionForm):
    """What was recorded wrongly of a decision, and why it is changed."""

    why = WhyForm.base_fields["why"]


class MakeRowForm(ActionForm):
    """The log of which a decision becomes a row, and what the row belongs to."""

    where = forms.ChoiceField(label="What it becomes", widget=forms.RadioSelect)
    text = forms.CharField(
        label="What is to be done, in words that everybody may read",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The recommendation is kept from the public, and papers print the rows of logs",
    )

    def __init__(self, *args, became, in_secret, **kwargs):
        super().__init__(*args, **kwargs)
        self.under, self.became = dict(_places(self.programme)), became
        self.fields["where"].choices = [
            (key, label)
            for key, (label, log, _) in self.under.items()
            if self.is_bound or log not in became  # what was sent is told what it is already
        ]
        del self.fields["version"]
        if not in_secret:
            del self.fields["text"]

    def clean_where(self):
        """Refuses what it is already, before asking whether to save the same again."""
        where = self.cleaned_data["where"]
        refuse_if(is_now := self.became.get(self.under[where][1]), IT_IS.format(is_now))
        return where

    def values(self):
        _, log, under = self.under[self.cleaned_data["where"]]
        return {"log": log, "under": under, "text": self.cleaned_data.get("text", "")}


def _places(programme):
    """Where a row can go: (value, (words, name of the log, what it belongs to)) pairs."""
    for log in receiving():
        noun, receives = log.noun.split(" ", 1)[1].capitalize(), log.receives
        for row in receives.rows(programme):
            yield f"{log.name} {row.pk}", (f"{noun}, {receives.under} {row}", log.name, row)
        if receives.new:
            words = f"{noun}, {receives.new[:1].lower()}{receives.new[1:]}"
            yield f"{log.name} new", (words, log.name, None)


class PositionsForm(InTwoLanguages, ActionForm):
    """How far each action from the last meeting is, by the decision's name."""

    def __init__(self, *args, part, decisions, **kwargs):
        self.decisions = decisions
        self.keys = {one.name: str(one.pk) for one in decisions}
        initial = {name: part.answers.get(key, "") for name, key in self.keys.items()}
        second = {name: part.second_answers.get(key, "") for name, key in self.keys.items()}
        initial |= {f"second_{name}": said for name, said in second.items()}
        initial |= {"second_heading": part.second_heading}
        initial |= {"state": started(part), "version": part.version}
        self.base_fields = {
            **{one.name: _position_field(one) for one in decisions},
            "second_heading": second_heading(),
            **{f"second_{one.name}": _position_field(one) for one in decisions},
            "state": state_field(),
            **type(self).base_fields,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.settle_second(part.paper, part)

    def clean(self):
        cleaned = super().clean()
        known = MeetingDecision.objects.filter(programme=self.programme)
        known = known.select_related("recommendation")
        refuse_unasked(self, [(one.name, one.words) for one in known])
        return cleaned

    def values(self):
        data = self.cleaned_data
        answers = {key: data[name] for name, key in self.keys.items()}
        return {"answers": answers, "state": data["state"], **self.second_values(self.keys)}


def _position_field(decision):
    acts = decision.recommendation.acts
    hint = f"{decision.told}. {f'Who acts: {acts}' if acts else ''}".strip()
    label = f"How far it is: {decision.words}"
    return edited_field(label=label, help_text=hint, max_length=LONGEST_POSITION)
