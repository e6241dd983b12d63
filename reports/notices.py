"""What the page of a paper says when its meeting was moved, postponed or cancelled."""

from dataclasses import dataclass

from programme.formats import day
from programme.models import Meeting

from .models import Report


@dataclass(frozen=True)
class Notice:
    """Sentences about the meeting and the body; `paper` and `meeting` are where a reader goes on,
    or None.
    """

    words: str
    paper: Report | None = None
    meeting: Meeting | None = None


def notice_of(report) -> Notice | None:
    """The notice on a report's page; None where its meeting and its body stand as printed."""
    of_meeting, of_body = _of_meeting(report), _of_body(report)
    if not of_body:
        return of_meeting
    if of_meeting:
        return Notice(f"{of_meeting.words} {of_body}", of_meeting.paper, of_meeting.meeting)
    return Notice(of_body, _newest_of(_after(report.definition.body), report))


def _after(body):
    """The bodies that took the place of one, each after the other."""
    found = []
    while body.successor and body.successor not in found:
        body = body.successor
        found.append(body)
    return found


def _of_body(report):
    """What has become of the body since the paper was printed, in words."""
    body, printed = report.definition.body, report.shown_body
    renamed = printed != body.name and f"{printed} is now called {body.name}."
    ended = ""
    if body.ended_on:
        after = f" and was succeeded by {body.successor}" if body.successor else ""
        ended = f"{body.name} ended on {day(body.ended_on)}{after}."
    return " ".join(filter(None, [renamed, ended]))


def _newest_of(bodies, report):
    """The newest paper that bodies published: of the same kind where there is one."""
    papers = Report.objects.public().listed().filter(state="published", definition__body__in=bodies)
    papers = papers.order_by("-printed_on", "-pk")
    return papers.filter(definition__kind=report.definition.kind).first() or papers.first()


def _of_meeting(report):
    meeting = report.meeting
    paper_for = f"the meeting on {report.shown_when}"
    if meeting.body_id != report.definition.body_id and meeting.stands:
        here = f"This paper is for {paper_for} of {report.shown_body}."
        return Notice(f"{here} {meeting.body} holds it on {meeting.when}.", None, meeting)
    if meeting.stands:
        moved = f"This paper is for {paper_for}. The meeting was moved to {meeting.when}."
        return Notice(moved) if report.is_of_another_date else None
    if meeting.state == "postponed":
        words = f"This paper is for {paper_for}. The meeting is postponed and has no new date yet."
        return Notice(words)
    became = "did not take place" if meeting.did_not_take_place else "was cancelled"
    words = f"This paper is for {paper_for}. The meeting {became}."
    return Notice(words, *_next(report))


def _next(report):
    """The next paper of the same kind to the body or to its successor, and their next meeting."""
    meeting = report.meeting
    bodies = [meeting.body, *_after(meeting.body)]
    after = Meeting.objects.standing().filter(body__in=bodies, on__gte=meeting.on)
    kind = report.definition.kind
    papers = Report.objects.frozen().filter(definition__kind=kind, state="published")
    paper = papers.listed().filter(meeting__in=after).order_by("meeting__on").first()
    return paper, after.select_related("body").first()
