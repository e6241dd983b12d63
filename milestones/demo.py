"""Milestones of a demo programme."""

from functools import partial

from programme.demo import enter_rows

from . import actions
from .models import Milestone


def load(programme, data, people):
    """Adds the file's periods and milestones, and what they depend on.

    Deliveries are added in the order in which the document prints them. Where it ticks a milestone
    off without a delivery date, so does the log.
    """
    facts = data.get("milestones")
    if not facts:
        return
    periods = {
        name: actions.add_period(
            programme=programme,
            by=people["manager"],
            at=facts["recorded"],
            label=facts[name]["label"],
            starts_on=facts[name]["start"],
            ends_on=facts[name]["end"],
        )
        for name in ("current", "next")
        if name in facts
    }
    enter_rows(programme, facts, people, actions, partial(_add, programme, periods))


def _add(
    programme,
    periods,
    when,
    *,
    period=None,
    deliveries=(),
    complete=False,
    ongoing=False,
    needs=(),
    **details,
):
    milestone = actions.add_milestone(
        programme=programme, period=period and periods[period], **when, **details
    )
    for title in needs:
        other = Milestone.objects.get(programme=programme, title=title)
        actions.add_dependency(milestone, needs=other, **when)
    for delivery in deliveries:
        milestone = actions.deliver_milestone(milestone, **when, **delivery)
    if complete:
        milestone = actions.complete_milestone(milestone, ongoing=ongoing, **when)
    return milestone
