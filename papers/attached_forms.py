"""Forms of attached documents."""

from programme import uploads
from programme.ui.forms import ActionForm, EntryForm
from programme.ui.uploads import file_field

from .attached import AttachedDocument
from .attaching import KINDS, checked
from .background import BackgroundPaper
from .backing import KINDS as ANY


class LooksInto:
    """Mixed into forms with a file: it is looked into with the rest of what was typed."""

    def clean_file(self):
        return checked(self.cleaned_data["file"])


class TitleForm(EntryForm):
    """What an attached document is called."""

    class Meta:
        model = AttachedDocument
        fields = ["title"]


class AttachForm(LooksInto, TitleForm):
    """A document to attach."""

    file = file_field(KINDS)


class ReplaceForm(LooksInto, ActionForm):
    """Another file in the place of an attached one."""

    file = file_field(KINDS, "New file")


class BackgroundForm(EntryForm):
    """A file of any kind to list."""

    file = file_field(ANY)

    class Meta:
        model = BackgroundPaper
        fields = ["title", "dated"]

    def clean_file(self):
        return uploads.received(self.cleaned_data["file"], ANY, as_named=True)
