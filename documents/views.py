"""Pages of the log of key documents. Each view calls one action."""

from django.http import Http404
from django.template.defaultfilters import filesizeformat

from programme.formats import day
from programme.ui.child_tables import ChildTable
from programme.ui.links import link
from programme.ui.uploads import TakesFile, handed_out
from programme.ui.views import (
    AddView,
    DetailView,
    EditView,
    EntryView,
    ListView,
    StepView,
    counted_by_state,
)

from . import actions, forms, permissions
from .choices import State
from .filters import DocumentFilter
from .log import DOCUMENTS
from .models import Edition
from .tables import DocumentTable

MARKS = {State.SIGNED_OFF: "green", State.CHECKED: "amber"}  # the colour beside the word in the key
HEAD = ["Version", "Dated", "What changed", "File", "Virus scan", "Recorded"]


class DocumentList(ListView):
    log, filterset_class, table_class = DOCUMENTS, DocumentFilter, DocumentTable
    empty_text = "Add the first key document: the one by which the programme was begun."

    def summary(self, entries):
        return counted_by_state(entries, State, MARKS)


class DocumentDetail(DetailView):
    log = DOCUMENTS

    def tables(self):
        Edition.objects.attach_to([self.entry], self.at)
        rows = [self._cells(edition) for edition in reversed(self.entry.known_editions)]
        return [ChildTable("Versions", HEAD, rows, empty="No version is on record.")]

    def _cells(self, edition):
        upload = edition.upload
        recorded = f"{edition.recorded_when}, {self.position.signed(edition, 'recorded')}"
        told = [edition.label, day(edition.dated_on), edition.changed]
        file = [self._file(edition), upload.state_in_words] if upload else ["", ""]
        return [*told, *file, recorded]

    def _file(self, edition):
        upload = edition.upload
        said = f"{upload.name} ({filesizeformat(upload.size)})"
        if not upload.is_handed_out:
            return said
        url = self.address("documents:file", self.entry.reference, edition.pk)
        return link(url, said)


class EditionFile(EntryView):
    """The file of a version, as it was handed in."""

    log, permission = DOCUMENTS, permissions.SEE

    def find(self, reference, edition):
        super().find(reference)
        found = self.entry.editions.known_at(self.at).select_related("upload")
        found = found.filter(pk=edition).first()
        if found is None or found.upload is None:
            raise Http404("This version has no file.")
        self.upload = found.upload

    def get(self, request, **kwargs):
        return handed_out(self, self.upload)


class AddDocument(AddView):
    log, form_class, action = DOCUMENTS, forms.DocumentForm, actions.add_document


class EditDocument(EditView):
    log, form_class, action = DOCUMENTS, forms.DocumentForm, actions.change_document


class DocumentStep(StepView):
    log, permission = DOCUMENTS, permissions.KEEP


class AddEdition(TakesFile, DocumentStep):
    name, label, heading = "edition", "Add a version", "Add a version of {}"
    form_class, action = forms.EditionForm, actions.add_edition
    ending, submit_label = "versions/add", "Save the version"


class CheckDocument(DocumentStep):
    name, label, heading = "check", "Record the quality check", "Record the quality check of {}"
    form_class, action, alone = forms.CheckForm, actions.check_document, True

    def initial(self):
        return {**super().initial(), "checked_on": self.today}


class SignOffDocument(DocumentStep):
    permission = permissions.SIGN
    name, label, heading = "sign", "Record the sign-off", "Record {} as signed off"
    form_class, action, alone = forms.SignOffForm, actions.sign_off_document, True

    def initial(self):
        return {**super().initial(), "signed_off_on": self.today}


class SupersedeDocument(DocumentStep):
    name, label, heading = "supersede", "Supersede it", "Supersede {}"
    form_class, action = forms.SupersedeForm, actions.supersede_document


class WithdrawDocument(DocumentStep):
    name, label, heading = "withdraw", "Withdraw it", "Withdraw {}"
    action, danger = actions.withdraw_document, True


class ReopenDocument(DocumentStep):
    name, label, action = "reopen", "Reopen", actions.reopen_document
