"""Forms of the kernel: calendar, people, programme, sign-in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from programme.authorization.roles import Role
from programme.fields import LONGEST_WORDS
from programme.models import Body, Judgement, Objective, Partner, Programme
from programme.ui.fields import DayFormField, PersonFormField, WordsFormField
from programme.ui.forms import ActionForm, EntryForm, GovernanceForm, speak_plainly
from programme.ui.forms import WhyForm as StepWhyForm

AUTOCOMPLETE = {"autocomplete": "off"}


class SignInForm(AuthenticationForm):
    """Sign-in in plain words."""

    error_messages = {
        "invalid_login": (
            "Enter the right user name and password. Capital letters matter in the password."
        ),
        "inactive": "This account is closed.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        self.fields["username"].label = "User name"
        self.fields["username"].error_messages["required"] = "Enter your user name."
        self.fields["password"].error_messages["required"] = "Enter your password."
        self.fields["username"].widget.attrs.pop("autofocus", None)
        for name, field in self.fields.items():
            speak_plainly(name, field)


class OwnPasswordForm(PasswordChangeForm):
    """Somebody's own new password.

    It is another one than before, so that nobody keeps one that was set for them.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            speak_plainly(name, field)

    def clean(self):
        data = super().clean()
        if data.get("old_password") and data["old_password"] == data.get("new_password1"):
            self.add_error("new_password1", "Choose another password than the one you have now.")
        return data


class OneTimePasswordField(forms.CharField):
    """A password that somebody sets for somebody else."""

    def __init__(self, **kwargs):
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        help_text = (
            "At least 8 characters. They have to choose their own as soon as they sign in with it."
        )
        super().__init__(max_length=128, strip=False, widget=widget, help_text=help_text, **kwargs)


class ValuesForm(GovernanceForm):
    """A form whose cleaned values go to an action as they are."""

    def values(self):
        return dict(self.cleaned_data)


class BodyForm(ValuesForm, forms.ModelForm):
    """A new body. What it is, and which law holds for its papers, somebody has to say."""

    class Meta:
        model = Body
        fields = [
            *("name", "kind", "reports_to", "nation", "regime", "clear_days", "host", "is_public")
        ]
        help_texts = {
            "name": "For example, Joint Committee",
            "clear_days": "How long its papers must be open before it meets",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regime"].required = True
        for name in ("kind", "clear_days", "nation", "regime"):
            self.initial.pop(name, None)
            known = [choice for choice in self.fields[name].choices if choice[0]]
            self.fields[name].choices = [("", "Choose one"), *known]


class RoleForm(ValuesForm):
    username = forms.CharField(
        label="User name", max_length=150, widget=forms.TextInput(attrs=AUTOCOMPLETE)
    )
    role = forms.ChoiceField(choices=[("", "Choose"), *Role.choices])
    body = forms.ModelChoiceField(
        Body.objects.none(),
        required=False,
        empty_label="None",
        help_text="Only for a committee member",
    )

    def clean(self):
        data = super().clean()
        is_member = data.get("role") == Role.COMMITTEE_MEMBER
        if is_member and not data.get("body"):
            self.add_error("body", "Choose the body that the member sits on.")
        if data.get("body") and not is_member:
            self.add_error("body", "Only a committee member's role is for one body. Choose None.")
        return data


class PersonForm(RoleForm):
    name = forms.CharField(max_length=120, required=False)
    job_title = forms.CharField(
        max_length=120, help_text="Pages and reports name people by job title"
    )
    email = forms.EmailField(label="Email address", required=False)
    password = OneTimePasswordField(label="First password")

    field_order = ["username", "name", "job_title", "email", "password", "role", "body"]


class NothingForm(ValuesForm):
    """A step of which nothing more has to be said."""


class WhyForm(ValuesForm):
    why = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class HandOverForm(WhyForm):
    """Who gets the open rows of somebody; whoever does not read the logs is no choice."""

    to = PersonFormField(label="Hand their open rows over to")

    field_order = ["to", "why"]

    def __init__(self, *args, leaver, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = self.fields["to"].queryset.exclude(pk=leaver.pk)


class EndRoleForm(HandOverForm):
    """Why a role ends, and who gets what its holder owns, where nothing else lets them keep it."""

    def __init__(self, *args, owns, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.required, field.empty_label = False, "Nobody yet"
        if not owns:
            del self.fields["to"]


class OneTimePasswordForm(WhyForm):
    password = OneTimePasswordField(label="One-time password")

    field_order = ["password", "why"]


class ProgrammeForm(EntryForm):
    class Meta:
        model = Programme
        fields = ["name", "stage", "accent"]
        labels = {"accent": "Colour"}


class NewProgrammeForm(ValuesForm, forms.ModelForm):
    """A new programme, and what whoever creates it is in it; their job title where they have none
    yet.
    """

    manages = forms.ChoiceField(
        label="Your part in it",
        choices=[
            ("no", "Administrator: I set it up for others, and say who does what"),
            ("yes", "Administrator and programme manager: I keep its logs and reports too"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your part in it."},
    )

    class Meta:
        model = Programme
        fields = ["name", "stage", "slug"]
        labels = {"slug": "Address"}
        help_texts = {
            "name": "For example, Shared waste service",
            "slug": "The end of its web address, for example shared-waste. It never changes. Leave"
            " blank to have it made from the name",
        }

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, programme=None, **kwargs)
        self.fields["slug"].required = False
        if not person.job_title:
            self.fields["job_title"] = forms.CharField(
                label="Your job title", max_length=120, help_text="Papers name people by job title"
            )
            self._settle("job_title", self.fields["job_title"])

    def values(self):
        return {**super().values(), "manages": self.cleaned_data["manages"] == "yes"}


class CreatorForm(ValuesForm):
    """Who may create programmes."""

    username = forms.CharField(
        label="User name", max_length=150, widget=forms.TextInput(attrs=AUTOCOMPLETE)
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, programme=None, **kwargs)


class PartnerForm(ValuesForm, forms.ModelForm):
    class Meta:
        model = Partner
        fields = ["name"]


class ObjectiveForm(EntryForm):
    """The words of an objective. Its letter stays."""

    class Meta:
        model = Objective
        fields = ["text"]


class AddObjectiveForm(ObjectiveForm):
    """A new objective under the letter of its document."""

    class Meta(ObjectiveForm.Meta):
        fields = ["reference", "text"]
        help_texts = {
            "reference": (
                "The letter or number that documents use, for example a. A gap in the lettering is"
                " kept"
            )
        }


class RewordForm(StepWhyForm):
    """Other words for an objective that is judged, and why."""

    text = WordsFormField(label="Objective", max_length=LONGEST_WORDS)

    field_order = ["text", "why"]


class JudgeForm(ActionForm):
    """What was achieved, and how well that meets the objective."""

    as_at = DayFormField(label="As at", help_text="For example, 12 September 2027")
    judgement = forms.ChoiceField(
        label="How well it was met", choices=[("", "Choose"), *Judgement.choices]
    )
    statement = WordsFormField(
        label="Achievement",
        max_length=LONGEST_WORDS,
        help_text="What shows it. One item on each line",
    )
    author = forms.CharField(
        label="Judged by",
        max_length=120,
        required=False,
        help_text="Job title or body. Leave it empty when the papers do not say",
    )
