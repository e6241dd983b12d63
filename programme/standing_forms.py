"""Forms about partners, bodies, posts, people's titles, and orders of reorganisation."""

from hashlib import sha256

from django import forms
from django.db.models import Q

from programme.formats import counted
from programme.forms import ValuesForm
from programme.models import Body, Partner, Post, PostKind, Reorganisation, User
from programme.models.deadlines import FIELDS
from programme.passing_on import CANCEL, PASS, field_of
from programme.reorganisation import owners_held
from programme.ui.fields import DayFormField
from programme.ui.forms import ActionForm, EntryForm, WhyForm, words

STAYS = "Stays as it is"
IN_HISTORY = "It is kept in the history."


class CorrectsForm(forms.Form):
    """Whether a change corrects what was written wrongly, and why it is made."""

    corrects = forms.BooleanField(
        label="This corrects a mistake",
        required=False,
        help_text="Tick it if what stood here was never right. Leave it blank if that has changed",
    )
    why = words("Why", help_text=IN_HISTORY)


class ChangePartnerForm(CorrectsForm, EntryForm):
    class Meta:
        model = Partner
        fields = ["name"]

    field_order = ["name", "corrects", "why"]


class ChangeBodyForm(CorrectsForm, EntryForm):
    class Meta:
        model = Body
        fields = ["name", "kind", "reports_to", "nation", "regime", "clear_days", "is_public"]
        fields += ["open_years"]

    field_order = [*Meta.fields, "corrects", "why"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        above = self.fields["reports_to"]
        above.empty_label = "No other body"
        above.queryset = above.queryset.exclude(pk=self.instance.pk)
        regimes = self.fields["regime"].choices
        self.fields["regime"].choices = [("", "Not recorded"), *regimes[1:]]
        years = self.fields["open_years"].choices
        self.fields["open_years"].choices = [("", "Without end"), *years[1:]]


class DeadlinesForm(EntryForm):
    """The days of a body's clock and who keeps each."""

    why = words("Why", help_text=IN_HISTORY)

    class Meta:
        model = Body
        fields = FIELDS
        widgets = {
            name: forms.TextInput(attrs={"data-width": "3", "inputmode": "numeric"})
            for name in FIELDS
            if name.endswith("_days")
        }


class MeetingsToCome(ActionForm):
    """Asks of each meeting to come of bodies that end what becomes of it."""

    def ask(self, meetings, successors=None):
        """Asks about meetings. `successors` are those of the bodies, by primary key; None where
        this form asks for it.
        """
        self.meetings = list(meetings)
        for meeting in self.meetings:
            after = "its successor" if successors is None else successors[meeting.body_id]
            ways = [(PASS, f"Goes to {after}")] if after else []
            field = forms.ChoiceField(
                label=f"{meeting.body}, {meeting.when}",
                choices=[("", "Choose"), *ways, (CANCEL, "Is cancelled")],
                help_text="Postponed, without a new date yet" if not meeting.stands else "",
                error_messages={"required": f"Say what becomes of the meeting on {meeting.when}."},
            )
            name = field_of(meeting)
            self.fields[name] = field
            self._settle(name, field)

    def values(self):
        said = super().values()
        meetings = {one.pk: said.pop(field_of(one)) for one in self.meetings}
        return {**said, "meetings": meetings}


class EndForm(WhyForm):
    """The day on which something ends, and what takes its place."""

    on = DayFormField(label="Ended on", help_text="For example, 31 March 2026")

    field_order = ["on", "successor", "why"]

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        others = self.fields["successor"]
        others.queryset = others.queryset.exclude(pk=row.pk)


class EndPartnerForm(EndForm):
    successor = forms.ModelChoiceField(
        Partner.objects.none(), label="Succeeded by", required=False, empty_label="None"
    )


class EndBodyForm(MeetingsToCome, EndForm):
    successor = forms.ModelChoiceField(
        Body.objects.none(), label="Succeeded by", required=False, empty_label="None"
    )

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask(meetings)


class PostForm(ValuesForm, forms.ModelForm):
    class Meta:
        model = Post
        fields = ["title", "holder", "from_on", "to_on"]


class ChangePostForm(PostForm):
    version = ActionForm.base_fields["version"]
    why = words("Why", help_text=IN_HISTORY)


class CouncilPostForm(ValuesForm, forms.ModelForm):
    """A statutory post of a council and who holds it."""

    class Meta:
        model = Post
        fields = ["kind", "holder", "person", "from_on", "to_on"]
        help_texts = {
            "holder": "Job title, as papers print it, for example Director of Finance",
            "person": "Clearances that are asked of the post are answered by this person",
        }
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].required = True
            self.fields["kind"].choices = PostKind.choices
        person, kept = self.fields["person"], self.instance.person_id
        held = self.programme.memberships.current().values("user")
        person.queryset = User.objects.filter(Q(pk__in=held) | Q(pk=kept))
        person.label_from_instance = lambda one: one.title
        person.empty_label = "Nobody: they have no account"


class ChangeCouncilPostForm(CouncilPostForm):
    """Which post it is stays."""

    version = ActionForm.base_fields["version"]
    why = words("Why", help_text=IN_HISTORY)

    class Meta(CouncilPostForm.Meta):
        fields = ["holder", "person", "from_on", "to_on"]


class TitleForm(CorrectsForm, EntryForm):
    class Meta:
        model = User
        fields = ["name", "job_title"]

    field_order = ["name", "job_title", "corrects", "why"]


class OrderForm(EntryForm):
    class Meta:
        model = Reorganisation
        fields = ["title", "reference", "made_on", "vesting_on"]
        help_texts = {"made_on": "For example, 12 March 2026"}


class SuccessorsForm(ActionForm):
    """A question for each thing that an order can move; a blank moves nothing."""

    says = ""  # the argument of `set_successors`

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, programme=programme, **kwargs)
        self.asked = {}  # {name of the field: what it asks about}
        for name, about, field in self.questions():
            self.asked[name], self.fields[name] = about, field
            field.is_question = True  # blank is an answer to it, so it is not called optional
            self._settle(name, field)

    def questions(self):
        """The fields: (name, what it asks about, field)."""
        raise NotImplementedError

    def values(self):
        said = {about: self.cleaned_data[name] for name, about in self.asked.items()}
        return {self.says: said, "version": self.cleaned_data["version"]}


class PartnersForm(SuccessorsForm):
    says = "partners"

    def questions(self):
        for partner in self.programme.partners.standing():
            field = forms.ModelChoiceField(
                Partner.objects.none(), required=False, label=str(partner), empty_label=STAYS
            )
            yield f"partner_{partner.pk}", partner, field


class BodiesForm(SuccessorsForm):
    says = "bodies"

    def questions(self):
        standing = list(self.programme.bodies.standing())
        ways = [("", STAYS), ("ends", "Ends without a successor")]
        for body in standing:
            others = [(str(one.pk), f"Succeeded by {one}") for one in standing if one != body]
            field = forms.ChoiceField(choices=ways + others, required=False, label=str(body))
            yield f"body_{body.pk}", body, field

    def values(self):
        by_pk = {str(body.pk): body for body in self.asked.values()}
        said = super().values()
        said["bodies"] = {
            body: by_pk.get(after, after or None) for body, after in said["bodies"].items()
        }
        return said


def owner_field(owner):
    """The name of the field that asks about an owner."""
    return f"owner_{sha256(owner.encode()).hexdigest()[:12]}"


class OwnersForm(SuccessorsForm):
    says = "owners"

    def questions(self):
        for owner, count in sorted(owners_held(self.programme).items()):
            held = f"Holds {counted(count, 'open item')}. Leave blank if it stays."
            field = forms.CharField(label=owner, required=False, max_length=120, help_text=held)
            yield owner_field(owner), owner, field


class RestoreBodyForm(WhyForm):
    """Taking back the end of a body, with what moves back of what passed with it."""

    back = forms.MultipleChoiceField(
        label="Moves back",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick what stays as it is. What was changed since is not listed: it stays",
    )

    field_order = ["back", "why"]

    def __init__(self, *args, passed, **kwargs):
        super().__init__(*args, **kwargs)
        if passed:
            self.fields["back"].choices = [(one.key, one.words) for one in passed]
            self.fields["back"].initial = [one.key for one in passed]
        else:
            del self.fields["back"]


class CarryOutForm(MeetingsToCome):
    """The one step that moves everything: it names the list that was looked at, and asks what
    becomes of meetings.
    """

    reviewed = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, meetings, successors, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask(meetings, successors)
