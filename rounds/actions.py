"""What can be done with update rounds.

Each function refuses what `by` may not do, is all or nothing, and writes the audit trail; `by` is
None where the product itself opens a round that somebody planned.

Raises, all of them: NotPermitted, ValidationError; those that take a `version` StaleEntry.
"""

from django.db import transaction
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day, listed
from programme.owners import PERSON
from programme.records import (
    add_audited,
    change_entry,
    lock_programme,
    refuse_if,
    refuse_unless,
)
from programme.standing import refuse_ended
from programme.written_once import Given, Prepared

from . import letters
from .choices import Said
from .models import Answer, AskedRow, Plan, Round, logs_of_rounds
from .permissions import KEEP, SEE
from .progress import is_owner, last_answers, lines_of, position_of, shares_of
from .scope import rows_in

ANSWERS = {Said.SAME: "No change", Said.CHANGED: "Changed", Said.TOLD: "Told"}


@transaction.atomic
def open_round(*, programme, by, at, plan=None, **said):
    """Opens a round: its rows are those of now, and their owners are told by mail."""
    if by:
        require(by, KEEP, programme)
    lock_programme(programme)
    round_ = Round(programme=programme, opened_at=at, plan=plan, **said)
    refuse_if(
        round_.closes_on < timezone.localdate(at),
        f"{day(round_.closes_on)} is before the day on which the round opens. Enter"
        f" {day(at)} or a later day.",
        "closes_on",
    )
    rows = rows_in(round_, at)
    refuse_unless(rows, "No open row with an owner fits this. Choose more logs, or a wider filter.")
    note = audit.note("rows", "Rows", "", len(rows))
    add_audited(round_, programme=programme, by=by, at=at, verb="opened the update round")
    AskedRow.objects.bulk_create(
        AskedRow(round=round_, log=log, entry=one.pk, reference=one.reference) for log, one in rows
    )
    how = {"by": by, "at": at, "programme": programme, "changes": [note]}
    audit.record(round_, verb="asked for the rows of the update round", **how)
    letters.tell_opened(round_, shares_now(round_, at), at)
    return round_


def shares_now(round_, at):
    """The owners of a round with their rows, as they stand now."""
    position = position_of(round_, None, timezone.localdate(at))
    return shares_of(lines_of(round_, position))


def move_closing_day(round_, *, by, at, closes_on, why="", version=None):
    """Gives an open round another closing day, today or later."""
    _begin(round_, by, must_be_open=True)
    said = {"closes_on": closes_on, "why": why, "version": version}
    return change_entry(round_, by=by, at=at, verb="moved the closing day of", **said)


def close_round(round_, *, by, at, why="", version=None):
    """Closes a round: no answer is taken any more. What nobody answered stays unconfirmed."""
    _begin(round_, by, must_be_open=True)
    said = {"closed_at": at, "why": why, "version": version}
    return change_entry(round_, by=by, at=at, verb="closed the update round", **said)


@transaction.atomic
def reopen_round(round_, *, by, at, closes_on, why, version=None):
    """Opens a closed round again, until a day."""
    _begin(round_, by, must_be_open=False)
    said = {"closed_at": None, "closes_on": closes_on, "why": why, "version": version}
    early = f"{day(closes_on)} has passed. Enter {day(at)} or a later day."
    refuse_if(closes_on < timezone.localdate(at), early, "closes_on")
    return change_entry(round_, by=by, at=at, verb="opened again the update round", **said)


@transaction.atomic
def remind_owners(round_, *, by, at, version=None):
    """Reminds by mail whoever has not answered, each once a day; returns the round and whom."""
    _begin(round_, by, must_be_open=True)
    missing = [one for one in shares_now(round_, at) if one.waiting and one.owner.person]
    refuse_unless(missing, "Nobody who can be reminded is missing.")
    letters.remind(round_, missing, at)
    note = audit.note("reminded", "Reminded", "", listed(one.owner.title for one in missing))
    how = {"by": by, "at": at, "programme": round_.programme, "changes": [note]}
    audit.record(round_, verb="reminded for the update round", **how)
    return round_


@transaction.atomic
def answer_round(round_, answers, *, by, at, for_whom=""):
    """Records what `by` said of rows, each (AskedRow, what was said, note); for somebody else where
    `for_whom` names the owner. Who owns the rows, whoever calls has looked up.
    """
    require(by, KEEP if for_whom else SEE, round_.programme)
    refuse_unless(Round.objects.get(pk=round_.pk).is_open, f"{round_} is closed.")
    who = {"recorded_at": at, "recorded_by": by, "recorded_by_name": by.known_as}
    known = Answer.objects.filter(recorded_at=at, recorded_by=by, row__round=round_)
    known = set(known.values_list("row", flat=True))  # their own changes of this moment
    rows = [
        Answer(row=row, said=said, note=note, for_whom=for_whom, **who)
        for row, said, note in answers
        if row.pk not in known
    ]
    for row in rows:
        row.clean_fields()
    Answer.objects.bulk_create(rows)
    told = {kind: [row.reference for row, said, _ in answers if said == kind] for kind in ANSWERS}
    changes = [
        audit.note(kind, ANSWERS[kind], "", listed(names)) for kind, names in told.items() if names
    ]
    why = f"On behalf of {for_whom}." if for_whom else ""
    how = {"by": by, "at": at, "programme": round_.programme, "changes": changes, "why": why}
    audit.record(round_, verb="answered in the update round", **how)


def note_change(event, subject):
    """What is changed in a row while a round asks for it is an answer, on whichever page: what its
    owner changes, and what anybody enters of a row of which the owner told what is to be entered.
    """
    by, log = event.by_id, logs_of_rounds().get(event.log)
    if by is None or event.corrects or log is None or type(subject) is not log.model:
        return
    if subject.updated_at != event.at:
        return  # the row stands as it stood, something was put beside it
    if any(one["field"] == PERSON for one in event.changes):  # it became somebody's
        return
    asked = list(ASKED.ask(log=event.log, entry=subject.pk, at=event.at))
    if not asked:
        return
    who = {"recorded_by_id": by, "recorded_by_name": event.by_name, "recorded_at": event.at}
    own = is_owner(event.by, subject)
    answers = dict.fromkeys(asked, "") if own else _told(asked)
    Answer.objects.bulk_create(
        Answer(row_id=row, said=Said.CHANGED, for_whom=whom, **who) for row, whom in answers.items()
    )


def _asked():
    """The keys of rows that open rounds ask for, but for what was answered at the moment `at`: all
    that is saved at once is one answer.
    """
    rows = AskedRow.objects.filter(
        log=Given("log", CharField()), entry=Given("entry"), round__closed_at=None
    )
    found = rows.exclude(answers__recorded_at=Given("at", DateTimeField()))
    return found.order_by().values_list("pk", flat=True)


ASKED = Prepared(_asked)


def _told(asked) -> dict:
    """{key of an asked row: who told what is to be entered of it} where that waits."""
    last = last_answers(asked).items()
    told = [(row, one) for row, one in last if one.said == Said.TOLD]
    return {row: one.for_whom or one.recorded_by_name for row, one in told}


@transaction.atomic
def plan_rounds(*, programme, by, at, **said):
    """Plans rounds before every meeting of a body."""
    require(by, KEEP, programme)
    body = said["body"]
    refuse_unless(body.programme_id == programme.pk, "Choose a body of this programme.", "body")
    refuse_ended(body, "body")
    plan = Plan(programme=programme, **said)
    return add_audited(plan, programme=programme, by=by, at=at, verb="planned")


def stop_plan(plan, *, by, at, why="", version=None):
    """Stops a plan: it opens no further round. Those that it opened stand."""
    require(by, KEEP, plan.programme)
    refuse_if(plan.stopped_at, f"These {plan} are stopped already.")
    said = {"stopped_at": at, "why": why, "version": version}
    return change_entry(plan, by=by, at=at, verb="stopped the", **said)


def _begin(round_, by, *, must_be_open):
    require(by, KEEP, round_.programme)
    is_open = Round.objects.get(pk=round_.pk).is_open
    refuse_if(must_be_open and not is_open, f"The round {round_} is closed. Open it again first.")
    refuse_if(not must_be_open and is_open, f"The round {round_} is open.")
