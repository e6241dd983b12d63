"""Milestones of a demo programme."""

from datetime import timedelta

from . import actions


def load(programme, data, people):
    """Adds the file's periods and milestones.

    Deliveries are added in the order in which the document prints them. Where it ticks a milestone
    off without a delivery date, so does the log.
    """
    facts = data.get("milestones")
    if not facts:
        return
    by, at = people["manager"], facts["recorded"]
    periods = {
        name: actions.add_period(
            programme=programme,
            by=by,
            at=at,
            label=facts[name]["label"],
            starts_on=facts[name]["start"],
            ends_on=facts[name]["end"],
        )
        for name in ("current", "next")
        if name in facts
    }
    for number, row in enumerate(facts["rows"]):
        _add(programme, periods, {"by": by, "at": at + timedelta(minutes=number)}, **row)


def _add(
    programme, periods, when, *, period, deliveries=(), complete=False, ongoing=False, **details
):
    milestone = actions.add_milestone(
        programme=programme, period=periods[period], **when, **details
    )
    for delivery in deliveries:
        milestone = actions.deliver_milestone(milestone, **when, **delivery)
    if complete:
        actions.complete_milestone(milestone, ongoing=ongoing, **when)
