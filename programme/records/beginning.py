"""Who may begin an edit or a step, and from which state."""

from django.urls import get_resolver

from programme import decided
from programme.authorization import require
from programme.closed import refuse_closed, refuse_closed_step
from programme.log import logs
from programme.refusals import refuse, refuse_unless

from .correcting import is_correction
from .locking import locked


def begin_change(entry, steps=None, *, by, permission, version=None):
    """The entry as it is now, locked, when `by` may change it and it is not settled.

    `steps` names the states of each step, by which a refusal says whether the row can be reopened.

    Raises:
        NotPermitted: `by` does not hold `permission`.
        StaleEntry: `version` is given and is not the row's.
        ValidationError: the entry is closed. Only a step can be taken then, to reopen it for
        example.
    """
    if is_correction():
        return locked(entry, version)
    require(by, permission, entry.programme)
    entry = locked(entry, version)
    refuse_closed(entry.programme, type(entry))
    if entry.is_closed:
        refuse(not_open(entry, "change", steps or {}))
    return entry


def begin_step(entry, step, steps, *, by, permission, version=None):
    """The entry as it is now, locked, when `by` may take the step and it is open: `steps` names the
    states of each step. A step that lifts a decision is for those who may decide it.

    Raises:
        NotPermitted: `by` does not hold `permission`, or that of the decision.
        StaleEntry: `version` is given and is not the row's.
        ValidationError: the step is not open to the entry's state.
    """
    if is_correction():
        return locked(entry, version)
    needed = decided.lifting(entry, step) or permission
    require(by, needed, entry.programme)
    entry = locked(entry, version)
    now = decided.lifting(entry, step) or permission
    if now != needed:  # somebody decided on it, or took a decision back, meanwhile
        require(by, now, entry.programme)
    refuse_closed_step(entry, step)
    refuse_unless(entry.state in steps[step], not_open(entry, step, steps))
    return entry


# Names of steps that are verbs of what is done to the row itself: You cannot treat R1.
VERBS = (
    "accept adopt approve assess cancel change claim close complete confirm decline drop "
    "materialise open propose redate reopen resolve start supersede treat validate verify withdraw"
)


def not_open(entry, step, steps) -> str:
    """Why a step cannot be taken, and what to do: You cannot treat R1 because it is closed.

    Reopen it first.
    """
    state = entry.get_state_display().lower()
    state = state if state.startswith("has ") else f"is {state}"
    advice = " Reopen it first." if entry.state in steps.get("reopen", ()) else ""
    if later := getattr(entry, "superseded_by", None):
        advice = f" Change {later.reference} instead."
    return f"You cannot {_doing(entry, step)} because it {state}.{advice}"


def _doing(entry, step):
    """What a step does, in the words of its page: add a mitigation to R7."""
    _ = get_resolver().url_patterns  # steps put themselves into their logs as pages are loaded
    views = (view for log in logs() if log.model is type(entry) for view in log.step_views)
    view = next((view for view in views if view.name == step), None)
    if step in VERBS.split() or view is None:
        return f"{step.replace('_', ' ')} {entry.reference}"
    return view.doing_to(entry)
