"""What is told of the progress of a recommendation."""

from django.db import transaction

from programme import audit
from programme.formats import day
from programme.records import add_recorded, change_entry, refuse_future, refuse_if, refuse_unless

from ..choices import WORDS_BY_DEFAULT, Wording
from ..models import Update
from .base import begin, refuse_unless_another


@transaction.atomic
def add_update(
    recommendation,
    *,
    by,
    at,
    as_at,
    text="",
    wording=Wording.OWN,
    same_as=None,
    completed_on=None,
    version=None,
):
    """Adds the position as at a day. What was reported before stays as it was."""
    recommendation = begin(recommendation, "update", by=by, version=version)
    refuse_future(as_at, at, "as_at")
    check_wording(recommendation, as_at, wording, same_as, completed_on)
    text = text or WORDS_BY_DEFAULT.get(wording, "")
    refuse_unless(text, "Enter the position in words.", "text")
    said = {"as_at": as_at, "text": text, "wording": wording, "same_as": same_as}
    said |= {"completed_on": completed_on, "recommendation": recommendation}
    added = add_recorded(Update, by=by, at=at, **said)
    words = f"{added.text} ({added.meaning})" if added.meaning else added.text
    note = audit.note("position", f"Position as at {day(as_at)}", "", words)
    return change_entry(recommendation, by=by, at=at, verb="updated", changes=[note])


def check_wording(recommendation, as_at, wording, same_as=None, completed_on=None):
    """Refuses a position that points where its wording does not lead, or after its own day."""
    above, previously = wording == Wording.AS_ABOVE, wording == Wording.PREVIOUSLY
    refuse_if(above and not same_as, "Say which recommendation “as above” means.", "same_as")
    refuse_if(same_as and not above, "Only “as above” means another recommendation.", "same_as")
    if same_as:
        refuse_unless_another(recommendation, same_as, "same_as")
        _refuse_circle(recommendation, same_as, as_at)
    if completed_on:
        only = "Only “previously completed” has an earlier date."
        refuse_unless(previously, only, "completed_on")
        after = "It cannot have been completed after the day that the position speaks of."
        refuse_if(completed_on > as_at, after, "completed_on")


def _refuse_circle(recommendation, other, as_at):
    """Refuses “as above” where the other one's position leads back here: nobody could read it."""
    passed = set()
    while other and other.pk not in passed:
        passed.add(other.pk)
        known = other.updates.known_at(None).filter(as_at__lte=as_at)
        last = known.in_order().last()
        meant = last.same_as if last else None
        back = meant and meant.pk == recommendation.pk
        circle = f"The position of {other.reference} means {recommendation.reference} itself."
        refuse_if(back, f"{circle} Enter the words of one of them.", "same_as")
        other = meant
