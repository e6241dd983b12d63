"""What decisions on recommendations fix."""

from programme.decided import Decision
from programme.formats import day
from programme.models import Titles

from .. import permissions
from ..choices import AGREED, COMPLETED, LIVE, State

AS_GIVEN = "text printed_reference"


def stands_alone(entry):
    """Whether it takes no other one's place: what was decided about that one goes on with it."""
    return not entry.supersedes.exists()


DATED = Decision(
    "A due date is given to a recommendation",
    "due_on",
    permissions.DECIDE,
    stands=lambda entry: entry.due_on is not None,
    said=lambda entry: f"{entry.reference} is due on {day(entry.due_on)}",
    advice="Ask for an extension, or have somebody re-date it who may grant one.",
    steps="redate decide_extension",
    on_adding=stands_alone,
)


ANSWERED = Decision(
    "A recommendation is accepted, wholly or in part",
    "response",
    permissions.DECIDE,
    stands=lambda entry: entry.response in AGREED and entry.state in LIVE,
    said=lambda entry: f"{entry.reference} is {entry.get_response_display().lower()}",
    advice="Record that it is no longer pursued, or have somebody answer it anew who may do that.",
    steps="respond",
    on_adding=stands_alone,
)


DROPPED = Decision(
    "A recommendation is no longer pursued",
    f"state dropped_on dropped_by {AS_GIVEN} response comments",
    permissions.DECIDE,
    stands=lambda entry: entry.state == State.DROPPED,
    said=lambda entry: (
        f"{entry.dropped_by} decided on {day(entry.dropped_on)} that {entry.reference} is no "
        "longer pursued"
    ),
    advice="Reopen it with a reason, as somebody who may decide so.",
    steps="reopen",
)


VERIFIED = Decision(
    "A recommendation is verified",
    f"{AS_GIVEN} response comments as_above evidence",
    permissions.VERIFY,
    stands=lambda entry: entry.state in COMPLETED and entry.verified_at is not None,
    said=lambda entry: (
        f"{Titles().signed(entry, 'verified')} verified {entry.reference} "
        f"on {day(entry.verified_at)}"
    ),
    advice="Reopen it first: it then has to be claimed and verified again.",
)


RISK_ACCEPTED = Decision(
    "The risk of not doing what was recommended is accepted",
    f"{AS_GIVEN} priority",
    permissions.DECIDE,
    stands=lambda entry: entry.state == State.RISK_ACCEPTED,
    said=lambda entry: (
        f"{entry.accepted_by} accepted the risk of not doing {entry.reference} "
        f"until {day(entry.accepted_until)}"
    ),
    advice="Reopen it first: the risk then has to be accepted again.",
)
