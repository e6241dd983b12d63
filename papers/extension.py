"""What papers add to the kernel's pages."""

from django.utils.html import format_html

from programme.extension import Extension
from programme.ui.child_tables import ChildTable

from .front_sheets import pass_front_sheet
from .models import Paper
from .permissions import SEE


class Papers(Extension):
    """The papers of a meeting; a body's front sheet, which goes to its successor."""

    title = "Papers"

    def meeting_tables(self, view, meeting):
        """The papers that are being written for the meeting; no table where there is none."""
        found = Paper.objects.of(view.programme).filter(meeting=meeting)
        found = found.filter(created_at__lte=view.at) if view.at else found
        if not view.allowed(SEE) or not found:
            return []
        rows = [[self._link(view, paper)] for paper in found]
        return [ChildTable("Papers being written", ["Paper"], rows)]

    def _link(self, view, paper):
        url = view.address("papers:detail", paper.pk)
        return format_html('<a href="{}">{}</a>', url, paper.title)

    def passing(self, body):
        """The front sheet, where it has fields."""
        return ["Front sheet"] if body.front_sheet.filter(left_out=False).exists() else []

    def body_succeeded(self, body, successor, *, by, at, why):
        pass_front_sheet(body, successor, by=by, at=at, why=why)
