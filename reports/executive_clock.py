"""By when notices of an executive's business are published, where each stands, and how it is said.

28 clear days are days of the calendar, for the Regulations name no day that does not count; five
clear days are counted as for papers, which is the earlier day.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch

from programme.clear_days import reckon
from programme.formats import as_sentence, counted, day, lower_first

from .executive import ExecutiveBusiness, ExecutiveNotice, Step, What

NOTICE_DAYS, LAST_DAYS = 28, 5
STEPS = {
    What.KEY: (Step.NOTICE, Step.GENERAL, Step.SPECIAL),
    What.PRIVATE: (Step.NOTICE, Step.SECOND, Step.AGREED),
}
IN_TIME = {What.KEY: (Step.NOTICE,), What.PRIVATE: (Step.NOTICE, Step.SECOND)}
INSTEAD = {What.KEY: (Step.GENERAL, Step.SPECIAL), What.PRIVATE: (Step.AGREED,)}
WITHOUT = {
    What.KEY: "Without it the decision takes a general exception, of which the chair of overview"
    " and scrutiny is told by {last}, and after that special urgency, to which that chair agrees.",
    What.PRIVATE: "Without it the meeting is held in private only where the chair of overview and"
    " scrutiny agrees that it is urgent.",
}
TOO_LATE = (
    "Without it the decision takes special urgency, to which the chair of overview and scrutiny"
    " agrees: the day for a general exception has passed."
)
SAID = {  # as everybody may read it
    (What.KEY, Step.NOTICE): "Notice was published on {on}.",
    (What.PRIVATE, Step.NOTICE): "Notice was published on {on}. Reasons: {words}",
    (What.PRIVATE, Step.SECOND): "A second notice was published on {on}. Reasons: {words}"
    " Representations received: {representations}{response}",
    (What.KEY, Step.GENERAL): "General exception (SI 2012/2089, regulation 10): {told} was told on"
    " {on}. Reasons: {words}",
    (What.KEY, Step.SPECIAL): "Special urgency (SI 2012/2089, regulation 11): {told} agreed on {on}"
    " that it is urgent and cannot reasonably be deferred. Reasons: {words}",
    (What.PRIVATE, Step.AGREED): "{told} agreed on {on} that the meeting is urgent and cannot"
    " reasonably be deferred (SI 2012/2089, regulation 5). Reasons: {words}",
}


@dataclass(frozen=True)
class Stand:
    """Where one step stands: `by` is the last day for it, None where it has none; `notice` is what
    was recorded. One that is not needed takes the place of one that was.
    """

    step: Step
    by: date | None
    words: str
    is_missed: bool
    is_needed: bool
    notice: ExecutiveNotice | None

    @property
    def label(self) -> str:
        """What the step is called."""
        return Step(self.step).label


def business_of(meetings, at=None) -> dict[int, list[ExecutiveBusiness]]:
    """What stands of the business of meetings, each with what stands of its notices under
    `standing`, by the meeting's id; with a moment, as it was known then.
    """
    found = ExecutiveBusiness.objects.standing(at).filter(meeting__in=meetings)
    by_meeting = defaultdict(list)
    for one in with_notices(found, at):
        by_meeting[one.meeting_id].append(one)
    return by_meeting


def with_notices(rows, at=None):
    """Rows of business, each with what stands of its notices, as known at a moment, under
    `standing`.
    """
    notices = Prefetch("notices", ExecutiveNotice.objects.standing(at), to_attr="standing")
    return rows.select_related("definition").prefetch_related(notices)


def last_days(meeting) -> dict[str, date]:
    """The last day for each step that has one."""
    body = meeting.body
    last = reckon(meeting.on, LAST_DAYS, body.nation, body.closures()).publish_by
    first = meeting.on - timedelta(days=NOTICE_DAYS + 1)
    return {Step.NOTICE: first, Step.SECOND: last, Step.GENERAL: last}


def stands(business, meeting, today) -> list[Stand]:
    """Where each step of some business of a meeting stands on a day. A notice that is missing or
    late is missed until an exception takes its place.
    """
    known, days = {one.step: one for one in business.standing}, last_days(meeting)
    excused = any(step in known for step in INSTEAD[business.what])
    found = []
    for step in STEPS[business.what]:
        notice, by = known.get(step), days.get(step)
        needed = step in IN_TIME[business.what]
        late = needed and (notice.given_on if notice else today) > by
        words = _words(notice, by, today, needed)
        found.append(Stand(step, by, words, late and not excused, needed, notice))
    return found


def _words(notice, by, today, needed):
    if notice:
        behind = (notice.given_on - by).days if needed else 0
        late = f", {counted(behind, 'day')} late" if behind > 0 else ""
        return f"{day(notice.given_on)}{late}"
    if not needed:
        return "Not recorded"
    if today > by:
        return f"Missed {counted((today - by).days, 'day')} ago"
    return f"{counted((by - today).days, 'day')} left"


def warnings(business, meeting, today) -> list[str]:
    """What is wrong with the notices of some business, in sentences. A meeting that is over, or
    will not be, is warned of no more.
    """
    if not meeting.stands or meeting.on < today:
        return []
    last = day(last_days(meeting)[Step.GENERAL])
    without = WITHOUT[business.what].format(last=last)
    if business.what == What.KEY and today > last_days(meeting)[Step.GENERAL]:
        without = TOO_LATE
    return [
        f"{business}. {one.label} by {day(one.by)}: {lower_first(one.words)}. {without}"
        for one in stands(business, meeting, today)
        if one.is_missed
    ]


def sentences(business) -> list[str]:
    """What was said to the public of some business, in sentences, in the order of its steps."""
    known = {one.step: one for one in business.standing}
    told = [_told(business.what, known[step]) for step in STEPS[business.what] if step in known]
    return [as_sentence(str(business)), *told]


def _told(what, notice):
    told = {"on": day(notice.given_on), "told": notice.told, "words": as_sentence(notice.words)}
    told |= {
        "representations": as_sentence(notice.representations),
        "response": notice.response and f" Response: {as_sentence(notice.response)}",
    }
    return SAID[what, notice.step].format(**told)


def business_about(report, at=None) -> list[ExecutiveBusiness]:
    """The business that a report is the paper about."""
    found = business_of([report.meeting_id], at)[report.meeting_id]
    return [one for one in found if one.definition_id == report.definition_id]


def printed(report) -> list[str]:
    """What the first page of a report says of the business that it is about, a paragraph each; of a
    correction, as it was known when that was begun.
    """
    at = report.exempt_at if report.supersedes_id else None
    return [" ".join(sentences(one)) for one in business_about(report, at) if one.standing]
