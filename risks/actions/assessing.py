"""How risks are assessed, in numbers and in words."""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.formats import day
from programme.position import Position
from programme.records import add_recorded, change_entry, refuse_future, refuse_if, refuse_unless

from ..choices import Kind, Scheme, State
from ..models import Assessment, Banding, RatingScheme, WordAssessment
from .base import begin

WORST_LAST = ["", "green", "amber", "red"]


@transaction.atomic
def assess_risk(risk, *, by, at, kind, likelihood, impact, effective_on, why="", version=None):
    """Adds an assessment of a live risk. The latest by day of effect is the one that counts.

    One with a higher score takes back an acceptance: the risk is open again.
    """
    risk = begin(risk, "assess", by=by, version=version)
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


def refuse_target(programme, at, target):
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

    `said` is any of `frequency`, `frequency_words`, `severity` and `status`, one of them at least.
    """
    risk = begin(risk, "assess_in_words", by=by, version=version)
    refuse_unless(any(said.values()), "Say how it is rated: give at least one of these.", "status")
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
