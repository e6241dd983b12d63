"""Everything that can be done to a risk or an issue.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change `at`, and writes
the audit trail. `version` is the version of the row that the person was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.records import add_entry, change_entry, locked, refuse_if_reported, refuse_unless

from .choices import STEPS, IssueState, Kind, State
from .models import Assessment, Banding, Issue, Mitigation, RatingScheme, Risk, WordAssessment
from .permissions import ACCEPT, KEEP, SET_BANDS

NO_NUMBERS = {"likelihood": None, "impact": None, "score": None}
NO_WORDS = {"frequency": "", "frequency_words": "", "severity": "", "judged": ""}


def _refuse_unless_open(risk, step):
    allowed = risk.state in STEPS[step]
    refuse_unless(
        allowed,
        f"{risk.reference} is {risk.get_state_display().lower()}: this step is not open to it.",
    )


def _refuse_unless_live(risk):
    """Only a live risk is assessed. One that was closed can be reopened; one that has happened goes on as its issue."""
    happened = risk.state == State.MATERIALISED
    refuse_unless(
        not happened,
        f"{risk.reference} has happened: it goes on as an issue and is not assessed any more.",
    )
    refuse_unless(
        risk.is_live, f"{risk.reference} is {risk.get_state_display().lower()}: reopen it first."
    )


@transaction.atomic
def add_risk(*, programme, by, at, likelihood=None, impact=None, why="", **details):
    """Proposes a risk for the register, assessed when likelihood and impact are given."""
    require(by, KEEP, programme)
    refuse_unless(
        (likelihood is None) == (impact is None),
        "Give both likelihood and impact, or neither.",
        "impact",
    )
    risk = add_entry(Risk, programme=programme, by=by, at=at, verb="proposed", why=why, **details)
    if likelihood is not None:
        day = timezone.localdate(at)
        risk = assess_risk(
            risk,
            by=by,
            at=at,
            kind=Kind.CURRENT,
            likelihood=likelihood,
            impact=impact,
            effective_on=day,
        )
    return risk


@transaction.atomic
def change_risk(risk, *, by, at, version=None, **details):
    """Changes what the register says about a risk, but not its score or state."""
    require(by, KEEP, risk.programme)
    return change_entry(risk, by=by, at=at, version=version, **details)


@transaction.atomic
def assess_risk(risk, *, by, at, kind, likelihood, impact, effective_on, why="", version=None):
    """Adds an assessment. The latest by day of effect is the one that counts."""
    require(by, KEEP, risk.programme)
    risk = locked(risk, version)
    _refuse_unless_live(risk)
    refuse_unless(
        effective_on <= timezone.localdate(at),
        "An assessment cannot be dated in the future.",
        "effective_on",
    )
    refuse_unless(
        {type(likelihood), type(impact)} == {int}, "Give whole numbers from 1 to 5.", "likelihood"
    )
    added = Assessment(
        risk=risk,
        kind=kind,
        likelihood=likelihood,
        impact=impact,
        effective_on=effective_on,
        why=why,
        recorded_at=at,
        recorded_by=by,
        recorded_by_name=str(by),
    )
    added.full_clean()
    previous = risk.assessments.filter(kind=kind).in_order().last()
    added.save()
    counting = risk.assessments.filter(kind=kind).in_order().last()
    columns = {}
    if kind == Kind.CURRENT:
        columns = NO_WORDS | {
            "likelihood": counting.likelihood,
            "impact": counting.impact,
            "score": counting.score,
        }
    was = f"{previous.likelihood} x {previous.impact} = {previous.score}" if previous else ""
    now = f"{likelihood} x {impact} = {likelihood * impact}"
    note = {"field": "assessment", "label": added.get_kind_display(), "was": was, "now": now}
    return change_entry(risk, by=by, at=at, verb="assessed", why=why, changes=[note], **columns)


@transaction.atomic
def assess_in_words(
    risk,
    *,
    by,
    at,
    effective_on,
    judged_by,
    frequency="",
    frequency_words="",
    severity="",
    status="",
    why="",
    version=None,
):
    """Adds an assessment in words with a judged status, kept as given. The latest by day of effect counts."""
    require(by, KEEP, risk.programme)
    risk = locked(risk, version)
    _refuse_unless_live(risk)
    refuse_unless(
        effective_on <= timezone.localdate(at),
        "An assessment cannot be dated in the future.",
        "effective_on",
    )
    added = WordAssessment(
        risk=risk,
        frequency=frequency,
        frequency_words=frequency_words,
        severity=severity,
        status=status,
        judged_by=judged_by,
        why=why,
        effective_on=effective_on,
        recorded_at=at,
        recorded_by=by,
        recorded_by_name=str(by),
    )
    added.full_clean()
    previous = risk.word_assessments.in_order().last()
    added.save()
    counting = risk.word_assessments.in_order().last()
    columns = NO_NUMBERS | {
        "frequency": counting.frequency,
        "frequency_words": counting.frequency_words,
        "severity": counting.severity,
        "judged": counting.status,
    }
    note = {
        "field": "assessment",
        "label": f"Judged by {judged_by}",
        "was": str(previous or ""),
        "now": str(added),
    }
    return change_entry(risk, by=by, at=at, verb="assessed", why=why, changes=[note], **columns)


@transaction.atomic
def set_scheme(*, programme, by, at, kind, applies_from, why=""):
    """Says how the programme rates its risks from a date on. What was rated before stays as it was rated."""
    require(by, SET_BANDS, programme)
    refuse_if_reported(programme, at, applies_from)
    before = RatingScheme.objects.kind(programme, applies_from)
    refuse_unless(before != kind, "The programme rates its risks in this way already.", "kind")
    scheme = RatingScheme(
        programme=programme, kind=kind, applies_from=applies_from, recorded_at=at, recorded_by=by
    )
    scheme.full_clean()
    scheme.save()
    note = [{"field": "kind", "label": "Rated in", "was": str(before), "now": kind}]
    audit.record(scheme, by=by, at=at, verb="set", programme=programme, changes=note, why=why)
    return scheme


@transaction.atomic
def open_risk(risk, *, by, at, version=None, why=""):
    """Takes a proposed risk onto the register."""
    require(by, KEEP, risk.programme)
    risk = locked(risk, version)
    _refuse_unless_open(risk, "open")
    return change_entry(risk, by=by, at=at, verb="opened", why=why, state=State.OPEN)


@transaction.atomic
def treat_risk(risk, *, by, at, version=None, why=""):
    """Says that mitigation of an open risk is under way."""
    require(by, KEEP, risk.programme)
    risk = locked(risk, version)
    _refuse_unless_open(risk, "treat")
    return change_entry(risk, by=by, at=at, verb="began to treat", why=why, state=State.TREATING)


@transaction.atomic
def accept_risk(risk, *, by, at, until, approver, why, version=None):
    """Lives with the risk until a date, on somebody's authority. When the date passes it needs attention again."""
    require(by, ACCEPT, risk.programme)
    risk = locked(risk, version)
    _refuse_unless_open(risk, "accept")
    refuse_unless(until >= timezone.localdate(at), "Acceptance must end today or later.", "until")
    return change_entry(
        risk,
        by=by,
        at=at,
        verb="accepted",
        why=why,
        state=State.ACCEPTED,
        accepted_until=until,
        accepted_by=approver,
    )


@transaction.atomic
def reopen_risk(risk, *, by, at, why, version=None):
    """Opens an accepted or closed risk again."""
    require(by, KEEP, risk.programme)
    risk = locked(risk, version)
    _refuse_unless_open(risk, "reopen")
    return _settle(risk, State.OPEN, by=by, at=at, verb="reopened", why=why)


@transaction.atomic
def close_risk(risk, *, by, at, why, version=None):
    """Closes a risk that no longer matters. It stays on record."""
    require(by, KEEP, risk.programme)
    risk = locked(risk, version)
    _refuse_unless_open(risk, "close")
    return _settle(risk, State.CLOSED, by=by, at=at, verb="closed", why=why)


@transaction.atomic
def materialise_risk(risk, *, by, at, why, owner, raised_on, version=None):
    """Records that the risk has happened: it becomes an issue that links back to it. Returns the issue."""
    require(by, KEEP, risk.programme)
    risk = locked(risk, version)
    _refuse_unless_open(risk, "materialise")
    risk = _settle(
        risk, State.MATERIALISED, by=by, at=at, verb="recorded as having happened", why=why
    )
    return add_issue(
        programme=risk.programme,
        by=by,
        at=at,
        title=risk.title,
        impact=risk.effect,
        owner=owner,
        raised_on=raised_on,
        risk=risk,
        lead_partner=risk.lead_partner,
        workstream=risk.workstream,
    )


def _settle(risk, state, **change):
    """Moves to a state in which no acceptance is in force."""
    return change_entry(risk, state=state, accepted_until=None, accepted_by="", **change)


@transaction.atomic
def add_mitigation(risk, *, by, at, text, owner="", due_on=None, done_on=None, version=None):
    """Plans an action against the risk."""
    require(by, KEEP, risk.programme)
    risk = locked(risk, version)
    last = risk.mitigations.order_by("number").last()
    added = Mitigation(
        risk=risk,
        number=last.number + 1 if last else 1,
        text=text,
        owner=owner,
        due_on=due_on,
        done_on=done_on,
    )
    return _keep_mitigation(added, "", by=by, at=at, verb="added a mitigation to")


@transaction.atomic
def change_mitigation(
    mitigation, *, by, at, text, owner="", due_on=None, done_on=None, version=None
):
    """Changes a planned action, or says when it was done."""
    require(by, KEEP, mitigation.risk.programme)
    locked(mitigation.risk, version)
    mitigation = Mitigation.objects.get(pk=mitigation.pk)
    values = {"text": text, "owner": owner, "due_on": due_on, "done_on": done_on}
    differences = audit.difference(mitigation, values)
    for name, value in values.items():
        setattr(mitigation, name, value)
    return _keep_mitigation(mitigation, differences, by=by, at=at, verb="changed a mitigation of")


def _keep_mitigation(mitigation, differences, *, by, at, verb):
    day = timezone.localdate(at)
    refuse_unless(
        mitigation.done_on is None or mitigation.done_on <= day,
        "It cannot be done in the future.",
        "done_on",
    )
    mitigation.full_clean()
    note = [{"field": "mitigation", "label": "Mitigation", "was": "", "now": mitigation.text}]
    mitigation._history_date, mitigation._history_user = at, by
    if differences == "" or differences:
        mitigation.save()
        change_entry(mitigation.risk, by=by, at=at, verb=verb, changes=differences or note)
    return mitigation.risk


@transaction.atomic
def set_bands(*, programme, by, at, applies_from, why="", **thresholds):
    """Sets the programme's thresholds from a date on; what was reported before keeps its bands."""
    require(by, SET_BANDS, programme)
    refuse_if_reported(programme, at, applies_from)
    banding = Banding(
        programme=programme, applies_from=applies_from, recorded_at=at, recorded_by=by, **thresholds
    )
    before = Banding.objects.thresholds(programme, None, applies_from)
    banding.full_clean()
    banding.save()
    note = [
        {
            "field": key,
            "label": f"{key.capitalize()} scores",
            "was": "{} to {}".format(*getattr(before, key)),
            "now": "{} to {}".format(*getattr(banding.thresholds(), key)),
        }
        for key in ("red", "amber", "green")
    ]
    audit.record(banding, by=by, at=at, verb="set", programme=programme, changes=note, why=why)
    return banding


@transaction.atomic
def add_issue(*, programme, by, at, why="", **details):
    """Puts an issue on the log."""
    require(by, KEEP, programme)
    refuse_unless(
        details["raised_on"] <= timezone.localdate(at),
        "An issue cannot be raised in the future.",
        "raised_on",
    )
    return add_entry(Issue, programme=programme, by=by, at=at, verb="raised", why=why, **details)


@transaction.atomic
def change_issue(issue, *, by, at, version=None, **details):
    """Changes what the log says about an issue."""
    require(by, KEEP, issue.programme)
    return change_entry(issue, by=by, at=at, version=version, **details)


@transaction.atomic
def resolve_issue(issue, *, by, at, resolution, resolved_on, version=None):
    """Says how and when an open issue was resolved."""
    require(by, KEEP, issue.programme)
    issue = locked(issue, version)
    refuse_unless(issue.state == IssueState.OPEN, f"{issue.reference} is resolved already.")
    refuse_unless(
        resolved_on >= issue.raised_on, "It cannot be resolved before it was raised.", "resolved_on"
    )
    refuse_unless(
        resolved_on <= timezone.localdate(at), "It cannot be resolved in the future.", "resolved_on"
    )
    return change_entry(
        issue,
        by=by,
        at=at,
        verb="resolved",
        state=IssueState.RESOLVED,
        resolution=resolution,
        resolved_on=resolved_on,
    )


@transaction.atomic
def reopen_issue(issue, *, by, at, why, version=None):
    """Opens a resolved issue again; the resolution that did not hold stays in its history."""
    require(by, KEEP, issue.programme)
    issue = locked(issue, version)
    refuse_unless(issue.state == IssueState.RESOLVED, f"{issue.reference} is open already.")
    return change_entry(
        issue,
        by=by,
        at=at,
        verb="reopened",
        why=why,
        state=IssueState.OPEN,
        resolution="",
        resolved_on=None,
    )
