"""The form by which somebody brings a log: a file, or cells."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from programme import uploads
from programme.models import FileKind
from programme.ui.forms import GovernanceForm, words

ENDINGS = ("csv", "txt", "tsv", "xlsx", "xls", "ods", "docx")
PASTED = "Pasted cells.txt"


class CellsField(forms.Field):
    """Cells as they were pasted. What hides in them is asked about cell by cell, with the rest."""

    widget = forms.Textarea(attrs={"rows": 8, "autofocus": True, "data-cells": True})


class TakeBackImportForm(GovernanceForm, forms.Form):
    """Why an import is taken back."""

    why = words("Why", required=True, help_text="It is kept in the history.")


class BringForm(GovernanceForm):
    """A file, or cells that were copied elsewhere."""

    cells = CellsField(
        label="Paste cells",
        required=False,
        help_text="Copy them in Excel, Word or a web page, with their headings, and paste here",
    )
    file = forms.FileField(
        label="Or choose a file",
        required=False,
        help_text=f"Excel, OpenDocument, CSV, or Word with tables, of at most "
        f"{filesizeformat(settings.UPLOAD_BYTES)}. No password, no macros",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in ENDINGS)}),
        error_messages={
            "invalid": "No file was sent. Choose it again.",
            "missing": "No file was sent. Choose it again.",
            "empty": "This file is empty. Choose another one.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        return uploads.received(file) if file else None

    def clean(self):
        found = super().clean() or self.cleaned_data
        file, cells = found.get("file"), (found.get("cells") or "").strip("\r\n")
        if self.errors:
            return found
        if file and cells.strip():
            raise ValidationError("Choose a file or paste cells, not both.")
        if not file and not cells.strip():
            self.add_error("cells", "Paste cells, or choose a file.")
        found["handed_in"] = file or uploads.HandedIn(
            PASTED, cells.encode("utf-8", "replace"), FileKind.TEXT
        )
        return found
