"""Clearance of a draft: asked for, answered, withdrawn; its conditions met, its names printed."""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import NotPermitted, require
from programme.formats import as_sentence, day, known_as, moment
from programme.records import add_recorded, refuse, refuse_if, refuse_unless, save_checked
from reports import cleared
from reports.choices import State
from reports.clearances import Answer, Clearance, ClearanceAnswer, ConditionMet
from reports.doorbell import ring
from reports.permissions import ASK, PUBLISH
from reports.telling import tell_asked

from .drafts import called_off, locked, undraw

DONE = {
    Answer.CLEARED: "cleared",
    Answer.CONDITION: "cleared with a condition",
    Answer.RETURNED: "returned",
}
NO_WORDS = {
    Answer.CONDITION: "Enter the condition.",
    Answer.RETURNED: "Enter what is wrong.",
}
CLEARED_WITH_WORDS = (
    "A draft that is cleared has no condition. Choose “Cleared with a condition”, or leave this "
    "blank."
)
DRAWN_ANEW = "The draft was drawn anew since you looked at it. What changed is shown below."
MEANT_FOR_ONE_COUNCIL = "Choose the post of one council."


def _draft(report):
    """The draft as it stands, locked. Raises ValidationError when it is none."""
    report = locked(report)
    state = report.get_state_display().lower()
    refuse_unless(report.state == State.DRAFT, f"Only a draft is cleared; this is {state}.")
    refuse_if(report.is_called_off, called_off(report))
    return report


def _note(report, verb, clearance, words, *, by, at, why=""):
    changes = [audit.note("clearance", clearance.label, "", words)]
    programme = report.definition.programme
    audit.record(report, by=by, at=at, verb=verb, programme=programme, changes=changes, why=why)


@transaction.atomic
def ask_clearances(report, *, by, at, due_on, demands=(), also=None):
    """Asks for clearances of a draft until a day: for those of `demands` that the body demands, as
    (its key, that of the council or None), and for one more, `also`: {"label", "role", "post",
    "partner", "person"}.
    """
    require(by, ASK, report.definition.programme)
    report = _draft(report)
    today = timezone.localdate(at)
    refuse_if(due_on < today, f"{day(due_on)} has passed. Enter {day(today)} or later.", "due_on")
    on = report.meeting.on
    refuse_if(due_on >= on, f"The meeting is on {day(on)}. Enter an earlier day.", "due_on")
    standing = cleared.standings(report)
    open_ones = {
        (demand.pk, council and council.pk): (demand, council)
        for demand, council in cleared.not_asked(report, standing)
    }
    refuse_unless(set(demands) <= set(open_ones), "This was asked for meanwhile.", "demands")
    refuse_unless(demands or also, "Choose what to ask for.", "demands")
    wanted = [(open_ones[one][0], _of(*open_ones[one])) for one in demands]
    for demand, whom in [*wanted, *([(None, also)] if also else [])]:
        _ask(report, by, at, due_on, demand=demand, standing=standing, **whom)
    cleared.keep_draft(report, report.content)
    return report


def _of(demand, council):
    """Of whom a demanded clearance is asked."""
    asked = {name: getattr(demand, name) for name in ("label", "role", "post", "person")}
    return {**asked, "partner": council}


def _ask(report, by, at, due_on, *, standing, **asked):
    refuse_if(asked["post"] and not asked["partner"], MEANT_FOR_ONE_COUNCIL, "whom")
    row = Clearance(
        report=report,
        due_on=due_on,
        recorded_at=at,
        recorded_by=by,
        recorded_by_name=known_as(by),
        **asked,
    )
    if why := row.cannot_be_asked(report.definition.programme, timezone.localdate(at)):
        refuse(f"{row}: {why} Ask somebody else.", "demands" if row.demand_id else "whom")
    same = " ".join(cleared.name_now(row).casefold().split())
    known = (" ".join(cleared.name_now(one.clearance).casefold().split()) for one in standing)
    twice = same in known
    refuse_if(twice, f"{row} is asked for already.", "whom")
    save_checked(row)
    words = f"{row.asked_of}, by {day(due_on)}"
    _note(report, "asked for clearance of", row, words, by=by, at=at)
    tell_asked(row, at=at)


@transaction.atomic
def withdraw_clearance(clearance, *, by, at, why):
    """Asks for a clearance no longer, with what was answered to it. One that the body demands has
    to be asked for again before the report is published.
    """
    require(by, ASK, clearance.report.definition.programme)
    report = _draft(clearance.report)
    clearance = Clearance.objects.get(pk=clearance.pk)
    refuse_if(clearance.ended_at, "This clearance was withdrawn already.")
    clearance.ended_at, clearance.ended_by_name, clearance.ended_why = at, known_as(by), why
    save_checked(clearance)
    who = {"by": by, "at": at, "why": why}
    _note(report, "withdrew a clearance of", clearance, clearance.asked_of, **who)
    return _print_once_complete(report)


def may_answer(clearance, user, at) -> bool:
    """Whether a clearance is for `user` to answer at a moment."""
    programme = clearance.report.definition.programme
    return clearance.may_answer(user, programme, timezone.localdate(at))


@transaction.atomic
def answer_clearance(clearance, *, by, at, answer, words="", fingerprint):
    """Answers a clearance about the draft that `by` was looking at, by its fingerprint.

    Raises:
        NotPermitted: it is asked of somebody else.
        ValidationError: the draft is another one by now; it was answered already, or withdrawn.
    """
    if not may_answer(clearance, by, at):
        whom = clearance.asked_on(timezone.localdate(at))
        raise NotPermitted(f"This clearance is asked of: {whom}.")
    report = locked(clearance.report)  # one answer at a time
    clearance = Clearance.objects.select_related("partner", "person").get(pk=clearance.pk)
    gone = f"{clearance.ended_by_name} withdrew this clearance. {clearance.ended_why}"
    refuse_if(clearance.ended_at, gone)
    refuse_second(clearance, fingerprint)
    report = _draft(report)
    refuse_unless(cleared.fingerprint(report.content) == fingerprint, DRAWN_ANEW)
    words = words.strip()
    refuse_if(answer in NO_WORDS and not words, NO_WORDS.get(answer), "words")
    refuse_if(answer == Answer.CLEARED and words, CLEARED_WITH_WORDS, "words")
    draft = cleared.keep_draft(report, report.content)
    given = {"clearance": clearance, "draft": draft, "answer": answer, "words": words}
    row = add_recorded(ClearanceAnswer, by=by, at=at, **given)
    words = words or row.get_answer_display()
    _note(report, DONE[Answer(answer)], clearance, words, by=by, at=at)
    return _print_once_complete(report)


def refuse_second(clearance, fingerprint):
    """Refuses a second answer about one draft, and says what the first one was."""
    first = clearance.answers.filter(draft__fingerprint=fingerprint).first()
    if first:
        said = f": {first.words}" if first.words else ""
        said = as_sentence(f"{first.get_answer_display()}{said}")
        refuse(
            f"{first.recorded_by_name} answered this on {moment(first.recorded_at)}. "
            f"{said} To have another answer, the officer asks again."
        )


@transaction.atomic
def meet_condition(clearance, *, by, at, how):
    """Says how the condition was met with which a draft is cleared."""
    require(by, PUBLISH, clearance.report.definition.programme)
    report = _draft(clearance.report)
    found = [one for one in cleared.standings(report) if one.clearance.pk == clearance.pk]
    refuse_unless(found and found[0].has_open_condition, "It has no condition that is open.")
    refuse_unless(how.strip(), "Say how the condition was met.", "how")
    add_recorded(ConditionMet, by=by, at=at, answer=found[0].answer, how=how)
    _note(report, "said how a condition was met of", clearance, how, by=by, at=at)
    return _print_once_complete(report)


def _print_once_complete(report):
    """Once nothing is missing, the draft is drawn again as at the same moment, with the names of
    those who cleared it.
    """
    if not cleared.missing(report) and not cleared.are_printed(report):
        undraw(report)
        ring(report)
    return report


@transaction.atomic
def print_clearances(report, *, by, at):
    """Has a draft drawn again as at the same moment, with the names of those who cleared it."""
    require(by, PUBLISH, report.definition.programme)
    report = _draft(report)
    refuse_if(cleared.are_printed(report), "Who cleared it is printed already.")
    undraw(report)
    programme = report.definition.programme
    audit.record(report, by=by, at=at, verb="had the clearances printed in", programme=programme)
    ring(report)
    return report
