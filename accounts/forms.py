"""Forms of invitations and of passwords that were forgotten."""

from django import forms
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm

from programme.authorization import Role
from programme.forms import ValuesForm
from programme.models import Body
from programme.ui.forms import speak_plainly

NEW_PASSWORD = {"autocomplete": "new-password"}


class InviteForm(ValuesForm):
    """Whom to invite, and which roles that gives."""

    email = forms.EmailField(
        label="Email address", help_text="For example, jane.poole@council.example"
    )
    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one or more of the roles."},
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        required=False,
        empty_label="None",
        help_text="Only for a committee member",
    )

    def clean(self):
        data = super().clean()
        is_member = Role.COMMITTEE_MEMBER in data.get("roles", [])
        if is_member and not data.get("body"):
            self.add_error("body", "Choose the body that the member sits on.")
        if data.get("body") and not is_member:
            self.add_error("body", "Only a committee member's role is for one body. Choose None.")
        return data


class JoinForm(ValuesForm):
    """Somebody new: how they sign in, and how papers name them."""

    name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    job_title = forms.CharField(
        label="Your job title",
        max_length=120,
        help_text="Papers name people by job title",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    username = forms.CharField(
        label="User name",
        max_length=150,
        help_text="You sign in with it. For example, jpoole",
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=128,
        strip=False,
        help_text="At least 8 characters, and not only digits",
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    again = forms.CharField(
        label="The same password again",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )

    def clean(self):
        data = super().clean()
        if data.get("again") and data.get("password") != data["again"]:
            self.add_error("again", "Enter the same password in both fields.")
        return data

    def values(self):
        return {name: one for name, one in super().values().items() if name != "again"}


class ForgottenForm(PasswordResetForm):
    """To which address the way to a new password is sent."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        self.fields["email"].label = "Email address"
        for name, field in self.fields.items():
            speak_plainly(name, field)


class NewPasswordForm(SetPasswordForm):
    """A new password of one's own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", use_required_attribute=False, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(name, field)

    def save(self, commit=True):
        self.user.must_change_password = False
        return super().save(commit)
