"""The full edition of a report, for those who may read what is kept from the public. Every opening
is on record.
"""

from django.http import Http404

from papers.choices import Language
from programme.authorization import NotPermitted
from programme.ui.uploads import handed_out
from reports import files
from reports.attached import linked, of_report, upload_of
from reports.background import BEGINS, public_background
from reports.document import report_context
from reports.editions import full_edition
from reports.languages import second_language, shown_in
from reports.leading import leading
from reports.readers import REFUSED, may_read_full, note_opened
from reports.withdrawn import gone_page

from .base import OneReport

FORMATS = {"pdf": "PDF", "docx": "Word file", "json": "JSON", "csv": "CSV"}


class OfFullEdition(OneReport):
    """A page or a file of the full edition. The role alone lets nobody in."""

    asks_further = True  # for more than the permission: see `reports.readers`

    def find(self, pk, language="", **kwargs):
        super().find(pk)
        report, self.language = self.report, language
        if report.is_withdrawn:
            return
        if report.is_in_the_making or not report.has_full:
            raise Http404("This report has no full edition.")
        if language and language != second_language(report.content):
            raise Http404("This report is not in that language.")
        if not may_read_full(report, self.request.user, self.now):
            raise NotPermitted(REFUSED)

    def note(self, what):
        """Records what is opened."""
        said = f"{what} in {Language(self.language).label}" if self.language else what
        note_opened(self.report, by=self.request.user, at=self.now, what=said)


class FullEdition(OfFullEdition):
    """The full edition as a page, in one language of its paper."""

    @property
    def title(self):
        return f"Full edition: {super().title}"

    def crumbs(self):
        report = self.report
        return [*super().crumbs(), (super().title, self.address("reports:detail", report.pk))]

    def get(self, request, **kwargs):
        if self.report.is_withdrawn:
            return gone_page(request, self.report)
        self.note("Page")
        report = self.report
        content = shown_in(full_edition(report.content), self.language)
        at = content["heading"]["position_as_at"]
        content = linked(leading(report_context(content), self, at), attached_in_full(self, report))
        return self.page(
            "reports/full.html",
            report=report,
            language=self.language,
            prints=report.full_prints,
            page_lang=content["tags"].get("page", ""),
            **content,
        )


def attached_in_full(view, report):
    """A function that gives the address of an attached document, of one that is kept back too; of
    a background paper none where all is.
    """

    def address(number, one):
        if not one["key"].startswith(BEGINS):
            return view.address("reports:full_attached", report.pk, number)
        open_to_all = public_background(report, number)
        return view.address("reports:background", report.pk, number) if open_to_all else ""

    return address


class FullFile(OfFullEdition):
    """The full edition as PDF, Word file or JSON, or one of its sections as CSV."""

    def get(self, request, kind, section=None, **kwargs):
        if self.report.is_withdrawn:
            return gone_page(request, self.report)
        answer = files.response(request, self.report, kind, section, self.language, full=True)
        self.note(FORMATS[kind])
        return answer


class FullAttached(OfFullEdition):
    """A document that is attached to the full edition, as it was handed in."""

    def find(self, pk, number):
        super().find(pk)
        self.one = of_report(self.report, number)
        self.upload = self.one and upload_of(self.report, self.one)
        if self.upload is None and not self.report.is_withdrawn:
            raise Http404("No such document.")

    def get(self, request, **kwargs):
        if self.report.is_withdrawn:
            return gone_page(request, self.report)
        self.note(self.one["title"])
        return handed_out(self, self.upload)
