"""Background papers of a paper: listed, left out, read."""

from django.http import Http404
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

from programme.authorization import NotPermitted
from programme.formats import DISPOSED, day
from programme.retention import DisposedOf, certificate_url, disposed_link
from programme.ui.child_tables import ChildTable
from programme.ui.uploads import TakesFile, handed_out

from .. import attached_forms, backing, permissions
from ..background import BackgroundPaper
from ..exempting import exempt_at
from ..exemptions import WHOLE
from .attached import KEPT_BACK
from .base import PaperForm, PapersView
from .recommendations import LeaveOutRecommendation

TITLE = "Background papers"
SAID = "What this paper was written from: listed in it, and open to the public with it."
LINK = '<a class="govuk-link" href="{}">{}</a>'
LEAVE_OUT = (
    '<a class="govuk-link" href="{}">Leave out<span class="govuk-visually-hidden">: {}</span></a>'
)


def background_tables(view):
    """The background papers on the page of the paper; no table for those who only read where there
    is none.
    """
    rows = BackgroundPaper.objects.in_use(view.at).filter(paper=view.paper.pk)
    found = list(rows.prefetch_related("upload"))
    writes = view.allowed(permissions.WRITE) and not view.at
    if not found and not writes:
        return []
    url = view.address("papers:add_background", view.paper.pk)
    actions = [{"label": "Add a background paper", "url": url}] if writes else []
    back = not view.allowed(permissions.WRITE) and WHOLE in exempt_at(view.paper)
    head = ["Document", "Dated", "File", "Virus scan", *(["Change"] if writes else [])]
    rows = [_row(view, one, back, writes) for one in found]
    return [ChildTable(TITLE, head, rows, "None yet.", actions, text=SAID)]


def _row(view, one, back, writes):
    said = f"{one.upload.name} ({filesizeformat(one.upload.size)})"
    if back:
        said = "Kept from the public"
    elif one.upload.is_handed_out and not view.at:
        said = format_html(LINK, view.address("papers:background_file", one.pk), said)
    if not one.title:
        said = disposed_link(view.programme, one)
        return [DISPOSED, "", said, "", *([""] if writes else [])]
    cells = [one.title, day(one.dated), said, one.upload.state_in_words]
    if not writes:
        return cells
    return [
        *cells,
        format_html(LEAVE_OUT, view.address("papers:leave_out_background", one.pk), one),
    ]


class AddBackground(TakesFile, PaperForm):
    """Lists a background paper."""

    form_class, title = attached_forms.BackgroundForm, "Add a background paper"
    submit_label, second_label = "Add", "Add, and then another"
    intro = (
        "It is listed in the paper and printed nowhere. Once the paper is published anybody can "
        "download it, for as long as the law asks. List nothing that is exempt or confidential."
    )

    def find(self, pk):
        self.paper = self.find_paper(pk)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return backing.add_background(paper=self.paper, **who, **form.values())

    def done_message(self, row):
        return f"{row} listed. {row.upload.state_in_words}."


class OneBackground:
    """Mixed into pages about one background paper."""

    gone_title = "Background paper"

    def find(self, pk):
        rows = BackgroundPaper.objects.in_use().filter(programme=self.programme, pk=pk)
        self.row = rows.select_related("paper__meeting__body", "programme", "upload").first()
        if self.row is None:
            raise Http404("No such background paper.")
        if not self.row.title:
            raise DisposedOf(certificate_url(self.programme, self.row))
        self.paper = self.row.paper

    def cancel_url(self):
        return self.paper_url()


class LeaveOutBackground(OneBackground, LeaveOutRecommendation):
    """Takes a background paper out of the list."""

    title, action = "Leave out a background paper", backing.leave_out_background
    intro = "What was published with it stays as it is."

    def facts(self):
        return [{"label": "Document", "value": self.row.title}]

    def done_message(self, row):
        return f"{row} is left out. It stays in the history."


class BackgroundFile(OneBackground, PapersView):
    """The file as it was handed in."""

    def find(self, pk):
        super().find(pk)
        if WHOLE in exempt_at(self.paper) and not self.allowed(permissions.WRITE):
            raise NotPermitted(KEPT_BACK)

    def get(self, request, **kwargs):
        return handed_out(self, self.row.upload)

    @property
    def title(self):
        return self.row.title
