"""A benefit is identified, described, validated, or not realised after all."""

from django.db import transaction

from programme.authorization import require
from programme.records import (
    add_entry,
    begin_change,
    change_child,
    change_entry,
    refuse_if,
    refuse_unless,
)

from ..choices import STEPS, Certainty, Kind, State
from ..models import Benefit
from ..permissions import KEEP, VALIDATE
from .base import NOT_CLAIMED, NOT_VERIFIED, begin, refuse_cash_without_saving
from .sharing import link_note


@transaction.atomic
def add_benefit(*, programme, by, at, why="", **details):
    """Identifies a benefit. What it is measured by comes with a step of its own."""
    require(by, KEEP, programme)
    how = {"by": by, "at": at, "verb": "identified", "why": why}
    return add_entry(Benefit, programme=programme, **how, **details)


@transaction.atomic
def change_benefit(benefit, *, by, at, version=None, **details):
    """Changes what is on record about a live benefit, but not its measure, plan or state."""
    benefit = begin_change(benefit, STEPS, by=by, permission=KEEP, version=version)
    changed = change_entry(benefit, by=by, at=at, **details)
    if changed.state != State.IDENTIFIED:
        refuse_cash_without_saving(changed, "cashable")
    if changed.kind != Kind.FINANCIAL:
        linked = changed.savings_links.filter(amount__gt=0).exists()
        refuse_if(linked, "It rests on savings: unlink them first.", "kind")
    return changed


@transaction.atomic
def validate_benefit(benefit, *, by, at, why, version=None):
    """Says that a benefit is real and rightly classed. A cashable one rests on a saving by then."""
    benefit = begin(benefit, "validate", by=by, permission=VALIDATE, version=version)
    potential = f"{benefit.reference} is potential: say that it is committed first."
    refuse_if(benefit.certainty == Certainty.POTENTIAL, potential)
    refuse_cash_without_saving(benefit)
    return change_entry(benefit, by=by, at=at, verb="validated", why=why, state=State.VALIDATED)


@transaction.atomic
def fail_benefit(benefit, *, by, at, why, version=None):
    """Says that a benefit is not realised, and why. The savings it rested on are free again."""
    benefit = begin(benefit, "fail", by=by, version=version)
    refuse_unless(why, "Say why it is not realised.", "why")
    notes = []
    for link in benefit.savings_links.filter(amount__gt=0).select_related("saving"):
        notes.append(link_note(link.saving, link.amount, 0))
        change_child(link, by=by, at=at, amount=0)
    failed = {"state": State.NOT_REALISED, "not_realised_why": why, **NOT_CLAIMED}
    how = {"verb": "recorded {} as not realised", "why": why, "changes": notes}
    return change_entry(benefit, by=by, at=at, **how, **failed)


@transaction.atomic
def reopen_benefit(benefit, *, by, at, why, version=None):
    """Takes up again what was settled. What was claimed and verified stays in its history."""
    benefit = begin(benefit, "reopen", by=by, version=version)
    refuse_unless(why, "Say why.", "why")
    again = {**NOT_CLAIMED, **NOT_VERIFIED, "not_realised_why": "", "state": State.REOPENED}
    return change_entry(benefit, by=by, at=at, verb="reopened", why=why, **again)
