"""Forms of reviews and recommendations: they check shape, the actions check the rules."""

import re

from django import forms
from django.core.exceptions import ValidationError

from programme.date_phrases import is_one_day, read_one
from programme.date_words import seen
from programme.formats import NOT_RECORDED
from programme.ui.fields import DayFormField
from programme.ui.forms import ActionForm, EntryForm, WhyForm, words

from .choices import LEVELS, WORDS_BY_DEFAULT, Response, Wording
from .log import RECOMMENDATIONS, REVIEWS
from .models import Recommendation, Review

REASON_ROWS = {"rows": 3}
BY_DEFAULT = "” or “".join(WORDS_BY_DEFAULT.values())
RATINGS = "; ".join(
    f"{scale.label.lower()}: {', '.join(levels)}" for scale, levels in LEVELS.items()
)


class ReferenceField(forms.CharField):
    """A recommendation by the house's reference. What was typed comes back when there is none."""

    programme = None  # the form's, set with the form

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"data-width": "5", "autocomplete": "off"})
        super().__init__(max_length=12, widget=widget, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = Recommendation.objects.of(self.programme).filter(reference__iexact=text).first()
        if found is None:
            message = f"There is no recommendation {text} in this programme."
            raise ValidationError(f"{message} Enter a reference such as REC3.")
        return found

    def prepare_value(self, value):
        return value.reference if isinstance(value, Recommendation) else value


class StepForm(ActionForm):
    """A form for one step, in which other recommendations can be named."""

    def _settle(self, name, field):
        super()._settle(name, field)
        if isinstance(field, ReferenceField):
            field.programme = self.programme


class ReviewForm(EntryForm):
    """The facts of a review."""

    field_order = ["title", "kind", "reviewing_body", "held_on", "scale"]

    class Meta:
        model = Review
        fields = REVIEWS.form_fields
        help_texts = {
            "held_on": "For example, 27 March 2027. Leave it empty when the papers name no date",
            "scale": "Scales changed over time: choose the one that the review used. "
            "Leave it empty when it gave no rating",
            "rating": f"As the review gave it. {RATINGS[:1].upper()}{RATINGS[1:]}",
            "owner": "Job title of who answers the review",
        }


class RecommendationForm(EntryForm):
    """The facts of a recommendation. Response, due date and state have steps of their own."""

    class Meta:
        model = Recommendation
        fields = RECOMMENDATIONS.form_fields
        help_texts = {
            "printed_reference": "As the review prints it, for example 7. "
            "Each stands once in a review",
            "text": "What the review recommends",
            "priority": "Leave it empty when the review gives none",
            "evidence": "What shows that it was done, and where to find it",
        }


class AddRecommendationForm(RecommendationForm):
    """A new recommendation, with its response and first due date when there are any."""

    response = forms.ChoiceField(
        choices=[("", "Not responded to yet"), *Response.choices], required=False
    )
    due_on = DayFormField(label="Due", required=False, help_text="For example, 27 March 2027")

    class Meta(RecommendationForm.Meta):
        fields = ["review", *RecommendationForm.Meta.fields, "comments"]

    field_order = [
        "review",
        "printed_reference",
        "text",
        "priority",
        "response",
        "comments",
        "due_on",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["review"].queryset = Review.objects.of(self.programme)
        self.fields["review"].empty_label = "Choose"


class RespondForm(StepForm):
    """What is answered, and what is to be done."""

    response = forms.ChoiceField(
        choices=[("", NOT_RECORDED), *Response.choices],
        required=False,
        help_text="Only where somebody said it. The words of the paper are the comments",
    )
    comments = words("Comments and planned action", rows=5, length=5000)
    as_above = ReferenceField(
        label="“As above” means",
        required=False,
        help_text="Only when the comments say “As above”: "
        "the recommendation whose comments count, for example REC6",
    )
    why = words("Why", help_text="It is kept in the history.")


class UpdateForm(StepForm):
    """The position as at a day."""

    as_at = DayFormField(label="Position as at", past=True, help_text="For example, 1 May 2027")
    wording = forms.ChoiceField(
        label="How it says it", choices=Wording.choices, initial=Wording.OWN
    )
    text = words(
        "Position",
        rows=5,
        length=5000,
        help_text=f"As the table should print it. Empty prints “{BY_DEFAULT}”",
    )
    same_as = ReferenceField(
        label="“As above” means", required=False, help_text="For example, REC6"
    )
    completed_on = DayFormField(
        label="Previously completed on",
        past=True,
        required=False,
        help_text="Leave it empty when nobody knows the date",
    )


class ClaimForm(ActionForm):
    """A claim, and what shows that it is true."""

    evidence = words(
        "Evidence", length=5000, help_text="What shows that it was done, and where to find it"
    )
    why = words("Note", help_text="It is kept in the history.")


class VerifyForm(ActionForm):
    """What the verifier looked at."""

    why = forms.CharField(
        label="What you looked at", max_length=2000, widget=forms.Textarea(attrs=REASON_ROWS)
    )


class SupersedeForm(StepForm):
    """Which recommendation takes its place."""

    superseded_by = ReferenceField(
        label="Superseded by",
        help_text="The reference of the one that stands now, for example REC16",
    )
    why = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs=REASON_ROWS))


class AcceptForm(ActionForm):
    """Living with the risk of not doing it, until a day."""

    until = DayFormField(
        label="Accept until", help_text="It comes back for attention after this day"
    )
    approver = forms.CharField(
        label="Approved by",
        max_length=120,
        help_text="Job title or body, for example Project Board",
    )
    why = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs=REASON_ROWS))


class DropForm(WhyForm):
    """Whose decision it was not to pursue it, and when."""

    decided_by = forms.CharField(
        label="Decided by",
        max_length=120,
        help_text="Job title or body, for example Joint committee",
    )
    decided_on = DayFormField(label="Decided on", past=True, help_text="For example, 27 March 2027")

    field_order = ["decided_by", "decided_on", "why"]


class DateForm(ActionForm):
    """The first due date."""

    due_on = DayFormField(label="Due date", help_text="For example, 27 March 2027")
    why = words("Why", help_text="It is kept in the history.")


class RedateForm(WhyForm):
    """Another due date, and why."""

    due_on = DayFormField(label="New due date", help_text="For example, 27 March 2027")

    field_order = ["due_on", "why"]


class ExtensionForm(WhyForm):
    """Asking for a later due date."""

    due_on = DayFormField(
        label="New due date", help_text="The present one goes on until somebody decides"
    )

    field_order = ["due_on", "why"]


class DecideForm(WhyForm):
    """Granting or refusing an extension."""

    granted = forms.TypedChoiceField(
        label="Decision",
        choices=[("", "Choose"), ("yes", "Grant it"), ("no", "Refuse it")],
        coerce=lambda word: word == "yes",
        empty_value=None,
    )

    field_order = ["granted", "why"]


class OwnersForm(ActionForm):
    """One job title for each partner."""

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, programme=programme, **kwargs)
        self.partners = {
            name: partner
            for partner in programme.partners.all()
            for name in [f"owner_{partner.pk}"]
            if not partner.ended_on or self.initial.get(name)
        }
        for name, partner in self.partners.items():
            field = forms.CharField(
                label=f"Owner at {partner}", max_length=120, required=False, help_text="Job title"
            )
            self.fields[name] = field
            self._settle(name, field)

    def values(self):
        """The job titles by partner, and the version."""
        owners = {partner: self.cleaned_data[name] for name, partner in self.partners.items()}
        return {"owners": owners, "version": self.cleaned_data["version"]}


class DaysField(forms.CharField):
    """Several days in one line, as people write them, with commas between."""

    def __init__(self, **kwargs):
        super().__init__(max_length=200, required=False, **kwargs)

    def to_python(self, value):
        return seen(super().to_python(value))

    def clean(self, value):
        parts = re.split("[,;]", super().clean(value))
        return list(self._days([one.strip() for one in parts if one.strip()]))

    def _days(self, parts):
        """The days of the parts between commas; Oct 31st, 2026 is one of two parts."""
        while parts:
            runs = range(1, len(parts) + 1)
            size = next((size for size in runs if is_one_day(", ".join(parts[:size]))), 1)
            yield read_one(", ".join(parts[:size]))
            parts = parts[size:]


class ColumnsForm(ActionForm):
    """The days whose positions the response table prints."""

    days = DaysField(
        label="Positions as at",
        help_text="Days with commas between, for example 1 May 2027, 1 November 2027. "
        "The report's own day comes last by itself.",
    )
    why = words("Why", help_text="It is kept in the history.")

    def values(self):
        """The days and the reason; there is no version: the last choice counts."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
