"""Forms of workstreams and follow-on actions: they check shape, the actions check the rules."""

from django import forms

from programme.date_phrases import AS_WRITTEN
from programme.fields import lines_of
from programme.ui.fields import DayFormField, PersonFormField, WordsFormField
from programme.ui.forms import ActionForm, EntryForm, words

from .choices import LONGEST_WORD, MOST_WORDS
from .log import FOLLOW_ON, WORKSTREAMS
from .models import FollowOnAction, Workstream

BY_LINES = "One item on each line"


class WorkstreamForm(EntryForm):
    """The facts of a workstream."""

    class Meta:
        model = Workstream
        fields = WORKSTREAMS.form_fields
        help_texts = {
            "title": "For example, Legal services",
            "purpose": f"What it is for. {BY_LINES}",
            "note": "What a reader of the report should know, for example where two papers differ",
        }


class PositionForm(ActionForm):
    """How a workstream stands as at a day, in the programme's own words."""

    as_at = DayFormField(
        label="Position as at", past=True, help_text="For example, 12 September 2027"
    )
    progress = forms.ChoiceField(help_text="In the programme’s own words, best first")
    text = words("Current position", rows=6, length=5000, help_text=BY_LINES)
    source = forms.CharField(
        label="Paper that says so",
        max_length=120,
        required=False,
        help_text="Only where several papers tell of the same day, for example Appendix C",
    )

    def __init__(self, *args, programme, scale=(), **kwargs):
        super().__init__(*args, programme=programme, **kwargs)
        self.fields["progress"].choices = [("", "Choose"), *((word, word) for word in scale)]


class ScaleForm(ActionForm):
    """The words for progress from a day on."""

    words = WordsFormField(
        label="Words for progress",
        max_length=MOST_WORDS * (LONGEST_WORD + 1),
        help_text="One on each line, best first. "
        "For example: Good, Reasonable, Poor, Not yet commenced",
    )
    applies_from = DayFormField(label="Applies from", help_text="For example, 1 April 2027")
    why = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def values(self):
        """The words in order, the day and the reason, without a version: the last choice counts."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("applies_from", "why")}
        return {"words": lines_of(data["words"]), **kept}


class FollowOnForm(EntryForm):
    """The facts of a follow-on action."""

    class Meta:
        model = FollowOnAction
        fields = FOLLOW_ON.form_fields
        help_texts = {
            "title": "What is to be done, in one line",
            "plan": "For example, Business Support Services plan 2008/09",
            "monitoring_body": "For example, Business Management Group",
            "due": AS_WRITTEN,
            "source": "For example, Closure report, section 3.2",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workstream"].queryset = Workstream.objects.of(self.programme)
        self.fields["workstream"].empty_label = "Choose"


class AcceptForm(ActionForm):
    """Who took it on, into which plan, and who monitors it. Nothing of it may be missing."""

    owner = forms.CharField(
        label="New owner", max_length=120, help_text="Job title, for example Executive Director"
    )
    owner_user = PersonFormField(label="New owner (person)", required=False)
    plan = forms.CharField(label="Plan that it moved into", max_length=200)
    monitoring_body = forms.CharField(max_length=120, help_text="The body that asks how it goes")
    why = words(
        "Note", help_text="For example, how the new owner accepted it. It is kept in the history."
    )


class CompleteForm(ActionForm):
    """What was done, and when."""

    outcome = words("What was done")
    done_on = DayFormField(label="Done on", past=True, help_text="For example, 27 March 2027")
