"""The days of a meeting's clock: by when each step is done, by whom, and whether it will be."""

from collections import ChainMap
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from programme.clear_days import working_days_before, working_days_between
from programme.extension import Reached, extensions
from programme.formats import day, lower_first, time_left
from programme.models.deadlines import STEPS


@dataclass(frozen=True)
class Deadline:
    """A step towards a meeting's papers: its day, its owner and where it stands on a day.

    `is_missed` is set where its day has passed, or what is known says that it will be missed.
    """

    step: str
    on: date
    owner: str
    words: str
    is_missed: bool
    is_done: bool

    @property
    def label(self) -> str:
        """What the step is called."""
        return STEPS[self.step]

    @property
    def warning(self) -> str:
        """What is wrong, in a sentence that names the owner; blank if nothing is."""
        return f"{self.label} by {day(self.on)} ({self.owner}): {lower_first(self.words)}." * (
            self.is_missed
        )


def deadlines(clocks, today) -> dict[int, list[Deadline]]:
    """The steps of each meeting's clock as they stand now, in the order of their days, by the
    meeting's id.
    """
    meetings = [clock.meeting for clock in clocks]
    reached = [room.steps_reached(meetings, today) for room in extensions()]
    known = ChainMap(*reached)
    return {one.meeting.pk: _of_one(one, today, known.get(one.meeting.pk, {})) for one in clocks}


def _of_one(clock, today, reached):
    body = clock.meeting.body
    if clock.published:
        out = Reached(timezone.localdate(clock.published), True)
        reached = dict.fromkeys(("drafting", "clearance"), out) | reached | {"publication": out}
    closures, found = body.closures(), []
    for step, count in body.deadline_days().items():
        on = working_days_before(clock.publish_by, count, body.nation, closures)
        left = time_left(on, today, working_days_between(today, on, body.nation, closures))
        owner, done = getattr(body, f"{step}_owner"), reached.get(step)
        words, missed = _stands(on, today, left, done)
        if step == "agenda" and not done:  # nothing records it: that it was missed nobody knows
            words, missed = (left if today <= on else "This day has passed"), False
        found.append(Deadline(step, on, owner, words, missed, bool(done and done.is_done)))
    return sorted(found, key=lambda one: (one.on, list(STEPS).index(one.step)))


def _stands(on, today, left, reached):
    if reached and reached.words:
        return reached.words, False
    if reached and reached.is_done:
        late = (reached.on - on).days
        behind = f", {late} day{'' if late == 1 else 's'} late" if late > 0 else ""
        return f"Done on {day(reached.on)}{behind}", False
    if today > on:
        ago = (today - on).days
        return f"Missed {ago} day{'' if ago == 1 else 's'} ago", True
    if reached and reached.on > on:
        return f"Will be missed: not before {day(reached.on)}", True
    return left, False
