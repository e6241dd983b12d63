"""Everything that can be done to a risk or an issue.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the version of the row that the person was looking
at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import counted, day
from programme.position import Position
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_child,
    change_entry,
    next_number,
    refuse,
    refuse_future,
    refuse_if,
    refuse_if_reported,
    refuse_unless,
    save_child,
)
from programme.written import as_words

from .banding import ALL_WORDS
from .choices import BEGUN, ISSUE_STEPS, LIVE, STEPS, Fate, IssueState, Kind, Scheme, State
from .models import Assessment, Banding, Issue, Mitigation, RatingScheme, Risk, WordAssessment
from .permissions import ACCEPT, KEEP, SET_BANDS

WORST_LAST = ["", "green", "amber", "red"]
IN_WORDS = ("frequency", "frequency_words", "severity", "status")

_begin = partial(begin_step, steps=STEPS, permission=KEEP)
_begin_issue = partial(begin_step, steps=ISSUE_STEPS, permission=KEEP)


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
    _refuse_target(programme, at, details.get("target_given"))
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
        _refuse_target(risk.programme, at, target)
    return change_entry(risk, by=by, at=at, **as_words(details, "review"))


@transaction.atomic
def assess_risk(risk, *, by, at, kind, likelihood, impact, effective_on, why="", version=None):
    """Adds an assessment of a live risk. The latest by day of effect is the one that counts.

    One with a higher score takes back an acceptance: the risk is open again.
    """
    risk = _begin(risk, "assess", by=by, version=version)
    refuse_future(effective_on, at, "effective_on")
    words = RatingScheme.objects.kind(risk.programme, effective_on) == Scheme.WORDS
    refuse_if(words, "This programme rates its risks in words: give words.", "likelihood")
    refuse_off_matrix(risk.programme, effective_on, likelihood, impact)
    known = risk.assessments.filter(kind=kind).known_at(None).in_order()
    previous = known.last()
    judged = {"kind": kind, "likelihood": likelihood, "impact": impact}
    added = add_recorded(
        Assessment, by=by, at=at, risk=risk, effective_on=effective_on, why=why, **judged
    )
    columns = risk.rated(in_words=False) if kind == Kind.CURRENT else {}
    note = _note(added.get_kind_display(), previous, known.last(), added, added.sum)
    now = columns.get("score") or 0
    fallen, fell = _if_worse(risk, now > (risk.score or 0))
    how = {"by": by, "at": at, "verb": "assessed", "why": why, "changes": [note, *fell]}
    return change_entry(risk, **how, **columns, **fallen)


def _refuse_target(programme, at, target):
    """Refuses a target score that no likelihood times impact gives in the matrix of the day, and
    any where the programme rates in words.
    """
    on = timezone.localdate(at)
    in_words = target is not None and RatingScheme.objects.kind(programme, on) == Scheme.WORDS
    none = "This programme rates its risks in words: it has no target score."
    refuse_if(in_words, none, "target_given")
    now = Banding.objects.thresholds(Position.on(programme, on))
    whole = type(target) is not int or target in now.scores
    can = f"Scores that it can give: {', '.join(map(str, now.scores))}."
    said = f"A matrix of {now.matrix} does not give {target}."
    refuse_unless(whole, f"{said} {can}", "target_given")


def refuse_off_matrix(programme, on, likelihood, impact):
    """Refuses what has no place in the matrix in which the programme judged on that day."""
    steps = Banding.objects.thresholds(Position.on(programme, on)).steps
    whole = {type(likelihood), type(impact)} == {int}
    for name, number in (("likelihood", likelihood), ("impact", impact)):
        within = whole and 1 <= number <= steps[name]
        refuse_unless(within, f"Give whole numbers from 1 to {steps[name]}.", name)


def _note(label, previous, counting, added, words):
    """What an event says of an assessment: one that is dated before the one that counts does not
    take its place.
    """
    if counting != added:
        return audit.note("assessment", f"{label}, as at {day(added.effective_on)}", "", words)
    was = getattr(previous, "sum", previous)
    return audit.note("assessment", label, was, words)


@transaction.atomic
def assess_in_words(risk, *, by, at, effective_on, judged_by="", why="", version=None, **said):
    """Adds an assessment in words with a judged status, kept as given.

    The latest by day of effect counts. A worse status takes back an acceptance.

    `said` is any of `frequency`, `frequency_words`, `severity` and `status`.
    """
    risk = _begin(risk, "assess_in_words", by=by, version=version)
    refuse_future(effective_on, at, "effective_on")
    known = risk.word_assessments.known_at(None).in_order()
    previous = known.last()
    said |= {"judged_by": judged_by, "effective_on": effective_on, "why": why}
    added = add_recorded(WordAssessment, by=by, at=at, risk=risk, **said)
    columns = risk.rated(in_words=True)
    note = _note(
        f"Judged by {judged_by}" if judged_by else "Judged", previous, known.last(), added, added
    )
    worse = WORST_LAST.index(columns["judged"]) > WORST_LAST.index(risk.judged)
    fallen, fell = _if_worse(risk, worse)
    how = {"by": by, "at": at, "verb": "assessed", "why": why, "changes": [note, *fell]}
    return change_entry(risk, **how, **columns, **fallen)


@transaction.atomic
def open_risk(risk, *, by, at, version=None, why=""):
    """Takes a proposed risk onto the register."""
    risk = _begin(risk, "open", by=by, version=version)
    return change_entry(risk, by=by, at=at, verb="opened", why=why, state=State.OPEN)


@transaction.atomic
def treat_risk(risk, *, by, at, version=None, why=""):
    """Says that mitigation of an open risk is under way."""
    risk = _begin(risk, "treat", by=by, version=version)
    return change_entry(risk, by=by, at=at, verb="began to treat", why=why, state=State.TREATING)


@transaction.atomic
def accept_risk(risk, *, by, at, until, approver, why, version=None):
    """Lives with the risk until a date, on somebody's authority.

    When the date passes it needs attention again.
    """
    risk = _begin(risk, "accept", by=by, permission=ACCEPT, version=version)
    refuse_if(until < timezone.localdate(at), "Acceptance must end today or later.", "until")
    accepted = {"state": State.ACCEPTED, "accepted_until": until, "accepted_by": approver}
    return change_entry(risk, by=by, at=at, verb="accepted", why=why, **accepted)


@transaction.atomic
def reopen_risk(risk, *, by, at, why, version=None):
    """Opens an accepted or settled risk again. An issue that came of it stays on its own record."""
    risk = _begin(risk, "reopen", by=by, version=version)
    return _settle(risk, State.OPEN, by=by, at=at, verb="reopened", why=why)


@transaction.atomic
def close_risk(risk, *, by, at, why, version=None, mitigations="", mitigations_why=""):
    """Closes a risk that no longer matters. It stays on record.

    `mitigations` says what becomes of those that are open, a `Fate`, and `mitigations_why` why.
    """
    risk = _begin(risk, "close", by=by, version=version)
    changes = _end_mitigations(risk, mitigations, mitigations_why, by=by, at=at)
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
    risk = _begin(risk, "materialise", by=by, version=version)
    changes = _end_mitigations(risk, mitigations, mitigations_why, by=by, at=at)
    verb = "recorded {} as having happened"
    risk = _settle(risk, State.MATERIALISED, by=by, at=at, verb=verb, why=why, changes=changes)
    kept = {"title": risk.title, "impact": risk.effect, "lead_partner": risk.lead_partner}
    kept |= {"workstream": risk.workstream, "raised_on": raised_on}
    kept |= {"owner": owner, "owner_user": owner_user}
    return add_issue(programme=risk.programme, by=by, at=at, risk=risk, **kept)


def _if_worse(risk, is_worse):
    """The columns and the note with which an acceptance falls: it was given for a lesser risk."""
    if risk.state != State.ACCEPTED or not is_worse:
        return {}, []
    given = f"{risk.accepted_by}, until {day(risk.accepted_until)}"
    note = audit.note("acceptance", "Acceptance, given for a lesser risk", given, "")
    return {"state": State.OPEN, "accepted_until": None, "accepted_by": ""}, [note]


def reopen_if_worse(before, risk, *, by, at, why):
    """Takes back an acceptance where a correction shows a greater risk than was accepted.

    That is no correction itself: reports say it. Returns the risk.
    """
    higher = (risk.score or 0) > (before.score or 0)
    worse = higher or WORST_LAST.index(risk.judged) > WORST_LAST.index(before.judged)
    fallen, fell = _if_worse(risk, worse)
    how = {"by": by, "at": at, "verb": "took back the acceptance of", "why": why}
    return change_entry(risk, changes=fell, **how, **fallen)


def _settle(risk, state, **change):
    """Moves to a state in which no acceptance is in force."""
    return change_entry(risk, state=state, accepted_until=None, accepted_by="", **change)


def _end_mitigations(risk, fate, why, *, by, at):
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
    risk = _begin(risk, "add_mitigation", by=by, version=version)
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
    risk = _begin(mitigation.risk, f"{step}_mitigation", by=by, version=version)
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


@transaction.atomic
def set_bands(*, programme, by, at, applies_from, why="", **thresholds):
    """Sets the programme's thresholds from a date on; what was reported before keeps its bands."""
    require(by, SET_BANDS, programme)
    refuse_if_reported(programme, at, applies_from)
    before = Banding.objects.thresholds(Position.on(programme, applies_from))
    banding = add_recorded(
        Banding, by=by, at=at, programme=programme, applies_from=applies_from, **thresholds
    )
    now = banding.thresholds()
    _refuse_smaller(programme, before, now)
    changes = [
        audit.note(
            key,
            f"{(now if now.words(key) else before).named(key).word} scores",
            *(one.words(key) for one in (before, now)),
        )
        for key in ALL_WORDS
        if before.words(key) or now.words(key)
    ]
    if before.matrix != now.matrix:
        changes.append(audit.note("size", "Matrix", before.matrix, now.matrix))
    audit.record(banding, by=by, at=at, verb="set", programme=programme, changes=changes, why=why)
    return banding


def _refuse_smaller(programme, before, now):
    """Refuses a matrix in which a live risk would have no place."""
    live = Risk.objects.of(programme).filter(state__in=LIVE)
    outside = Q(likelihood__gt=now.likelihoods) | Q(impact__gt=now.impacts)
    beyond = live.filter(outside).order_by("number").first()
    if beyond:
        rated = f"{beyond.likelihood} x {beyond.impact}"
        refuse(f"{beyond.reference} is rated {rated}: assess it within {now.matrix} first.", "size")
    lost = set(before.scores) - set(now.scores)
    aimed = live.filter(target_given__in=lost).order_by("number").first()
    if aimed:
        target = f"{aimed.reference} has the target score {aimed.target_given}"
        refuse(f"{target}, which {now.matrix} does not give: change that first.", "size")


@transaction.atomic
def set_scheme(*, programme, by, at, kind, applies_from, why=""):
    """Says how the programme rates its risks from a date on.

    What was rated before stays as it was rated.
    """
    require(by, SET_BANDS, programme)
    refuse_if_reported(programme, at, applies_from)
    before = RatingScheme.objects.kind(programme, applies_from)
    refuse_if(before == kind, "The programme rates its risks in this way already.", "kind")
    scheme = add_recorded(
        RatingScheme, by=by, at=at, programme=programme, kind=kind, applies_from=applies_from
    )
    note = audit.note("kind", "Rated in", before, kind)
    audit.record(scheme, by=by, at=at, verb="set", programme=programme, changes=[note], why=why)
    return scheme


@transaction.atomic
def add_issue(*, programme, by, at, why="", **details):
    """Puts an issue on the log."""
    require(by, KEEP, programme)
    refuse_future(details["raised_on"], at, "raised_on")
    return add_entry(Issue, programme=programme, by=by, at=at, verb="raised", why=why, **details)


@transaction.atomic
def change_issue(issue, *, by, at, version=None, **details):
    """Changes what the log says about an open issue."""
    issue = begin_change(issue, ISSUE_STEPS, by=by, permission=KEEP, version=version)
    return change_entry(issue, by=by, at=at, **details)


@transaction.atomic
def resolve_issue(issue, *, by, at, resolution, resolved_on, version=None):
    """Says how and when an open issue was resolved."""
    issue = _begin_issue(issue, "resolve", by=by, version=version)
    early = resolved_on < issue.raised_on
    refuse_if(early, "It cannot be resolved before it was raised.", "resolved_on")
    refuse_future(resolved_on, at, "resolved_on")
    resolved = {"state": IssueState.RESOLVED, "resolution": resolution, "resolved_on": resolved_on}
    return change_entry(issue, by=by, at=at, verb="resolved", **resolved)


@transaction.atomic
def reopen_issue(issue, *, by, at, why, version=None):
    """Opens a resolved issue again; the resolution that did not hold stays in its history."""
    issue = _begin_issue(issue, "reopen", by=by, version=version)
    again = {"state": IssueState.OPEN, "resolution": "", "resolved_on": None}
    return change_entry(issue, by=by, at=at, verb="reopened", why=why, **again)
