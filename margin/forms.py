"""Forms of what stands beside rows."""

from django import forms

from programme import uploads
from programme.ui.forms import EntryForm, GovernanceForm, RulesOfModel
from programme.ui.uploads import file_field

from .evidence import KINDS
from .models import Comment, Evidence


class EvidenceForm(EntryForm):
    """A file, and what it shows. Of a closed row it is asked why it is added now."""

    file = file_field(KINDS)
    why = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The row is closed. It is kept in the history.",
    )

    class Meta:
        model = Evidence
        fields = ["title", "dated", "about"]

    def __init__(self, *args, is_closed, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_closed:
            del self.fields["why"]

    def clean_file(self):
        return uploads.received(self.cleaned_data["file"], KINDS, as_named=True)


class TakeOffForm(GovernanceForm):
    """Why a piece of evidence is taken off."""

    why = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept in the history. So is the file.",
    )

    def values(self):
        """The cleaned values for the action."""
        return dict(self.cleaned_data)


class CommentForm(RulesOfModel, GovernanceForm):
    """What somebody says about a row."""

    text = Comment._meta.get_field("text").formfield(
        label="Your comment",
        help_text="Write @ and a user name or a job title, and whoever is called so is told.",
    )

    def values(self):
        """The cleaned values for the action."""
        return dict(self.cleaned_data)


class AnswerForm(CommentForm):
    """What somebody answers."""

    text = Comment._meta.get_field("text").formfield(
        label="Your answer", help_text=CommentForm.base_fields["text"].help_text
    )


class WithdrawForm(GovernanceForm):
    """Nothing is asked: the page says what withdrawing does."""

    def values(self):
        """The cleaned values for the action: none."""
        return {}
