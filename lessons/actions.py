"""Everything that can be done to a lesson.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the row's version that the person was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from functools import partial

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.closed import refuse_closed
from programme.formats import lower_first
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    lock_programme,
    refuse_future,
    refuse_if,
    refuse_unless,
)

from .choices import STEPS, State
from .models import Lesson, TakenUp
from .permissions import DECIDE, KEEP

TAKEN_OVER = ("title", "stage", "kind", "happened", "cause", "effect", "recommendation")
NOT_DECIDED = {"decided_by": "", "decided_on": None, "adopted_into": "", "why_not": ""}

_begin = partial(begin_step, steps=STEPS, permission=KEEP)


def _with_stage(details, lessons):
    """The values with the stage as the programme spells it already: one stage is one group."""
    if "stage" not in details:
        return details
    return {**details, "stage": lessons.stage_as_written(details["stage"])}


@transaction.atomic
def add_lesson(*, programme, by, at, why="", **details):
    """Records a lesson."""
    require(by, KEEP, programme)
    details = _with_stage(details, Lesson.objects.of(programme))
    return add_entry(Lesson, programme=programme, by=by, at=at, verb="recorded", why=why, **details)


@transaction.atomic
def change_lesson(lesson, *, by, at, version=None, **details):
    """Changes what the log says about a lesson. What was decided on stays as it was decided."""
    lesson = begin_change(lesson, STEPS, by=by, permission=KEEP, version=version)
    details = _with_stage(details, Lesson.objects.of(lesson.programme).exclude(pk=lesson.pk))
    named = lesson.state != State.PROPOSED or details.get("adopter", lesson.adopter)
    message = f"{lesson.reference} is proposed for adoption: say who should adopt it."
    refuse_unless(named, message, "adopter")
    return change_entry(lesson, by=by, at=at, **details)


@transaction.atomic
def propose_lesson(lesson, *, by, at, adopter, why="", version=None):
    """Proposes the lesson to whoever should adopt it."""
    lesson = _begin(lesson, "propose", by=by, version=version)
    refuse_unless(adopter, "Say who should adopt it.", "adopter")
    proposed = {"state": State.PROPOSED, "adopter": adopter}
    return change_entry(lesson, by=by, at=at, verb="proposed {} for adoption", why=why, **proposed)


@transaction.atomic
def adopt_lesson(lesson, *, by, at, decided_by, adopted_into, decided_on, why="", version=None):
    """Records who adopted the lesson, into which plan or by which body, and on which day."""
    lesson = _begin(lesson, "adopt", by=by, permission=DECIDE, version=version)
    decision = _decision(at, decided_by, decided_on)
    named = "Name the plan or the body that has the lesson now."
    refuse_unless(adopted_into, named, "adopted_into")
    decision |= {"state": State.ADOPTED, "adopted_into": adopted_into}
    return change_entry(lesson, by=by, at=at, verb="recorded {} as adopted", why=why, **decision)


@transaction.atomic
def decline_lesson(lesson, *, by, at, decided_by, decided_on, why, version=None):
    """Records who did not adopt the lesson, when and why. It stays on record."""
    lesson = _begin(lesson, "decline", by=by, permission=DECIDE, version=version)
    decision = _decision(at, decided_by, decided_on)
    refuse_unless(why, "Say why it was not adopted.", "why")
    decision |= {"state": State.NOT_ADOPTED, "why_not": why}
    return change_entry(
        lesson, by=by, at=at, verb="recorded {} as not adopted", why=why, **decision
    )


@transaction.atomic
def take_over_lesson(programme, source, *, by, at, stage="", why=""):
    """Adopts a lesson of another programme: a row of the own log that says where it is from."""
    source, cited = _of_another(programme, source, by)
    adopted = TakenUp.objects.filter(programme=programme, **cited).exclude(adopted_as="").first()
    refuse_if(adopted, f"It is {adopted and adopted.adopted_as} of this programme already.")
    details = {name: getattr(source, name) for name in TAKEN_OVER}
    details["stage"] = stage or source.stage
    details["taken_from"] = f"{source.reference} of {source.programme}"
    details = _with_stage(details, Lesson.objects.of(programme))
    how = {"by": by, "at": at, "verb": "took over", "why": why}
    lesson = add_entry(Lesson, programme=programme, **how, **details)
    said = {"adopted_as": lesson.reference, "why": why}
    _answer(programme, source, cited, by=by, at=at, **said)
    return lesson


@transaction.atomic
def set_lesson_aside(programme, source, *, by, at, why):
    """Says that a lesson of another programme is not adopted here, and why."""
    source, cited = _of_another(programme, source, by)
    refuse_unless(why.strip(), "Say why.", "why")
    answered = TakenUp.objects.filter(programme=programme, **cited).last()
    refuse_if(answered, f"It was answered already: {answered and lower_first(answered.in_words)}.")
    row = _answer(programme, source, cited, by=by, at=at, why=why)
    audit.record(row, by=by, at=at, verb="set aside", programme=programme, why=why)
    return row


def _of_another(programme, source, by):
    """A lesson of another programme as it stands now, and what names it; `programme` is locked."""
    require(by, KEEP, programme)
    refuse_closed(lock_programme(programme), Lesson)
    current = Lesson.objects.read_elsewhere(programme, by).filter(pk=source.pk).first()
    refuse_unless(current, "Choose a lesson of another programme whose logs you read.")
    cited = {"source_slug": current.programme.slug, "source_reference": current.reference}
    return current, cited


def _answer(programme, source, cited, *, by, at, **said):
    named = {"source_name": source.programme.name, "source_title": source.title}
    return add_recorded(TakenUp, by=by, at=at, programme=programme, **cited, **named, **said)


def _decision(at, decided_by, decided_on):
    """Who decided and when, checked."""
    refuse_unless(decided_by, "Say who decided.", "decided_by")
    refuse_future(decided_on, at, "decided_on")
    return {"decided_by": decided_by, "decided_on": decided_on}


@transaction.atomic
def reopen_lesson(lesson, *, by, at, why, version=None):
    """Takes back a proposal or a decision, which stays in its history.

    The lesson can be proposed again.
    """
    lesson = _begin(lesson, "reopen", by=by, version=version)
    again = {"state": State.RECORDED, **NOT_DECIDED}
    how = {"by": by, "at": at, "verb": "reopened", "why": why, "step": "reopen"}
    return change_entry(lesson, **how, **again)
