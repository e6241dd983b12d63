"""One version of a report as a page, and its files."""

from django.http import Http404
from django.utils.functional import cached_property

from programme.extension import extensions
from programme.formats import day, time_left
from programme.retention import DisposedOf, certificate_url
from programme.ui.uploads import handed_out
from reports import actions, files, permissions
from reports.adding_up import unexplained
from reports.attached import linked, public_document, upload_of
from reports.background import disposed_background, public_background
from reports.choices import State
from reports.cleared import missing
from reports.document import report_context
from reports.executive_clock import business_about, printed, warnings
from reports.languages import shown_in
from reports.leading import leading
from reports.leaks import in_words, names_in_words
from reports.notices import notice_of
from reports.proof import withdrawn_in_words
from reports.readers import may_read_full
from reports.tables import pdf_words
from reports.unready import differing, unready, written_since_drawn
from reports.withdrawn import gone_page

from .base import OneReport, attached_to
from .clearing import Ask
from .clearing_table import clearance_table
from .releasing import Release
from .steps import Correct, Discard, DrawAgain, Publish
from .withdrawing import AskWithdrawal

REFRESH_SECONDS = 3
NOT_PRINTED = (
    "Notices were recorded or undone since this was drawn up. Draw it up again to print them."
)


class ReportPage(OneReport):
    """The report as a page, from the PDF's templates; while it is drawn up, how far it is."""

    def get(self, request, **kwargs):
        report = self.report
        content = (
            leading(
                report_context(report.public_content),
                self,
                report.content["heading"]["position_as_at"],
            )
            if report.content and not report.is_in_the_making
            else {}
        )
        content = linked(content, attached_to(self, report))
        content |= self._editions()
        response = self.page(
            "reports/detail.html",
            report=report,
            state=report.state_words(self.at),
            actions=[] if self.at else self._steps(),
            extra_links=[it for room in extensions() for it in room.report_links(self, report)],
            late=self._late(),
            notices_missing=self._notices(),
            notice=None if self.at else notice_of(report),
            findings=report.content["findings"] if report.content else [],
            open_findings=unexplained(report.content) if report.content else [],
            may_explain=self.report.state == State.DRAFT
            and self.allowed(permissions.PUBLISH)
            and not self.at,
            versions=self.visible()
            .filter(definition=report.definition, meeting=report.meeting)
            .order_by("-version"),
            pdf_words=pdf_words(report) if report.pdf_sha256 else "",
            **self._clearances(),
            **self._withdrawal(),
            still=request.GET.get("still"),
            **content,
        )
        if report.is_in_the_making and not request.GET.get("still"):
            # It works without JavaScript; ?still=1 stops it.
            response["Refresh"] = str(REFRESH_SECONDS)
        return response

    def _steps(self):
        offered = [
            ("Publish", "reports:publish", Publish),
            ("Ask for clearance", "reports:ask", Ask),
            ("Draw it up again", "reports:again", DrawAgain),
            ("Correct", "reports:correct", Correct),
            ("Release what was exempt", "reports:release", Release),
            ("Discard this correction", "reports:discard", Discard),
            ("Ask to withdraw", "reports:ask_withdrawal", AskWithdrawal),
        ]
        return [
            {
                "label": label,
                "url": self.address(name, self.report.pk),
                "secondary": step is not Publish,
            }
            for label, name, step in offered
            if step.possible(self.report) and self.allowed(step.permission)
        ]

    def _clearances(self):
        """What is missing before a draft can be published, of its paper and of its clearances, and
        where each of these stands.
        """
        if self.at or not self.allowed(permissions.SEE_DRAFTS):
            return {}
        is_draft = self.report.state == State.DRAFT
        return {
            "not_ready": unready(self.report) if is_draft else [],
            "differing": differing(self.report) if is_draft and self.reads_all else [],
            "leaks": in_words(self.report.leaks, self.reads_all) if is_draft else [],
            "names": names_in_words(self.report.leaks) if is_draft and self.reads_all else [],
            "written_since": written_since_drawn(self.report, self.now) if is_draft else "",
            "how_to_finish": actions.how_to_finish(self.report),
            "not_cleared": self._missing() if is_draft else [],
            "clearance_table": clearance_table(self, self.report),
        }

    def _missing(self):
        return missing(self.report, on=self.today, quoting=self.quotes)

    @cached_property
    def reads_all(self):
        """Whether the person may read what is kept back, where something is."""
        report = self.report
        return not report.has_full or may_read_full(report, self.request.user, self.now)

    def _editions(self):
        """Whether there is a full edition, and whether the person may read it."""
        drawn = self.report.has_full and not self.report.is_in_the_making
        return {"has_full": drawn, "reads_full": drawn and self.reads_all}

    def _withdrawal(self):
        """That it was withdrawn; for those who may confirm it, that somebody asked for that."""
        report, may = self.report, self.allowed(permissions.WITHDRAW) and not self.at
        asked = report.withdrawals.waiting().first() if may and report.is_frozen else None
        return {
            "withdrawn": withdrawn_in_words(found) if (found := report.withdrawal) else [],
            "asked": asked,
            "asked_by_oneself": asked and asked.asked_by_id == self.request.user.pk,
        }

    def _notices(self):
        """What is wrong with the notices of the business that it is about, while it is a draft."""
        if self.at or self.report.published_at:
            return []
        about, meeting = business_about(self.report), self.report.meeting
        found = [words for one in about for words in warnings(one, meeting, self.today)]
        drawn = self.report.state == State.DRAFT and self.report.content["heading"]
        changed = drawn and drawn.get("notices", []) != printed(self.report)
        return [*found, NOT_PRINTED] if changed else found

    def _late(self):
        report = self.report
        unpublished = report.published_at is None and report.meeting.stands
        late = unpublished and report.misses_deadline_on(self.today)
        publish_by = report.meeting.reckoning().publish_by
        return late and f"{day(publish_by)}, which {time_left(publish_by, self.today, 0)}"


class ReportInLanguage(OneReport):
    """The report as a page in the second language of its paper."""

    def find(self, pk, language):
        super().find(pk)
        self.language = language
        if self.report.is_in_the_making or language not in self.report.further_files:
            raise Http404("This report is not in that language.")

    def crumbs(self):
        return [*super().crumbs(), (super().title, self.address("reports:detail", self.report.pk))]

    def get(self, request, **kwargs):
        if self.report.is_withdrawn:
            return gone_page(request, self.report)
        report, content = self.report, shown_in(self.report.public_content, self.language)
        at = content["heading"]["position_as_at"]
        content = linked(leading(report_context(content), self, at), attached_to(self, report))
        return self.page(
            "reports/in_language.html",
            report=report,
            page_lang=content["tags"]["page"],
            **content,
        )


class ReportFile(OneReport):
    """The PDF, the Word file, the whole report as JSON, or one section as CSV."""

    def get(self, request, **kwargs):
        which = {name: kwargs.get(name, "") for name in ("section", "language")}
        return files.response(request, self.report, kwargs["kind"], **which)


class AttachedFile(OneReport):
    """A document that is attached to the report, as it was handed in."""

    document = staticmethod(public_document)

    def find(self, pk, number):
        super().find(pk)
        one = self.document(self.report, number)
        self.upload = one and upload_of(self.report, one)
        if self.upload is None and not self.report.is_withdrawn:
            raise Http404("No such document.")

    def get(self, request, **kwargs):
        if self.report.is_withdrawn:
            return gone_page(request, self.report)
        return handed_out(self, self.upload)


class BackgroundFile(AttachedFile):
    """A background paper of the report, as it was handed in."""

    document = staticmethod(public_background)

    def find(self, pk, number):
        super().find(pk, number)
        if gone := disposed_background(self.report, number):
            raise DisposedOf(certificate_url(self.programme, gone))
