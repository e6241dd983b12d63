"""Forms of the communications plan: they check shape, the actions check the rules."""

from django import forms

from programme.date_phrases import AS_WRITTEN
from programme.ui.fields import DayFormField
from programme.ui.forms import ActionForm, EntryForm, WhyForm, words

from .log import COMMUNICATIONS
from .models import Communication, Feedback

FOR_EXAMPLE = "For example, 27 March 2027"


class CommunicationForm(EntryForm):
    """The facts of a communication."""

    field_order = ["title", "audience", "audience_words", "message", "channel", "due"]

    class Meta:
        model = Communication
        fields = COMMUNICATIONS.form_fields
        help_texts = {
            "title": "In one line, for example Briefing on the new structure",
            "audience_words": "Who exactly, for example Managers of the finance teams. "
            "Needed when the audience is others",
            "message": "What they should know or be asked, in a few sentences",
            "channel": "For example, Newsletter, Meeting, Letter, Web page",
            "due": AS_WRITTEN,
            "consultation": "Only where somebody is consulted, as the plan says",
            "opens_on": f"First day on which people can answer. {FOR_EXAMPLE}",
            "closes_on": "Last day on which people can answer",
        }


class DoneForm(ActionForm):
    """When and where it was done."""

    done_on = DayFormField(
        label="Done on",
        past=True,
        required=False,
        help_text=f"{FOR_EXAMPLE}. Leave it empty when no paper names the day",
    )
    done_where = forms.CharField(
        label="Where",
        max_length=300,
        required=False,
        help_text="Place, meeting or medium, for example Cabinet",
    )
    why = words("Note", help_text="It is kept in the history.")


class CancelForm(WhyForm):
    """Why it is called off."""

    why = forms.CharField(
        label="Why it is cancelled",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The report prints it.",
    )


class FeedbackForm(ActionForm):
    """What somebody said, and what was answered when that is known already."""

    given_on = DayFormField(
        label="Day",
        past=True,
        required=False,
        help_text=f"{FOR_EXAMPLE}. Leave it empty when no paper names the day",
    )
    source = Feedback.source.field.formfield(
        label="From whom", help_text="A group, a body or a job title, never a name"
    )
    said = Feedback.said.field.formfield(label="What was said")
    answer = words(
        "What we answered or did", help_text="Leave it empty when it is not answered yet"
    )


class AnswerForm(ActionForm):
    """What was answered, or done."""

    answer = forms.CharField(
        label="What we answered or did", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    answered_on = DayFormField(label="Answered on", past=True, help_text=FOR_EXAMPLE)
