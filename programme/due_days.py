"""What is due before the meetings to come of several programmes, soonest first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from programme.authorization.permissions import SEE_LOGS
from programme.deadlines import deadlines
from programme.formats import time_of_day
from programme.meeting_clock import clocks
from programme.models import Body, Meeting, Programme
from programme.models.meetings import meetings_of_bodies

PUBLISH, MEETS = "publish_by", "meeting"


@dataclass(frozen=True)
class Due:
    """Something that is due on a day: a step towards a meeting's papers, their latest publication,
    or the meeting. `key` names it among what is due for its meeting, and stays.
    """

    on: date
    key: str
    label: str
    meeting: Meeting
    owner: str = ""
    words: str = ""
    is_missed: bool = False

    @property
    def body(self) -> Body:
        """The body that meets."""
        return self.meeting.body


def programmes_of(user) -> list[Programme]:
    """The programmes of whose papers somebody may see how far they are."""
    held = user.memberships.current().filter(role__in=SEE_LOGS.roles)
    return list(Programme.objects.filter(pk__in=held.values("programme")).order_by("name"))


def due_for(user, today) -> list[Due]:
    """What is due in the programmes of whose papers somebody may see how far they are, and the
    meetings alone of the bodies on which they sit elsewhere; soonest first.
    """
    programmes = programmes_of(user)
    others = user.memberships.current().exclude(programme__in=programmes)
    bodies = Body.objects.filter(
        Q(pk__in=others.values("body"))
        | Q(programme__in=others.filter(body=None).values("programme"))
    )
    found = [
        Due(one.on, MEETS, "Meeting", one, words=where(one))
        for one in _ahead(bodies.select_related("programme"), today)
    ]
    return sorted([*due_days(programmes, today), *found], key=_sorts_by)


def due_days(programmes, today) -> list[Due]:
    """All that is due for the meetings to come of programmes and not done, soonest first; what was
    missed stays in it until its meeting.
    """
    bodies = Body.objects.filter(programme__in=programmes).select_related("programme")
    found = clocks(_ahead(bodies, today), today)
    steps = deadlines(found, today)
    due = [one for clock in found for one in _of_meeting(clock, steps[clock.meeting.pk], today)]
    return sorted(due, key=_sorts_by)


def _ahead(bodies, today):
    return meetings_of_bodies(bodies, cancelled_at=None, postponed_at=None, on__gte=today)


def _sorts_by(one):
    return one.on, str(one.body.programme), str(one.body), one.label


def _of_meeting(clock, steps, today):
    meeting = clock.meeting
    for one in steps:
        if not one.is_done and (one.is_missed or one.on >= today):
            told = {"owner": one.owner, "words": one.words, "is_missed": one.is_missed}
            yield Due(one.on, one.step, one.label, meeting, **told)
    # The step says the same and whose it is, where its day is that one.
    said = any(one.step == "publication" and one.on == clock.publish_by for one in steps)
    if not clock.published and not said:
        told = {"words": clock.words, "is_missed": clock.is_late}
        yield Due(clock.publish_by, PUBLISH, "Latest publication date", meeting, **told)
    yield Due(meeting.on, MEETS, "Meeting", meeting, words=where(meeting))


def where(meeting) -> str:
    """When on its day and where a meeting takes place, as far as that is said."""
    time = f"At {time_of_day(meeting.time)}" if meeting.time else ""
    return ", ".join(one for one in (time, meeting.place) if one)
