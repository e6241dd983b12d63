"""Who typed what on an entry, and how long that is theirs alone to put right."""

from programme import audit
from programme.authorization import may
from programme.decided import decision_on


def typings(entry) -> dict:
    """The event in which each fact was typed last, by the fact's name; under "" that of adding."""
    found = {}
    for event in audit.events_of(entry).order_by("at", "id"):
        found.setdefault("", event)
        found |= {change["field"]: event for change in event.changes}
    return found


def typed_by(entry) -> dict:
    """Who typed each fact last, likewise. Ids of users."""
    return {name: event.by_id for name, event in typings(entry).items()}


def no_longer_fresh(entry, by, since) -> str:
    """Why what `by` recorded about an entry at the moment `since` is not theirs alone any more, in
    words; blank while it is.
    """
    reported = entry.programme.positions.values_list("at", flat=True).first()
    if reported and since <= reported:
        return "a report was published since"
    other = audit.events_of(entry).filter(at__gte=since).exclude(by=by.pk).last()
    return f"{other.by_name} recorded something about it since" if other else ""


def may_decide(entry, name, by) -> bool:
    """Whether no decision fixed a fact of the entry, or `by` may decide on it.

    What somebody decided with the adding alone, a first due date, they put right while it is fresh.
    """
    decision = decision_on(entry, name)
    if decision is None or may(by, decision.permission, entry.programme):
        return True
    if not decision.on_adding(entry):
        return False
    found = typings(entry)
    typed = found.get(name) or found[""]
    return typed.by_id == by.pk and not no_longer_fresh(entry, by, typed.at)
