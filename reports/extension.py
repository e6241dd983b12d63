"""What reports add to the kernel's pages."""

from functools import partial

from django.urls import reverse
from django.utils import timezone

from papers.concealed import KEPT_BACK
from papers.permissions import WRITE
from programme.authorization.permissions import KEEP_CALENDAR
from programme.extension import Extension, Papers, Passed
from programme.first_steps import FirstStep, Way
from programme.formats import day, moment
from programme.log import Need
from programme.reporting import sections
from programme.ui.child_tables import ChildTable
from programme.ui.links import link

from .actions import pass_reports, take_report_back
from .choices import State
from .cleared import waiting_for
from .executive_tables import executive_flags, executive_tables, flags_of
from .findable import FINDABLES
from .following import follow_meeting
from .minutes import urgent
from .models import Appearance, DamagedFile, Report, ReportDefinition, Withdrawal
from .permissions import DEFINE, WITHDRAW
from .steps_reached import steps_reached
from .tables import HEAD, pdf_words, report_rows
from .writing import (
    definition_of,
    paper_buttons,
    paper_flags,
    parts_in_print,
    recommended_in_print,
)

URGENT = ["Paper", "What makes it urgent"]
WAITS = {
    State.DRAFT: ("draft waits to be published", "draft"),
    State.FAILED: ("drawing it up failed", "overdue"),
}


class Reports(Extension):
    """Drafts and failed runs that wait, the last published report, a meeting's reports."""

    title = "Reports"

    def conceal(self, events, view):
        """What was answered of a draft may quote what its paper keeps from the public."""
        told = [one for one in events if _tells_of_clearance(one)]
        if not told or view.allowed(WRITE):
            return
        ids = {one.subject_id for one in told}
        full = Report.with_discarded.filter(pk__in=ids).exclude(full_files={})
        full = set(full.values_list("pk", flat=True))
        for one in told:
            if one.subject_id in full:
                one.changes = [{**change, "was": "", "now": KEPT_BACK} for change in one.changes]
                one.reason = ""

    def history_of(self, event):
        return WRITE if _tells_of_clearance(event) else None

    def findables(self):
        return FINDABLES

    def needs(self, programme, *, now, roles, user):
        waiting = Report.objects.of(programme).filter(state__in=WAITS)
        found = [self._need(report) for report in waiting if not report.is_called_off]
        if not DEFINE.roles.isdisjoint(roles):
            damaged = DamagedFile.objects.filter(programme=programme, mended_at=None)
            found += [Need(f"Stored file: {one}", one.address, "overdue") for one in damaged]
        if not KEEP_CALENDAR.roles.isdisjoint(roles):
            found += _notices(programme, timezone.localdate(now))
        if not WITHDRAW.roles.isdisjoint(roles):
            found += _withdrawals(programme, user)
        return found

    def _need(self, report):
        words, kind = WAITS[report.state]
        return Need(f"{_name(report)}: {words}", _address(report), kind)

    def first_steps(self, programme):
        words = "Reports: which report a body gets. Its draft is drawn up for each meeting"
        ways = (Way("Define a report", "reports:define", DEFINE),)
        return [FirstStep(words, ways, (programme.report_definitions.all(),))]

    def draft_leads(self, programme):
        leads = {}
        for definition in programme.report_definitions.filter(retired_at=None):
            leads[definition.body_id] = max(definition.lead_days, leads.get(definition.body_id, 0))
        return leads

    def latest_reports(self, programmes):
        return {
            report.definition.programme_id: {
                "title": _name(report),
                "url": _address(report),
                "pdf_url": _address(report, "reports:pdf"),
                "pdf_words": pdf_words(report),
            }
            for report in Report.objects.latest_of(programmes)
        }

    def next_papers(self, programmes, today, bodies=None):
        found, theirs = {}, bodies or {}
        for report in Report.objects.for_next_meetings(programmes, today):
            programme, body = report.definition.programme_id, report.meeting.body_id
            if theirs.get(programme) and body not in theirs[programme]:
                continue
            of_meeting, papers = found.setdefault(programme, (report.meeting_id, []))
            if report.meeting_id == of_meeting:
                papers.append({"title": _name(report), "url": _address(report)})
        return {programme: papers for programme, (_, papers) in found.items()}

    def paper_buttons(self, view, paper):
        """Looks at the whole paper, and takes in parts that its definition got since it was
        started.
        """
        return paper_buttons(view, paper)

    def paper_flags(self, paper, now):
        return paper_flags(paper, now)

    def paper_sections(self, paper):
        definition, known = definition_of(paper), sections()
        keys = definition.sections if definition else ()
        return [(key, known[key].title) for key in keys if key in known]

    def parts_in_print(self, papers, at=None):
        return parts_in_print(papers, at)

    def recommended_in_print(self, paper):
        return recommended_in_print(paper)

    def papers_out(self, meetings, moment=None):
        """A meeting waits for no paper once each report that its body gets was published for it."""
        found = Report.objects.published_by(moment) if moment else Report.objects.published_once()
        firsts, wanted = {}, {}
        rows = found.filter(meeting__in=[one.pk for one in meetings], supersedes=None)
        for meeting, kind, at, late in rows.order_by().values_list(
            "meeting", "definition__kind", "published_at", "after_deadline"
        ):
            firsts.setdefault(meeting, {})[kind] = Papers(at, late)
        bodies = {one.body_id for one in meetings if one.pk in firsts}
        definitions = ReportDefinition.objects.as_at(moment).filter(retired_at=None)
        for one in definitions.filter(body__in=bodies) if bodies else ():
            wanted.setdefault(one.body_id, set()).add(one.kind)
        return {
            one.pk: _together(firsts[one.pk].values())
            for one in meetings
            if one.pk in firsts and wanted.get(one.body_id, set()) <= firsts[one.pk].keys()
        }

    def steps_reached(self, meetings, today):
        return steps_reached(meetings, today)

    def meeting_changed(self, meeting, *, by, at):
        follow_meeting(meeting, by=by, at=at)

    def passing(self, body):
        """The reports that a body gets."""
        return [one.title for one in body.report_definitions.filter(retired_at=None)]

    def body_tables(self, view, body):
        """To what everyone may subscribe, of a public body."""
        if not body.is_public:
            return []
        ways = (("Calendar of its meetings", "body_calendar"), ("Feed of its papers", "body_feed"))
        rows = [[link(reverse(name, args=[body.slug]), label)] for label, name in ways]
        return [ChildTable("Open to everyone", ["Subscribe to"], rows)]

    def body_succeeded(self, body, successor, *, by, at, why):
        pass_reports(body, successor, by=by, at=at, why=why)

    def passed(self, body, moment):
        for one in body.report_definitions.filter(retired_at=moment) if body.successor else ():
            theirs = body.successor.report_definitions.filter(kind=one.kind, retired_at=None)
            theirs = theirs.filter(created_at=moment).first()
            yield Passed(
                f"report-{one.pk}",
                f"Report: {one.title}",
                partial(take_report_back, one, theirs),
            )

    def meeting_tables(self, view, meeting):
        """The reports that the person may see, and when those to come will be drawn up."""
        made = Report.objects.of(view.programme).filter(meeting=meeting)
        made = made.published_by(view.at) if view.at else made
        found = made.visible_to_roles(view.roles)
        ahead = meeting.stands and meeting.on >= view.day
        to_come = _to_come(meeting, made, view.at) if ahead else []
        rows = [*report_rows(view, found), *to_come]
        reports = ChildTable("Reports", HEAD, rows, empty="No report for this meeting yet.")
        late = urgent(one for one in found if one.state == State.PUBLISHED)
        minuted = [ChildTable("Urgent items, for the minutes", URGENT, late)] if late else []
        return [reports, *minuted, *executive_tables(view, meeting)]

    def meeting_flags(self, view, meeting):
        return [words for _, words in executive_flags([meeting], view.day)]

    def appearances(self, log, entry, roles):
        """The published reports that showed the entry, newest first."""
        shown = list(self._shown(log, entry).values_list("report", flat=True))
        if not shown:  # most entries: reports are wide, with all that they lead to
            return []
        found = Report.with_discarded.select_related("definition__programme", "meeting__body")
        return [
            {
                "label": f"{_name(one)}, version {one.version}" + ", withdrawn" * one.is_withdrawn,
                "url": _address(one),
            }
            for one in found.filter(pk__in=shown).defer("content").order_by("-published_at")
        ]

    def published_since(self, programme, log, moment):
        found = Report.objects.of(programme).published_once().filter(position_at__gte=moment)
        found = found.filter(pk__in=Appearance.objects.filter(log=log).values("report"))
        return [str(one) for one in found.order_by("-published_at", "-pk")]

    def has_shown(self, log, entry):
        return self._shown(log, entry).exists()

    def _shown(self, log, entry):
        return Appearance.objects.filter(
            programme=entry.programme_id, log=log.name, reference=entry.reference
        )


def _tells_of_clearance(event):
    is_of_report = event.subject_type == Report._meta.label_lower
    return is_of_report and any(one["field"] == "clearance" for one in event.changes)


def _together(papers):
    papers = list(papers)
    return Papers(max(one.published for one in papers), any(one.was_late for one in papers))


def _name(report):
    return f"{report.shown_title}, {report.shown_when}"


def _address(report, name="reports:detail"):
    return reverse(name, args=[report.definition.programme.slug, report.pk])


def _to_come(meeting, made, at):
    """A row for each report that is defined for the body and not among those made."""
    known = {report.definition.kind for report in made}
    defined = ReportDefinition.objects.as_at(at).filter(body=meeting.body, retired_at=None)
    waiting = [one for one in defined.order_by("title") if one.kind not in known]
    for definition in waiting:
        definition.body = meeting.body
    return [
        [
            definition.title,
            str(meeting),
            "To be drawn up",
            moment(definition.draft_moment(meeting)),
            "",
        ]
        for definition in waiting
    ]


def _notices(programme, today):
    """The meetings of executives before which a notice is missing."""
    for meeting, words in flags_of(programme, today):
        yield Need(words, reverse("meeting", args=[programme.slug, meeting.pk]), "overdue")


def _withdrawals(programme, user):
    """What somebody else asked to withdraw, and what `user` can confirm."""
    asked = Withdrawal.objects.waiting().exclude(asked_by=user)
    asked = asked.filter(report__definition__programme=programme)
    for one in asked.select_related("report__definition__programme", "report__meeting__body"):
        where = reverse("reports:confirm_withdrawal", args=[programme.slug, one.pk])
        yield Need(
            f"{_name(one.report)}: {one.asked_by_name} asked to withdraw it", where, "overdue"
        )


class Clearances(Extension):
    """What somebody is asked to clear, on their overview and their home page."""

    title = "My clearances"

    def needs(self, programme, *, now, roles, user):
        return [
            Need(f"{_name(one.report)}: {one.label}, answer by {day(one.due_on)}", _to(one), kind)
            for one in waiting_for(user, [programme], now)
            for kind in ["overdue" if one.due_on < timezone.localdate(now) else "draft"]
        ]

    def waits_for(self, user, programmes, now):
        return [
            Need(f"{one.report.definition.programme}: {_name(one.report)}, {one.label}", _to(one))
            for one in waiting_for(user, programmes, now)
        ]


def _to(clearance):
    programme = clearance.report.definition.programme
    return reverse("reports:clearance", args=[programme.slug, clearance.pk])
