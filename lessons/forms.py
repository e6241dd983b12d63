"""Forms of the lesson log: they check shape, the actions check the rules."""

from django import forms

from programme.fields import LineField, WordsField
from programme.ui.fields import DayFormField
from programme.ui.filters import in_use
from programme.ui.forms import ActionForm, EntryForm, GovernanceForm, WhyForm, words

from .log import LESSONS
from .models import Lesson

WHO = "Job title or body, for example Corporate Directors Team"


class LessonForm(EntryForm):
    """The facts of a lesson."""

    class Meta:
        model = Lesson
        fields = LESSONS.form_fields
        help_texts = {
            "title": "What was learned, in one line. "
            "For example, Put decisions into the project plan",
            "recommendation": "What to do next time",
            "applies_to": "Where the lesson can be used",
            "adopter": WHO,
            "owner": "Job title of who looks after the lesson",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stages = in_use({"stage": (Lesson.objects.of(self.programme), "stage")})["stage"]
        used = [stage for stage, _ in stages]
        so_far = f" Used so far: {', '.join(used)}" if used else ""
        help_text = f"In your own words, for example Review or Implementation.{so_far}"
        self.fields["stage"].help_text = help_text


class TakeOverForm(GovernanceForm):
    """Under which stage a lesson of another programme is adopted."""

    stage = LineField("stage", max_length=60).formfield(
        label="Stage", help_text="In your programme's own words"
    )
    why = words("Note", help_text="It is kept in the history.")

    def values(self):
        """The cleaned values for the action."""
        return dict(self.cleaned_data)


class SetAsideForm(GovernanceForm):
    """Why a lesson of another programme is not adopted."""

    why = WordsField("why", max_length=2000).formfield(
        label="Why", widget=forms.Textarea(attrs={"rows": 3})
    )

    def values(self):
        """The cleaned values for the action."""
        return dict(self.cleaned_data)


class ProposeForm(ActionForm):
    """To whom a lesson is proposed."""

    adopter = forms.CharField(label="Who should adopt it", max_length=120, help_text=WHO)
    why = words("Why", help_text="It is kept in the history.")


class DecisionForm(ActionForm):
    """Who decided on a lesson, and when."""

    decided_by = forms.CharField(label="Decided by", max_length=120, help_text=WHO)
    decided_on = DayFormField(label="Decided on", past=True, help_text="For example, 27 March 2027")


class AdoptForm(DecisionForm):
    """Where the lesson has gone."""

    adopted_into = forms.CharField(
        label="Adopted into",
        max_length=300,
        help_text="The plan or body that has it now, for example Project management handbook",
    )
    why = words("Note", help_text="It is kept in the history.")


class DeclineForm(DecisionForm, WhyForm):
    """Why nobody takes the lesson."""

    field_order = ["decided_by", "decided_on", "why"]
