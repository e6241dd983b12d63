"""What the forms of the room have in common."""

from django import forms

from papers.decisions import MeetingDecision
from programme.ui.forms import ActionForm

from .decided import decisions_of


class DecisionField(forms.ModelChoiceField):
    """What a meeting decided, by its body, day and minute, with its words."""

    def __init__(self, **kwargs):
        super().__init__(MeetingDecision.objects.none(), **kwargs)

    def label_from_instance(self, decision):
        words = decision.words
        return f"{decision.source}: {words if len(words) < 90 else f'{words[:89]}…'}"


class DecidedForm(ActionForm):
    """A step that rests on what a meeting decided; of `bodies` alone where they are given."""

    decision = DecisionField(
        label="What the meeting decided",
        help_text="It is recorded first, on the page of the paper that was before the meeting",
    )

    def __init__(self, *args, bodies=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_of(self.programme, bodies)
