"""What can be done to a risk: it is proposed, changed, and goes from state to state."""

from django.db import transaction
from django.utils import timezone

from programme.authorization import require
from programme.records import add_entry, begin_change, change_entry, refuse_if, refuse_unless
from programme.written import as_words

from ..choices import BEGUN, STEPS, Kind, State
from ..models import Risk
from ..permissions import ACCEPT, KEEP
from .assessing import assess_in_words, assess_risk, refuse_target
from .base import begin
from .issues import add_issue
from .mitigations import end_mitigations

IN_WORDS = ("frequency", "frequency_words", "severity", "status")


@transaction.atomic
def add_risk(*, programme, by, at, state="", **details):
    """Proposes a risk for the register, and opens it or begins to treat it where `state` says so.

    It is assessed when likelihood and impact are given. In a programme that rates in words
    `details` may hold what `assess_in_words` takes.
    """
    risk = _propose_risk(programme, by=by, at=at, **details)
    if state in BEGUN:
        risk = open_risk(risk, by=by, at=at)
    return treat_risk(risk, by=by, at=at) if state == State.TREATING else risk


def _propose_risk(
    programme, *, by, at, likelihood=None, impact=None, judged_by="", why="", **details
):
    require(by, KEEP, programme)
    details = as_words(details, "review")
    refuse_target(programme, at, details.get("target_given"))
    said = {name: details.pop(name) for name in IN_WORDS if name in details}
    both_or_neither = (likelihood is None) == (impact is None)
    refuse_unless(both_or_neither, "Give both likelihood and impact, or neither.", "impact")
    risk = add_entry(Risk, programme=programme, by=by, at=at, verb="proposed", why=why, **details)
    if any(said.values()):
        said |= {"effective_on": timezone.localdate(at), "judged_by": judged_by}
        return assess_in_words(risk, by=by, at=at, **said)
    if likelihood is None:
        return risk
    judged = {"likelihood": likelihood, "impact": impact, "effective_on": timezone.localdate(at)}
    return assess_risk(risk, by=by, at=at, kind=Kind.CURRENT, **judged)


@transaction.atomic
def change_risk(risk, *, by, at, version=None, **details):
    """Changes what the register says about a live risk, but not its score or state."""
    risk = begin_change(risk, STEPS, by=by, permission=KEEP, version=version)
    target = details.get("target_given")
    if target != risk.target_given:
        refuse_target(risk.programme, at, target)
    return change_entry(risk, by=by, at=at, **as_words(details, "review"))


@transaction.atomic
def open_risk(risk, *, by, at, version=None, why=""):
    """Takes a proposed risk onto the register."""
    risk = begin(risk, "open", by=by, version=version)
    return change_entry(risk, by=by, at=at, verb="opened", why=why, state=State.OPEN)


@transaction.atomic
def treat_risk(risk, *, by, at, version=None, why=""):
    """Says that mitigation of an open risk is under way."""
    risk = begin(risk, "treat", by=by, version=version)
    return change_entry(risk, by=by, at=at, verb="began to treat", why=why, state=State.TREATING)


@transaction.atomic
def accept_risk(risk, *, by, at, until, approver, why, version=None):
    """Lives with the risk until a date, on somebody's authority.

    When the date passes it needs attention again.
    """
    risk = begin(risk, "accept", by=by, permission=ACCEPT, version=version)
    refuse_if(until < timezone.localdate(at), "Acceptance must end today or later.", "until")
    accepted = {"state": State.ACCEPTED, "accepted_until": until, "accepted_by": approver}
    return change_entry(risk, by=by, at=at, verb="accepted", why=why, **accepted)


@transaction.atomic
def reopen_risk(risk, *, by, at, why, version=None):
    """Opens an accepted or settled risk again. An issue that came of it stays on its own record."""
    risk = begin(risk, "reopen", by=by, version=version)
    return _settle(risk, State.OPEN, by=by, at=at, verb="reopened", why=why)


@transaction.atomic
def close_risk(risk, *, by, at, why, version=None, mitigations="", mitigations_why=""):
    """Closes a risk that no longer matters. It stays on record.

    `mitigations` says what becomes of those that are open, a `Fate`, and `mitigations_why` why.
    """
    risk = begin(risk, "close", by=by, version=version)
    changes = end_mitigations(risk, mitigations, mitigations_why, by=by, at=at)
    return _settle(risk, State.CLOSED, by=by, at=at, verb="closed", why=why, changes=changes)


@transaction.atomic
def materialise_risk(
    risk,
    *,
    by,
    at,
    why,
    owner,
    raised_on,
    owner_user=None,
    version=None,
    mitigations="",
    mitigations_why="",
):
    """Records that the risk has happened: it becomes an issue that links back to it.

    `mitigations` and `mitigations_why` are those of `close_risk`. Returns the issue.
    """
    risk = begin(risk, "materialise", by=by, version=version)
    changes = end_mitigations(risk, mitigations, mitigations_why, by=by, at=at)
    verb = "recorded {} as having happened"
    risk = _settle(risk, State.MATERIALISED, by=by, at=at, verb=verb, why=why, changes=changes)
    kept = {"title": risk.title, "impact": risk.effect, "lead_partner": risk.lead_partner}
    kept |= {"workstream": risk.workstream, "raised_on": raised_on}
    kept |= {"owner": owner, "owner_user": owner_user}
    return add_issue(programme=risk.programme, by=by, at=at, risk=risk, **kept)


def _settle(risk, state, **change):
    """Moves to a state in which no acceptance is in force."""
    return change_entry(risk, state=state, accepted_until=None, accepted_by="", **change)
