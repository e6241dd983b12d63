"""What the page of a paper says when its meeting was moved, postponed or cancelled."""

from dataclasses import dataclass

from programme.models import Meeting

from .models import Report


@dataclass(frozen=True)
class Notice:
    """A sentence about the meeting; `paper` and `meeting` are where a reader goes on, or None."""

    words: str
    paper: Report | None = None
    meeting: Meeting | None = None


def notice_of(report) -> Notice | None:
    """The notice on a report's page; None where its meeting stands as it was printed."""
    meeting = report.meeting
    paper_for = f"the meeting on {report.shown_when}"
    if meeting.stands:
        moved = f"This paper is for {paper_for}. The meeting was moved to {meeting.when}."
        return Notice(moved) if report.is_of_another_date else None
    if meeting.state == "postponed":
        words = f"This paper is for {paper_for}. The meeting is postponed and has no new date yet."
        return Notice(words)
    words = f"This paper is for {paper_for}. The meeting was cancelled."
    return Notice(words, *_next(report))


def _next(report):
    """The next paper of the same kind to the body, and the body's next meeting."""
    meeting = report.meeting
    after = Meeting.objects.standing().filter(body=meeting.body, on__gte=meeting.on)
    papers = Report.objects.frozen().filter(definition=report.definition, state="published")
    paper = papers.listed().filter(meeting__in=after).order_by("meeting__on").first()
    return paper, after.select_related("body").first()
