"""Forms about how long records are kept, and how they go."""

from django import forms

from programme.fields import LineField, WordsField
from programme.forms import NothingForm, ValuesForm
from programme.models import User
from programme.ui.forms import RulesOfModel

from ..models import RetentionClass, SubjectRequest
from .actions import ALL_RECORDS, LONGEST
from .kinds import choices, disposable, kinds


class KindField(forms.ChoiceField):
    """A kind of record; `first` is what is said in place of one."""

    def __init__(self, found, first="Choose one", **kwargs):
        super().__init__(choices=lambda: [("", first), *choices(found())], **kwargs)


class ReasonForm(ValuesForm):
    """A step that needs nothing but a reason."""

    reason = WordsField("why", max_length=2000).formfield(
        label="Why", widget=forms.Textarea(attrs={"rows": 3})
    )


class ClassForm(RulesOfModel, ValuesForm, forms.ModelForm):
    """How long a kind of record is kept, and on what that rests."""

    kind = KindField(lambda: kinds().values(), label="Kind of record")
    years = forms.IntegerField(label="Kept for, in years", min_value=1, max_value=LONGEST)

    class Meta:
        model = RetentionClass
        fields = ["kind", "name", "years", "counted_from", "source"]


class HoldForm(ReasonForm):
    """What is put on legal hold, and why."""

    kind = KindField(
        lambda: kinds().values(), first=ALL_RECORDS, label="What is held", required=False
    )
    field_order = ["kind", "reason"]


class DisposalForm(ReasonForm):
    """Which kind of record is disposed of, and why."""

    kind = KindField(disposable, label="Kind of record")
    field_order = ["kind", "reason"]


class RedactionForm(ReasonForm):
    """Which name is redacted, and why."""

    name = LineField("name", max_length=120).formfield(
        label="Name",
        help_text="As it is written, for example a first name and a surname. Each place in which it"
        " stands as whole words is listed before somebody else confirms it",
    )
    field_order = ["name", "reason"]


class ConfirmRedactionForm(NothingForm):
    """Confirms the places that were shown; `seen` is their fingerprint."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class PersonForm(RulesOfModel, ValuesForm, forms.ModelForm):
    """About whom everything is looked for, and why."""

    account = forms.ModelChoiceField(
        User.objects.none(), label="Account", required=False, empty_label="None"
    )

    class Meta:
        model = SubjectRequest
        fields = ["account", "name", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = self.programme.memberships.values("user")
        self.fields["account"].queryset = User.objects.filter(pk__in=members).order_by("username")
        self.fields["name"].help_text = "Found as whole words, beside the name of the account"
