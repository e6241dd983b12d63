"""Forms of the log of key documents: they check shape, the actions check the rules."""

from django import forms

from programme.ui.fields import DayFormField
from programme.ui.forms import ActionForm, EntryForm, WhyForm, words
from programme.ui.uploads import file_field
from programme.uploads import received

from .actions import KINDS
from .log import DOCUMENTS
from .models import Document, Edition

BLANK = "Leave blank if the date is not known"


class DocumentForm(EntryForm):
    """The facts of a document."""

    class Meta:
        model = Document
        fields = DOCUMENTS.form_fields
        help_texts = {
            "title": "For example, Project initiation document",
            "about": "What it fixes or promises, in a few words",
        }


class EditionForm(ActionForm):
    """A version of a document, with its file where there is one."""

    label = Edition.label.field.formfield(help_text="As it calls itself, for example 1.0 or Final")
    dated_on = DayFormField(label="Dated", past=True, required=False, help_text=BLANK)
    changed = Edition.changed.field.formfield(help_text="Since the version before")
    file = file_field(KINDS, "File, if there is one")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False

    def clean_file(self):
        return (file := self.cleaned_data["file"]) and received(file, KINDS)


class CheckForm(ActionForm):
    """Who checked the quality, and when."""

    checked_by = forms.CharField(
        label="Quality check by", max_length=120, help_text="Job title or body"
    )
    checked_on = DayFormField(label="On", past=True, required=False, help_text=BLANK)
    why = words("Note", help_text="It is kept in the history.")


class SignOffForm(ActionForm):
    """Which body signed it off, and when."""

    signed_off_by = forms.CharField(
        label="Signed off by", max_length=120, help_text="The body, for example Joint Committee"
    )
    signed_off_on = DayFormField(label="On", past=True, required=False, help_text=BLANK)
    why = words("Note", help_text="For example, the number of the minute. It is kept in history.")


class SupersedeForm(WhyForm):
    """What has the place of the document."""

    why = forms.CharField(
        label="Which document has its place, and why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
