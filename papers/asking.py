"""The form in which people say of whom a clearance is asked."""

from django import forms

from programme.models import PostKind, User
from programme.ui.forms import ActionForm, EntryForm

from .clearances import ROLES, DemandedClearance

BLANK = {"role": "", "post": "", "partner": None, "person": None}


def whom_choices(programme, each=True):
    """Of whom a clearance of the programme can be asked, in groups, as (value, words) pairs.

    `each` offers the post of each council at once.
    """
    councils = list(programme.partners.standing().order_by("name"))
    posts = [
        (f"post {kind.value} {council.pk}", f"{kind.label}, {council}")
        for kind in PostKind
        for council in councils
    ]
    if each:
        posts += [(f"post {kind.value} each", f"{kind.label}, each council") for kind in PostKind]
    people = User.objects.filter(pk__in=_readers(programme)).order_by("job_title", "pk")
    return [
        ("A role", [(f"role {value}", words) for value, words in ROLES]),
        ("A post of a council", posts),
        ("A person", [(f"person {one.pk}", one.title) for one in people]),
    ]


def _readers(programme):
    roles = [value for value, _ in ROLES]
    return programme.memberships.current().filter(role__in=roles).values("user")


def whom(value, programme) -> dict:
    """The columns that a choice stands for."""
    kind, *rest = value.split()
    match kind:
        case "role":
            return {**BLANK, "role": rest[0]}
        case "post":
            council = rest[1] != "each" and programme.partners.get(pk=rest[1])
            return {**BLANK, "post": rest[0], "partner": council or None}
    return {**BLANK, "person": User.objects.get(pk=rest[0])}


class WhomField(forms.ChoiceField):
    """Of whom something is asked."""

    def offer(self, programme, blank="Choose one", each=True):
        """Offers what there is in a programme."""
        self.choices = [("", blank), *whom_choices(programme, each)]


class DemandForm(ActionForm):
    """A clearance that a body demands."""

    label = forms.CharField(
        label="What is cleared",
        max_length=120,
        help_text="For example, Legal, Finance or Equality",
    )
    whom = WhomField(label="Who clears it")

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, programme=programme, **kwargs)
        self.fields["whom"].offer(programme)
        del self.fields["version"]

    def values(self):
        data = self.cleaned_data
        return {"label": data["label"], **whom(data["whom"], self.programme)}


class RenameDemandForm(EntryForm):
    """What a demanded clearance is called."""

    class Meta:
        model = DemandedClearance
        fields = ["label"]
