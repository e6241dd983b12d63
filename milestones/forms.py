"""Forms of the milestone log: they check shape, the actions check the rules."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from programme.date_phrases import AS_WRITTEN
from programme.ui.fields import DayFormField, WrittenDateFormField
from programme.ui.forms import ActionForm, EntryForm, GovernanceForm, words

from .choices import NOT_PLACED
from .log import MILESTONES
from .models import Milestone, Period


class AddMilestoneForm(EntryForm):
    """A new milestone, with the due date that it begins with."""

    field_order = [*(name for name in MILESTONES.form_fields if name != "comment"), "comment"]

    class Meta:
        model = Milestone
        fields = MILESTONES.form_fields
        help_texts = {
            "title": "What will have been reached, in one line. "
            "For example, Structure agreed by the joint committee",
            "period": "A report prints the current period and the next one",
            "due": AS_WRITTEN,
            "forecast": f"When it is expected now. {AS_WRITTEN}",
            "comment": "The report prints it beside the milestone",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Q(closed_at=None)
        if self.instance.period_id:
            offered |= Q(pk=self.instance.period_id)
        self.fields["period"].queryset = Period.objects.filter(offered, programme=self.programme)
        self.fields["period"].empty_label = NOT_PLACED


class MilestoneForm(AddMilestoneForm):
    """The facts of a milestone but for its due date, which is re-dated with a reason."""

    class Meta(AddMilestoneForm.Meta):
        exclude = ["due"]


class RedateForm(ActionForm):
    """Another due date, and why."""

    due = WrittenDateFormField(label="New due date")
    why = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Every re-date keeps its reason.",
    )


class DeliverForm(ActionForm):
    """What was handed over, when and to whom."""

    delivered_on = DayFormField(
        label="Delivered on", past=True, help_text="For example, 24 April 2027"
    )
    to_body = forms.CharField(
        label="Body",
        required=False,
        max_length=120,
        help_text="For example, Programme Board",
    )
    outcome = words("Outcome")
    is_final = forms.BooleanField(
        label="This is the final delivery", required=False, help_text="It completes the milestone."
    )
    ongoing = forms.BooleanField(
        label="Work continues",
        required=False,
        help_text="Only with the final delivery.",
    )


class CompleteForm(ActionForm):
    """A tick without a delivery date."""

    ongoing = forms.BooleanField(
        label="Work continues",
        required=False,
        help_text="The report then says: complete, and noted as ongoing.",
    )
    comment = words("Comment", length=5000, help_text="The report prints it beside the milestone")


class CommentForm(ActionForm):
    """The comment that the report prints."""

    comment = words(
        "Comment", length=5000, rows=6, help_text="The report prints it beside the milestone"
    )


class DependForm(ActionForm):
    """Another milestone, by its reference."""

    needs = forms.CharField(
        label="Depends on",
        max_length=12,
        help_text="The reference of the milestone that has to be reached first, for example M3",
        widget=forms.TextInput(attrs={"data-width": "5", "autocomplete": "off"}),
    )

    def clean_needs(self):
        text = self.cleaned_data["needs"]
        found = Milestone.objects.of(self.programme).filter(reference__iexact=text).first()
        if found is None:
            raise ValidationError(
                f"There is no milestone {text} in this programme. Enter a reference such as M3."
            )
        return found


class PeriodForm(GovernanceForm, forms.ModelForm):
    """A reporting period."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Period
        fields = ["label", "starts_on", "ends_on"]
        help_texts = {
            "label": "As the report should name it, for example March 2027",
            "starts_on": "For example, 1 March 2027",
            "ends_on": "For example, 31 March 2027",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.programme = self.programme
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
        else:
            del self.fields["version"]

    def values(self):
        """The cleaned values for an action, the version among them."""
        return dict(self.cleaned_data)
