"""Documents attached to a paper: attached, renamed, replaced, moved, left out, read."""

from django.http import Http404
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

from programme.authorization import NotPermitted
from programme.ui.child_tables import ChildTable
from programme.ui.links import link
from programme.ui.uploads import TakesFile, handed_out

from .. import attached_forms, attaching, permissions
from ..attached import AttachedDocument
from ..exempting import exempt_at
from ..exemptions import WHOLE
from .base import PaperForm, PaperPage, PapersView, RowForm, in_order
from .recommendations import LeaveOutRecommendation, MoveRecommendation

PAGES = {
    "move": "papers:move_attached",
    "change": "papers:rename_attached",
    "replace": "papers:replace_attached",
    "leave_out": "papers:leave_out_attached",
}
KEPT_BACK = "This document is kept from the public. It is read by those who write the paper."
HEAD = ["Document", "File", "Pages", "Virus scan"]


def documents_of(paper, at=None):
    """Those that are attached now, or were at a moment, in their order."""
    found = AttachedDocument.objects.in_use(at).filter(paper=paper.pk)
    return list(found.prefetch_related("upload"))


def attached_tables(view):
    """The attached documents on the page of the paper, and the way to change them; no table for
    those who only read where there is none.
    """
    found = documents_of(view.paper, view.at)
    writes = view.allowed(permissions.WRITE) and not view.at
    if not found and not writes:
        return []
    url = view.address("papers:attached", view.paper.pk)
    label = "Change the attached documents" if found else "Attach a document"
    url = url if found else view.address("papers:attach", view.paper.pk)
    actions = [{"label": label, "url": url}] if writes else []
    back = {} if view.allowed(permissions.WRITE) else exempt_at(view.paper)
    rows = [
        [one.title, _file(view, one, back), one.pages, one.upload.state_in_words] for one in found
    ]
    table = ChildTable("Attached documents", HEAD, rows, "None yet.", actions, numeric=["Pages"])
    return [table]


def _file(view, one, back=()):
    """The link to the file as it is attached now; in the past, and in quarantine, its name; where
    it is among what is kept `back`, that alone.
    """
    if WHOLE in back or one.key in back:
        return "Kept from the public"
    said = f"{one.upload.name} ({filesizeformat(one.upload.size)})"
    if view.at or not one.upload.is_handed_out:
        return said
    return link(view.address("papers:attached_file", one.pk), said)


class AttachedDocuments(PaperPage):
    """The attached documents in their order, each with what can be done with it."""

    permission = permissions.WRITE

    @property
    def title(self):
        return f"Attached documents of {self.paper.title}"

    def get(self, request, **kwargs):
        items = in_order(self, documents_of(self.paper), PAGES, self._said)
        return self.page("papers/attached.html", items=items, paper=self.paper)

    def _said(self, one):
        pages = f"{one.pages} page{'s' * (one.pages != 1)}"
        return [format_html("{}, {}", _file(self, one), pages), one.upload.state_in_words]


class OfAttached:
    """Mixed into forms about attached documents: they lead back to all of them."""

    def cancel_url(self):
        return self.address("papers:attached", self.paper.pk)


class Attach(OfAttached, TakesFile, PaperForm):
    """Attaches a document."""

    form_class, title = attached_forms.AttachForm, "Attach a document"
    submit_label, second_label = "Attach", "Attach, and then another"
    intro = (
        "Its pages are printed behind the paper, as an appendix with a letter and with the page"
        " numbers going on. It may hold no script and no files, and must not be locked."
    )

    def find(self, pk):
        self.paper = self.find_paper(pk)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return attaching.attach_document(paper=self.paper, **who, **form.values())

    def done_message(self, row):
        return f"{row} attached. {row.upload.state_in_words}."


class OneAttached(OfAttached):
    """Mixed into pages about one attached document."""

    def find(self, pk):
        rows = AttachedDocument.objects.in_use().filter(programme=self.programme, pk=pk)
        self.row = rows.select_related("paper__meeting__body", "programme", "upload").first()
        if self.row is None:
            raise Http404("No such document.")
        self.paper = self.row.paper


class RenameAttached(OneAttached, RowForm):
    """Calls an attached document something else."""

    form_class, title = attached_forms.TitleForm, "Rename an attached document"
    action = attaching.rename_attached


class ReplaceAttached(OneAttached, TakesFile, PaperForm):
    """Puts another file in the place of an attached one."""

    form_class, submit_label = attached_forms.ReplaceForm, "Replace"
    title = "Replace an attached document"

    def looked_at(self):
        return self.row

    def form(self, data=None):
        initial = {"version": self.row.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def facts(self):
        return [
            {"label": "Document", "value": self.row.title},
            {"label": "File now", "value": self.row.upload.name},
        ]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return attaching.replace_attached(self.row, **who, **form.values())

    def done_message(self, row):
        return f"{row} replaced by {row.upload}. {row.upload.state_in_words}."


class LeaveOutAttached(OneAttached, LeaveOutRecommendation):
    """Takes an attached document out of the paper."""

    title, action = "Leave out an attached document", attaching.leave_out_attached
    intro = "What was published with it stays as it is."

    def facts(self):
        return [{"label": "Document", "value": self.row.title}]

    def done_message(self, row):
        return f"{row} is left out. It stays in the history."


class MoveAttached(OneAttached, MoveRecommendation):
    """Moves an attached document by one place, when a button is pressed."""

    move, anchor = attaching.move_attached, "document"


class AttachedFile(OneAttached, PapersView):
    """The file as it is attached now."""

    def find(self, pk):
        super().find(pk)
        back = exempt_at(self.paper)
        kept = WHOLE in back or self.row.key in back
        if kept and not self.allowed(permissions.WRITE):
            raise NotPermitted(KEPT_BACK)

    def get(self, request, **kwargs):
        return handed_out(self, self.row.upload)

    @property
    def title(self):
        return self.row.title
