"""What can be done to the mitigations of a risk."""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.formats import counted
from programme.records import (
    change_child,
    change_entry,
    next_number,
    refuse_future,
    refuse_if,
    refuse_unless,
    save_child,
)
from programme.written import as_words

from ..choices import Fate
from ..models import Mitigation
from .base import begin


def end_mitigations(risk, fate, why, *, by, at):
    """What becomes of the open mitigations of a risk that is settled, as notes for its event."""
    waiting, today, notes = list(risk.mitigations.open()), timezone.localdate(at), []
    if not waiting:
        return notes
    which = f"{risk.reference} has {counted(len(waiting), 'open mitigation')}"
    refuse_unless(fate in Fate.values, f"{which}. Say what becomes of them.", "mitigations")
    refuse_unless(why.strip(), f"{which}. Say why that becomes of them.", "mitigations_why")
    withdrawn = {"withdrawn_on": today, "withdrawn_why": why}
    ended = {"done_on": today} if fate == Fate.DONE else withdrawn
    for mitigation in waiting:
        change_child(mitigation, by=by, at=at, **ended)
        label = f"Mitigation {mitigation.number}, {mitigation.text}"
        notes.append(audit.note("mitigation", label, "open", f"{fate}: {why}"))
    return notes


@transaction.atomic
def add_mitigation(risk, *, by, at, text, owner="", done_on=None, version=None, **due):
    """Plans an action against a live risk; `due` in words, or `due_on` a day."""
    risk = begin(risk, "add_mitigation", by=by, version=version)
    refuse_future(done_on, at, "done_on")
    planned = {"text": text, "owner": owner, "done_on": done_on, **as_words(due, "due")}
    number = next_number(risk.mitigations)
    save_child(Mitigation(risk=risk, number=number, **planned), by=by, at=at)
    note = audit.note("mitigation", "Mitigation", "", text)
    return change_entry(risk, by=by, at=at, verb="added a mitigation to", changes=[note])


@transaction.atomic
def change_mitigation(mitigation, *, by, at, version=None, **details):
    """Changes a planned action of a live risk, or says when it was done."""
    risk, mitigation = _begin_mitigation(mitigation, "change", by=by, version=version)
    _refuse_withdrawn(mitigation)
    refuse_future(details.get("done_on"), at, "done_on")
    changes = change_child(mitigation, by=by, at=at, **as_words(details, "due"))
    return change_entry(risk, by=by, at=at, verb="changed a mitigation of", changes=changes)


def _begin_mitigation(mitigation, step, *, by, version):
    """The risk, locked, when its mitigations may be changed, and the mitigation as it is now."""
    risk = begin(mitigation.risk, f"{step}_mitigation", by=by, version=version)
    return risk, risk.mitigations.get(pk=mitigation.pk)


def _refuse_withdrawn(mitigation):
    message = f"Mitigation {mitigation.number} was withdrawn. Reopen it first."
    refuse_if(mitigation.withdrawn_on, message)


def _note_on(mitigation, changes):
    """Notes on one of several mitigations name it."""
    which = f"Mitigation {mitigation.number}"
    return [{**note, "label": f"{which}: {note['label'].lower()}"} for note in changes]


@transaction.atomic
def complete_mitigation(mitigation, *, by, at, done_on, version=None):
    """Says on which day an open mitigation was done."""
    risk, mitigation = _begin_mitigation(mitigation, "complete", by=by, version=version)
    _refuse_withdrawn(mitigation)
    refuse_if(mitigation.done_on, f"Mitigation {mitigation.number} is done already.")
    refuse_future(done_on, at, "done_on")
    changes = _note_on(mitigation, change_child(mitigation, by=by, at=at, done_on=done_on))
    return change_entry(risk, by=by, at=at, verb="completed a mitigation of", changes=changes)


@transaction.atomic
def withdraw_mitigation(mitigation, *, by, at, why, version=None):
    """Gives an open mitigation up, for a reason. It stays on record."""
    risk, mitigation = _begin_mitigation(mitigation, "withdraw", by=by, version=version)
    _refuse_withdrawn(mitigation)
    refuse_if(mitigation.done_on, f"Mitigation {mitigation.number} is done already.")
    refuse_unless(why.strip(), "Say why it is withdrawn.", "why")
    given_up = {"withdrawn_on": timezone.localdate(at), "withdrawn_why": why}
    changes = _note_on(mitigation, change_child(mitigation, by=by, at=at, **given_up))
    how = {"verb": "withdrew a mitigation of", "why": why, "changes": changes}
    return change_entry(risk, by=by, at=at, **how)


@transaction.atomic
def reopen_mitigation(mitigation, *, by, at, why, version=None):
    """Takes up again a mitigation that is done or was withdrawn."""
    risk, mitigation = _begin_mitigation(mitigation, "reopen", by=by, version=version)
    refuse_if(mitigation.is_open, f"Mitigation {mitigation.number} is open already.")
    again = {"done_on": None, "withdrawn_on": None, "withdrawn_why": ""}
    changes = _note_on(mitigation, change_child(mitigation, by=by, at=at, **again))
    how = {"verb": "reopened a mitigation of", "why": why, "changes": changes}
    return change_entry(risk, by=by, at=at, **how)
