"""What a decision fixed, and by which step it is changed.

A log declares its decisions in `log.py`; `docs/permissions.md` has them all in a table. While a
decision stands, `records.change_entry` refuses to change what it fixed in any other way, whoever
asks: an edit form leaves these facts out and says which step changes them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from programme.authorization import Permission, Role, require
from programme.log import logs
from programme.ui.child_tables import ChildTable

BLANK = ("", None)


@dataclass(frozen=True)
class Decision:
    """Something that was decided about a row, and the facts that it fixed.

    `steps` names the steps that may change these facts; they need the decision's own permission.
    Without any, the decision is taken back first, as `advice` says.
    """

    what: str  # in words, for the table of decisions: a saving is approved
    facts: str  # the names of the columns that it fixes, with spaces between
    permission: Permission  # of whoever decides
    stands: Callable[[Any], bool]  # whether it stands over a row
    said: Callable[[Any], str]  # the decision over a row as a sentence, without a full stop
    advice: str  # how the facts are changed, as a sentence
    steps: str = ""
    # steps that change what it was about, without those facts: they need its permission too
    weighs_on: str = ""
    # a blank was not decided: it may be filled in without a step
    fills_blanks: bool = False
    # a plain change is possible, and the log's action then takes the decision back
    falls: bool = False
    # whether whoever adds the row may say so with it: as long as that stands unchanged it is no
    # more than the adding, and whoever typed it puts it right while it is fresh
    on_adding: Callable[[Any], bool] = lambda entry: False

    @property
    def names(self):
        """The names of the facts that it fixes."""
        return self.facts.split()

    def fixed(self, entry, names=None) -> list[str]:
        """Those of `names`, or of all its facts, that it fixed of the row."""
        asked = self.names if names is None else [name for name in self.names if name in names]
        if self.fills_blanks:
            asked = [name for name in asked if getattr(entry, name) not in BLANK]
        return asked if asked and self.stands(entry) else []

    def changed(self, entry, values) -> list[str]:
        """The names of those facts that `values` would change and that it fixed."""
        return self.fixed(entry, [name for name in values if values[name] != getattr(entry, name)])

    def in_words(self, entry):
        """What was decided about the row, and how that is changed."""
        return f"{self.said(entry)}. {self.advice}"


@lru_cache
def decisions_about(model) -> tuple[Decision, ...]:
    """The decisions that the log of `model` declares."""
    return next((tuple(log.decisions) for log in logs() if log.model is model), ())


def decision_on(entry, name) -> Decision | None:
    """The decision that fixed this fact of the row; None while the fact is open.

    Whoever changes the fact needs `decision.permission`, and takes one of `decision.steps`. What
    was decided on a row that is settled by now was decided all the same.
    """
    for row in (entry, _before_settled(entry)):
        found = (one for one in decisions_about(type(entry)) if row and one.fixed(row, [name]))
        if decision := next(found, None):
            return decision
    return None


def _before_settled(entry):
    """A settled row as it stood before; None for one that is open, or never was."""
    if not entry.is_closed:
        return None
    if not hasattr(entry, "_before_settled"):
        past = entry.history.exclude(state__in=entry.CLOSED)
        last = past.order_by("history_date", "history_id").last()
        entry._before_settled = last and last.instance
    return entry._before_settled


def lifting(entry, step) -> Permission | None:
    """What a step needs instead of its own permission because it takes a decision back by which the
    row stands as it does, or weighs on what was decided; None where it does neither.
    """
    found = (
        one
        for one in decisions_about(type(entry))
        if (step in one.steps.split() and one.fixed(entry, ["state"]))
        or (step in one.weighs_on.split() and one.stands(entry))
    )
    return next((one.permission for one in found), None)


def fixed_facts(entry) -> list[str]:
    """The names of the facts of the row that a plain change cannot touch."""
    found = [one for one in decisions_about(type(entry)) if not one.falls]
    return [name for one in found for name in one.fixed(entry)]


def fallen(entry, values) -> list[Decision]:
    """The decisions that a plain change of the row to `values` takes back."""
    found = [one for one in decisions_about(type(entry)) if one.falls]
    return [one for one in found if one.changed(entry, values)]


def refused(entry, values, *, by, step="", correcting=False) -> tuple[str, str] | None:
    """Why `values` cannot be given to the row, and beside which field; None when they can.

    `correcting` says that a mistake is put right: `programme.mistakes` has asked before who may.

    Raises:
        NotPermitted: the step may change what was decided, but `by` may not decide.
    """
    if correcting:
        return None
    for decision in decisions_about(type(entry)):
        changed = [] if decision.falls else decision.changed(entry, values)
        if changed and step in decision.steps.split():
            require(by, decision.permission, entry.programme)
        elif changed:
            return decision.in_words(entry), changed[0]
    return None


def table() -> ChildTable:
    """Every decision of every log: what it fixes, how that is changed, and who decides."""
    return ChildTable(
        "What a decision fixes",
        ["Decision", "What it fixes", "How it is changed", "Who decides"],
        [
            [decision.what, _facts_in_words(log, decision), decision.advice, _who(decision)]
            for log in logs()
            for decision in log.decisions
        ],
    )


def _facts_in_words(log, decision):
    labels = [str(log.model._meta.get_field(name).verbose_name) for name in decision.names]
    return ", ".join(labels)


def _who(decision):
    return ", ".join(role.label for role in Role if role in decision.permission.roles)
