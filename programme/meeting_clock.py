"""How long is left to publish the papers of meetings, or when they were published."""

from collections import ChainMap
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from programme.clear_days import Reckoning, working_days_between
from programme.extension import extensions
from programme.formats import counted, day, time_left
from programme.models import Meeting


@dataclass(frozen=True)
class Clock:
    """A meeting on a day: its reckoning, when its papers were published, and how long is left.

    `published` is None while a paper is missing. Once they are out, the reckoning is by the
    closed days, clear days and host that were known then: a later change makes nothing late.
    """

    meeting: Meeting
    reckoning: Reckoning
    published: datetime | None
    is_late: bool
    words: str

    @property
    def publish_by(self) -> date:
        """The latest publication date."""
        return self.reckoning.publish_by


def clocks(meetings, today, moment=None) -> list[Clock]:
    """The clocks of meetings on `today`, as known at `moment`; with None as known now."""
    meetings = list(meetings)
    out = ChainMap(*(room.papers_out(meetings, moment) for room in extensions()))
    return [_clock(meeting, today, moment, out.get(meeting.pk)) for meeting in meetings]


def _clock(meeting, today, moment, papers):
    published = papers and papers.published
    body, reckoning = meeting.body, meeting.reckoning(published or moment)
    closures, until = body.closures(moment), reckoning.publish_by
    words = (
        _published(papers, until)
        if papers
        else time_left(until, today, working_days_between(today, until, body.nation, closures))
    )
    is_late = not papers and today > until
    return Clock(meeting, reckoning, published, is_late, words)


def _published(papers, until):
    """When they were published, and how late: what was in time stays so when the meeting moves."""
    on = timezone.localdate(papers.published)
    late = (on - until).days if papers.was_late else 0
    words = f"Published on {day(on)}"
    return f"{words}, {counted(late, 'day')} late" if late > 0 else words
