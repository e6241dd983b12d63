"""Forms of equality assessments and their plans: they check shape, the actions check the rules."""

from crispy_forms.layout import Fieldset, Layout
from django import forms

from programme.date_phrases import AS_WRITTEN
from programme.fields import WordsField
from programme.ui.fields import DayFormField, WrittenDateFormField
from programme.ui.forms import ActionForm, EntryForm, NoteForm, WhyForm

from .choices import BLANK, Importance, Resources
from .law import CHARACTERISTICS, LIMBS, limbs_open_to
from .log import ACTIONS, EQUALITY
from .models import Assessment, PlanAction, Progress, Screening
from .screening import Relevance

WHOLE = "Not recorded: the whole screening counts"


class AssessmentForm(EntryForm):
    """The facts of an assessment. Its actions and monitoring questions have forms of their own."""

    class Meta:
        model = Assessment
        fields = EQUALITY.form_fields
        help_texts = {
            "title": "For example, Unification of the support services",
            "assessed": AS_WRITTEN,
            "regime": "Leave it empty to take it from the date: "
            "the Act came into force on 1 October 2010",
            "evidence": "What the assessment rests on: data, surveys, consultation",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regime"].choices = [
            ("", "Take it from the date"),
            *self.fields["regime"].choices[1:],
        ]
        for name, word in {**CHARACTERISTICS, **LIMBS}.items():
            self.fields[name].label = word

    @property
    def helper(self):
        """Characteristics and limbs stand together under the sections that they come from."""
        helper = super().helper
        before = [
            name
            for name in self.fields
            if name not in (*CHARACTERISTICS, *LIMBS, "evidence", "version")
        ]
        sections = {
            "Protected characteristics that it touches (Equality Act 2010, section 4)": (
                CHARACTERISTICS
            ),
            "Limbs of the public sector equality duty that it serves (section 149)": LIMBS,
        }
        asked = {
            title: [name for name in names if name in self.fields]
            for title, names in sections.items()
        }
        helper.layout = Layout(
            *before,
            *(Fieldset(title, *names) for title, names in asked.items() if names),
            *(["evidence"] if "evidence" in self.fields else []),
        )
        helper.render_hidden_fields = True
        return helper


class VersionForm(WhyForm):
    """A new version of an assessment."""

    assessed = WrittenDateFormField(label="Date of the new assessment", required=False)
    carry_over = forms.BooleanField(
        label="Carry over the actions that are not done or dropped",
        required=False,
        initial=True,
        help_text="Each gets a new reference and keeps its status.",
    )

    field_order = ["assessed", "carry_over", "why"]


class AnswerForm(NoteForm):
    """The answer to a monitoring question, in words and with a date as written."""

    text = WordsField("answer", blank=True).formfield(label="Answer")
    dated = WrittenDateFormField(
        label="Date",
        required=False,
        help_text="As you would write it, for example October 2027, or 2027/28. "
        "Keep what is printed, slips included",
    )
    doubt = forms.CharField(
        label="Doubt about the date",
        max_length=300,
        required=False,
        help_text="Only when the printed date is probably a slip. "
        "For example, probably October 2027",
    )

    field_order = ["text", "dated", "doubt", "why"]


class ScreenForm(NoteForm):
    """How relevant what is assessed is to one characteristic."""

    relevance = forms.TypedChoiceField(
        label="Relevance",
        choices=Relevance.choices,
        coerce=int,
        widget=forms.RadioSelect,
        help_text="It proposes the importance of the actions; the officer decides on that",
    )
    evidence = WordsField(blank=True).formfield(
        label="Evidence", help_text="What it rests on: data, surveys, complaints"
    )
    consultation = WordsField(blank=True).formfield(
        label="Consultation", help_text="Who was asked, and what they said"
    )

    field_order = ["relevance", *LIMBS, "evidence", "consultation", "why"]

    def __init__(self, *args, characteristic, **kwargs):
        self.base_fields = {
            **{
                name: forms.BooleanField(label=word, required=False)
                for name, word in limbs_open_to(characteristic).items()
            },
            **type(self).base_fields,
        }
        super().__init__(*args, **kwargs)


class ActionPlanForm(EntryForm):
    """What the plan says about an action. Its status changes by a step of its own."""

    class Meta:
        model = PlanAction
        fields = ACTIONS.form_fields
        help_texts = {
            "text": "What is to be done",
            "importance": f"By the test for relevance. Left empty, it is printed as “{BLANK}”",
            "starts": "As the plan writes it, for example April 2027, or N/A, "
            "or Already undertaken",
            "ends": "As the plan writes it, for example March 2028, or On completion of strategy",
            "measure": "How you will know that it is done",
            "target": "What is to be reached",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["concerns"].choices = [("", WHOLE), *CHARACTERISTICS.items()]
        if self.instance.pk:
            Screening.objects.propose([self.instance], None)
            if proposed := self.instance.proposed:
                self.fields["importance"].help_text = f"The screening proposes: {proposed.label}"
        for name, choices in (("importance", Importance.choices), ("resources", Resources.choices)):
            self.fields[name].choices = [("", BLANK), *choices]


class AddActionForm(ActionPlanForm):
    """A new action of an assessment that stands."""

    class Meta(ActionPlanForm.Meta):
        fields = ["assessment", *ActionPlanForm.Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assessment"].queryset = Assessment.objects.of(self.programme).current()
        self.fields["assessment"].empty_label = "Choose"


class FinishForm(NoteForm):
    """When an action was done."""

    done_on = DayFormField(
        label="Done on",
        past=True,
        required=False,
        help_text="Leave it empty when nobody knows the day",
    )

    field_order = ["done_on", "why"]


class ProgressForm(ActionForm):
    """Where an action stands."""

    as_at = DayFormField(label="Progress as at", past=True, help_text="For example, 9 March 2027")
    text = Progress._meta.get_field("text").formfield(label="Progress")
