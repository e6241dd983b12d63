"""What the milestone log takes in from files besides its facts: when a milestone was reached."""

from programme.arriving import DAY, TICK, Arriving

from . import actions
from .choices import State


class MilestoneArrivals:
    """The part of the log that takes in files."""

    adds = staticmethod(actions.add_milestone)
    changes = staticmethod(actions.change_milestone)
    arrivals = (
        Arriving(
            "actual",
            "Delivered on",
            DAY,
            (
                "actual",
                "actual date",
                "delivered",
                "date delivered",
                "completed on",
                "date completed",
                "completion date",
                "delivered on",
                "achieved on",
            ),
        ),
        Arriving(
            "done",
            "Done",
            TICK,
            ("done", "complete", "completed", "tick", "achieved"),
            otherwise=("status", "state", "current status", "% complete", "progress"),
        ),
    )

    def holds(self, milestone):
        found = {"due": milestone.due}
        if milestone.delivered_on:
            found["actual"] = milestone.delivered_on
        if milestone.state == State.COMPLETE:
            found["done"] = True
        return found

    def take_in(self, milestone, given, *, by, at, why, on):
        who = {"by": by, "at": at}
        due = given.get("due")
        if due and due != milestone.due:
            milestone = actions.redate_milestone(milestone, due=due, why=why, **who)
        actual = given.get("actual")
        if actual and not milestone.delivered_on:
            how = {"delivered_on": actual, "is_final": True, "outcome": ""}
            return actions.deliver_milestone(milestone, **how, **who)
        if given.get("done") and milestone.state != State.COMPLETE:
            return actions.complete_milestone(milestone, why=why, **who)
        return milestone
