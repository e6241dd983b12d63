"""What stood beside rows that were disposed of and is kept for longer than they: evidence with its
files, and comments, for those who read the log of each row.
"""

from django.core.paginator import Paginator
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.html import format_html

from programme.formats import day, listed, moment
from programme.reporting import log_called
from programme.retention import ROWS, certificate_url, disposed_url
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.paging import pager
from programme.ui.uploads import handed_out

from .models import Comment, Evidence, EvidenceMark
from .permissions import SEE

THERE = "The rows are still there: what stands beside them is on their pages."
A_PAGE = 50
FILE = '<a class="govuk-link" href="{}">{}</a>'


class Left(ProgrammeView):
    """A page of what is left beside rows that were disposed of."""

    permission, model, head = SEE, None, ()
    intro = "The rows were disposed of. This is kept for as long as its own class says."

    def find(self):
        self.rows_url = disposed_url(self.programme, ROWS) if self.programme.is_closed else ""

    def left(self):
        """What is left; nothing while the rows are there."""
        return self.readable() if self.rows_url else self.model.objects.none()

    def readable(self):
        """What stands or stood beside rows of the logs that the person reads."""
        found = self.model.objects.by(self.at).filter(programme=self.programme)
        names = set(found.order_by().values_list("log", flat=True))
        logs = [log for log in map(log_called, names) if log and self.allowed(log.permission)]
        return found.filter(log__in=[log.name for log in logs]).order_by("log", "reference", "pk")

    def get(self, request, **kwargs):
        page = Paginator(self.left(), A_PAGE).get_page(request.GET.get("page"))
        rows, url = [self.cells(one) for one in page.object_list], self.rows_url
        none = "None." if url else THERE
        return self.page(
            "programme/plain_table.html",
            intro=self.intro if url else "",
            extra_links=[{"label": "Certificate of the rows", "url": url}] if url else [],
            tables=[ChildTable("", self.head, rows, empty=none, caption=self.title)],
            pager=pager(page, request.GET),
        )

    def cells(self, one) -> list:
        """What the table says of one thing."""
        gone = {"url": certificate_url(self.programme, one)}
        said = self.said(one) or [render_to_string("programme/_disposed.html", gone)]
        blank = [""] * (len(self.head) - 3 - len(said))
        who = f"{one.recorded_by_name}, {moment(one.recorded_at)}"
        return [one.reference, log_called(one.log).title, *said, *blank, who]

    def said(self, one) -> list:
        """Its words; none where they were disposed of."""
        raise NotImplementedError


class LeftEvidence(Left):
    """Evidence, with the way to its files."""

    title, model = "Evidence of rows that were disposed of", Evidence
    head = ("Row", "Log", "What it shows", "File", "Seen by", "Added by")

    def left(self):
        return super().left().select_related("upload").prefetch_related("marks")

    def said(self, one):
        if not one.title:
            return []
        words = [one.title, day(one.dated) if one.dated else "", one.about]
        marks = [it for it in one.marks.all() if not self.at or it.recorded_at <= self.at]
        seen = [it.recorded_by_name for it in marks if it.what == EvidenceMark.SEEN]
        off = [f"Taken off: {it.why}" for it in marks if it.what == EvidenceMark.OFF]
        url, file = self.address("margin:left_file", one.pk), one.upload
        link = format_html(FILE, url, file.name) if file.is_handed_out else file.name
        return [". ".join(filter(None, [*words, *off])), link, listed(seen)]


class LeftFile(Left):
    """One of its files."""

    title, model = LeftEvidence.title, Evidence

    def find(self, pk):
        super().find()
        self.row = self.readable().filter(pk=pk).select_related("upload").first()
        if self.row is None:
            raise Http404("No such evidence.")

    def get(self, request, **kwargs):
        return handed_out(self, self.row.upload)


class LeftComments(Left):
    """Comments, but for those that their writers withdrew."""

    title, model = "Comments on rows that were disposed of", Comment
    head = ("Row", "Log", "Comment", "Written by")

    def left(self):
        return super().left().standing()

    def said(self, one):
        return [one.text] if one.text else []
