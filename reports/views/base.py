"""What pages about reports share: which versions somebody may see, and how one of them is found."""

from django.http import Http404
from django.utils.functional import cached_property

from papers.permissions import WRITE
from programme.retention import DisposedOf, certificate_url
from programme.ui.base import ProgrammeView
from programme.ui.views import FormView
from reports import permissions
from reports.background import BEGINS
from reports.models import Report
from reports.readers import may_read_full


def attached_to(view, report):
    """A function that gives the address of an attached document or a background paper of a report,
    behind the sign-in.
    """

    def address(number, one):
        kind = "background" if one["key"].startswith(BEGINS) else "attached"
        return view.address(f"reports:{kind}", report.pk, number)

    return address


class ReportsView(ProgrammeView):
    """A page about reports."""

    permission = permissions.SEE

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), ("Reports", self.address("reports:list"))]

    def visible(self):
        """The report versions that the person may see; in the past, those published by then."""
        found = Report.objects.of(self.programme).visible_to_roles(self.roles)
        return found.published_by(self.at) if self.at else found


class OneReport(ReportsView):
    """A page about one version of a report."""

    shows_disposed = False  # whether it has something to say of one that was disposed of

    def find(self, pk, **kwargs):
        self.report = self.visible().filter(pk=pk).first()
        if self.report is None:
            raise Http404("No such report.")
        if self.report.is_disposed and not self.shows_disposed:
            raise DisposedOf(certificate_url(self.programme, self.report))

    @cached_property
    def quotes(self):
        """Whether the person is told in which words clearances were answered: they may quote what
        is kept from the public, or what was withdrawn.
        """
        report = self.report
        if report.is_withdrawn:
            return False
        reads = self.allowed(WRITE) or not report.has_full
        return reads or may_read_full(report, self.request.user, self.now)

    @property
    def title(self):
        report = self.report
        return f"{report.shown_title}, {report.shown_body}, {report.shown_when}"


class ReportForm(OneReport, FormView):
    """A form about one version of a report: it leads back to the page of that version."""

    def cancel_url(self):
        return self.address("reports:detail", self.report.pk)

    def crumbs(self):
        return [*ReportsView.crumbs(self), (OneReport.title.fget(self), self.cancel_url())]

    def done_url(self, row):
        return self.cancel_url()
