"""What is due, drafts, what was published, and what each body gets."""

from django.utils.html import format_html

from programme.extension import next_papers
from programme.formats import counted, day
from programme.meeting_clock import clocks
from programme.models import Body
from programme.models.meetings import meetings_of
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from reports import permissions
from reports.choices import UNPUBLISHED
from reports.limits import titles_of
from reports.models import ReportDefinition
from reports.schedule import is_over
from reports.tables import HEAD, report_rows
from reports.writing import paper_tables

from .base import ReportsView

OVER = "No more: the last one said that all is done"


class ReportList(ReportsView):
    """For officers: what is due, drafts, published, definitions.

    For a member: papers for your committee.
    """

    @property
    def title(self):
        return "Reports" if self.allowed(permissions.SEE_DRAFTS) else "Papers for your committee"

    def crumbs(self):
        return ProgrammeView.crumbs(self)

    def get(self, request):
        officer = self.allowed(permissions.SEE_DRAFTS)
        defines = self.allowed(permissions.DEFINE) and not self.at
        making = self._making() if officer and not self.at else []
        known = self._known() if officer else []
        papers = [] if self.at else paper_tables(self, known)
        defined = self._definitions(known, defines) if officer else []
        ended = self._ended() if defines else []
        tables = [*papers, *making, self._published(), *defined, *ended]
        return self.page(
            "reports/list.html",
            upcoming=self._upcoming(),
            papers=[] if self.at else self._papers(),
            tables=tables,
            add_url=self.address("reports:define") if defines else None,
            add_label="Define a report",
        )

    def _member_of(self):
        """The bodies that a committee member sits on; none for an officer, who sees all of them."""
        bodies = {membership.body_id for membership in self.memberships if membership.body_id}
        return set() if self.allowed(permissions.SEE_DRAFTS) else bodies

    def _papers(self):
        found = next_papers(self.memberships, [self.programme], self.today)
        return found.get(self.programme.pk, [])

    def _upcoming(self):
        """The next meetings and what will be there for them."""
        ahead = {"on__gte": self.day, "cancelled_at": None, "postponed_at": None}
        found = meetings_of(self.programme, self.at, **ahead)
        own = self._member_of()
        return clocks(
            [one for one in found if not own or one.body_id in own][:5], self.day, self.at
        )

    def _making(self):
        making = self.visible().filter(state__in=UNPUBLISHED)
        return [
            ChildTable(
                "Due and in draft",
                HEAD,
                list(report_rows(self, making)),
                empty="Nothing is due. A draft is drawn up by itself when its moment comes.",
            )
        ]

    def _published(self):
        published = self.visible().published_once()
        if self._member_of():
            published = published.filter(definition__body__in=self._member_of())
        rows = list(report_rows(self, published))
        return ChildTable("Published", HEAD, rows, empty="No report was published yet.")

    def _known(self):
        """The definitions that count, or counted then; those that have ended are put aside."""
        found = ReportDefinition.objects.as_at(self.at).filter(programme=self.programme)
        found = list(found.order_by("body__name", "title"))
        self.ended = [one for one in found if one.retired_at]
        self.bodies = Body.objects.known({one.body_id for one in found}, self.at)
        return [one for one in found if not one.retired_at]

    def _definitions(self, found, defines):
        figures = {
            "label": "Figures printed in documents",
            "url": self.address("reports:printed_figures"),
        }
        return [
            ChildTable(
                "What each body gets",
                ["Report", "Body", "Sections", "Drafted", *(["End"] if defines else [])],
                [self._definition(one, self.bodies[one.body_id], defines) for one in found],
                actions=[figures],
                empty="No report is defined yet. "
                "Define one, and it is drawn up for every meeting of its body.",
            )
        ]

    def _ended(self):
        """Reports that have ended, for those who may take that back; none where none has."""
        rows = [
            [one.title, body, day(one.retired_at), self._renew(one, body)]
            for one in self.ended
            for body in [self.bodies[one.body_id]]
            if not body.ended_on
        ]
        head = ["Report", "Body", "Ended on", "Take back"]
        return [ChildTable("Reports that have ended", head, rows)] if rows else []

    def _renew(self, definition, body):
        url = self.address("reports:renew_definition", definition.pk)
        hidden = f"{definition.title} to {body}"
        words = (
            '<a href="{}">Take back the end<span class="govuk-visually-hidden"> of {}</span></a>'
        )
        return format_html(words, url, hidden)

    def _definition(self, definition, body, defines):
        titles = ", ".join(titles_of(definition.sections, definition.written))
        return [
            self._link(definition) if defines else definition.title,
            body,
            self._sections(definition, titles) if defines else titles,
            self._drafted(definition),
            *([self._end(definition)] if defines else []),
        ]

    def _drafted(self, definition):
        is_done = is_over(definition, self.at or self.now)
        return OVER if is_done else lead_in_words(definition.lead_days)

    def _sections(self, definition, titles):
        url, hidden = self.address("reports:sections", definition.pk), f" of {definition}"
        words = "Change the sections"
        return format_html(
            '{}<br><a href="{}">{}<span class="govuk-visually-hidden">{}</span></a>',
            titles,
            url,
            words,
            hidden,
        )

    def _end(self, definition):
        url, hidden = self.address("reports:end_definition", definition.pk), str(definition)
        return format_html(
            '<a href="{}">End<span class="govuk-visually-hidden"> {}</span></a>', url, hidden
        )

    def _link(self, definition):
        return format_html(
            '<a href="{}">{}</a>', self.address("reports:redefine", definition.pk), definition.title
        )


def lead_in_words(days):
    """How long before the latest publication date a draft is drawn up."""
    return f"{counted(days, 'working day')} before the latest publication date"
