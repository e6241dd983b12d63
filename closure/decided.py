"""What meetings decided, as custody and closing rest on it."""

from papers.deciding import ACTED_ON
from papers.decisions import MeetingDecision
from programme.records import refuse_unless

CHOOSE = "Choose what a meeting of this programme decided."


def decisions_of(programme, bodies=None):
    """What meetings of a programme, or of these of its bodies, agreed or referred, newest first."""
    found = MeetingDecision.objects.standing().filter(programme=programme, outcome__in=ACTED_ON)
    if bodies is not None:
        found = found.filter(recommendation__paper__meeting__body__in=bodies)
    found = found.select_related("recommendation__paper__meeting__body")
    return found.order_by("-recommendation__paper__meeting__on", "pk")


def refuse_undecided(programme, decision, bodies=None):
    """The decision as it stands now. Refuses one of another programme or body, or that was taken
    back or put off.

    Raises:
        ValidationError: beside `decision`.
    """
    current = decisions_of(programme, bodies).filter(pk=decision.pk).first()
    refuse_unless(current, CHOOSE, "decision")
    return current
