"""What papers add to the kernel's pages."""

from django.utils import timezone

from programme.extension import Extension
from programme.ui.child_tables import ChildTable
from programme.ui.links import link

from .concealed import KEPT_BACK, conceal
from .corrected import newer_decisions
from .demanded import demanded_by, pass_demands
from .exemptions import Exemption
from .findable import FINDABLES, guarded
from .front_sheets import pass_front_sheet
from .models import MeetingDecision, Paper
from .permissions import ARRANGE, SEE, WRITE
from .put_to_meeting import number_in_print, recommended_in_print
from .waiting import due_soon, needs


def _numbered(decision, put):
    """What was decided, by the number that it had in the published paper."""
    return f"{number_in_print(decision.recommendation, put)} {decision.words}".strip()


def _excluded(papers):
    """The resolutions by which the meeting excluded the public; no table where it did not."""
    cells = [[one.exclusion, one.exclusion_minute] for one in papers if one.exclusion]
    head = ["Resolved", "Minute"]
    return [ChildTable("Public excluded", head, cells)] if cells else []


class Papers(Extension):
    """The papers of a meeting; a body's front sheet and the clearances that it demands, which go to
    its successor.
    """

    title = "Papers"

    def conceal(self, events, view):
        conceal(events, view)

    def findables(self):
        return FINDABLES

    def history_of(self, event):
        return guarded(event.subject_type)

    def meeting_tables(self, view, meeting):
        """The papers that are being written for the meeting, no table where there is none, and what
        it decided: on what was published for all who see the meeting.
        """
        papers = Paper.objects.of(view.programme, view.at).filter(meeting=meeting.pk)
        decided = MeetingDecision.objects.standing(view.at).filter(
            recommendation__paper__meeting=meeting.pk
        )
        of = set(decided.values_list("recommendation__paper", flat=True))
        told = [paper for paper in papers if paper.pk in of or paper.exclusion]
        put = {paper: recommended_in_print(paper) for paper in told}
        if not view.allowed(SEE):
            put = {paper: recommended for paper, recommended in put.items() if recommended}
        rows = [[self._link(view, paper)] for paper in papers] if view.allowed(SEE) else []
        written = [ChildTable("Papers being written", ["Paper"], rows)] if rows else []
        return [*written, *self._decided(view, meeting, put, decided), *_excluded(put)]

    def _decided(self, view, meeting, put, decided):
        """What the meeting decided on these papers; no table where nothing is recorded."""
        found = sorted(
            decided.filter(recommendation__paper__in=put),
            key=lambda one: (one.recommendation.paper_id, one.recommendation.place),
        )
        read = view.allowed(WRITE) or not Exemption.objects.standing().filter(
            paper__meeting=meeting.pk
        )
        cells = [
            [_numbered(one, put[one.recommendation.paper]) if read else KEPT_BACK, str(one)]
            for one in found
        ]
        return [ChildTable("Decisions", ["Recommendation", "Decided"], cells)] if found else []

    def row_flags(self, view, log, entry):
        """On a row that a decision became which was corrected since."""
        sees = log.receives and view.allowed(SEE)
        return newer_decisions(log, entry, view.allowed(WRITE)) if sees else []

    def needs(self, programme, *, now, roles, user):
        return needs(programme, timezone.localdate(now), roles)

    def due_soon(self, programme, today, until):
        return due_soon(programme, today, until)

    def holds_meeting(self, meeting):
        """A meeting that has decided took place on its day."""
        decided = MeetingDecision.objects.standing().filter(recommendation__paper__meeting=meeting)
        told = "This meeting has decided, so it took place. Take its decisions back first."
        return told if decided.exists() else ""

    def body_tables(self, view, body):
        """The clearances that it demands, and the way to its front sheet for those who keep it."""
        if not view.allowed(SEE):
            return []
        keeps = view.allowed(ARRANGE) and not view.at and not body.ended_on
        url = view.address("papers:front_sheet", body.pk)
        rows = [[one.label, one.asked_on(view.day)] for one in demanded_by(body, view.at)]
        actions = [{"label": "Front sheet and clearances", "url": url}] if keeps else []
        head, empty = ["What is cleared", "Cleared by"], "None is demanded."
        return [ChildTable("Clearances before publication", head, rows, empty, actions)]

    def _link(self, view, paper):
        url = view.address("papers:detail", paper.pk)
        return link(url, paper.title)

    def passing(self, body):
        """The front sheet, where it has fields, and the clearances that it demands."""
        sheet = body.front_sheet.filter(left_out=False).exists()
        return ["Front sheet"] * sheet + ["Demanded clearances"] * bool(demanded_by(body))

    def body_succeeded(self, body, successor, *, by, at, why):
        pass_front_sheet(body, successor, by=by, at=at, why=why)
        pass_demands(body, successor, by=by, at=at, why=why)
