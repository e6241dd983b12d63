"""Key decisions and private business of an executive: entered, their notices recorded, undone."""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.authorization.permissions import KEEP_CALENDAR
from programme.formats import day
from programme.models import Body
from programme.records import add_audited, lock_programme, refuse_future, refuse_if, refuse_unless
from reports.executive import ExecutiveBusiness, ExecutiveNotice, Step, What
from reports.executive_clock import LAST_DAYS, STEPS, last_days

NOT_EXECUTIVE = (
    "{} is no executive of a council in England, so it gives no such notices. Say on its page whose"
    " rules on access it follows."
)
LATE_EXCEPTION = (
    "A general exception needs {} clear days between the notice and the meeting: the chair had to"
    " be told by {}. Without them it takes special urgency."
)
TAKEN_BACK = "This was taken back already."
UNDONE = "This was undone already."
RECORDED = "This is recorded already. Undo that first, if it is wrong."
MISSING = {
    "told": "Enter the job title of who was told, or agreed.",
    "words": "Enter the reasons.",
    "representations": "Enter what was received. Where nothing was, say so.",
}


@transaction.atomic
def add_business(*, meeting, by, at, what, matter, definition=None):
    """Enters a key decision, or business in private, that is planned for a meeting."""
    body = meeting.body
    require(by, KEEP_CALENDAR, body.programme)
    refuse_unless(body.regime == Body.Regime.EXECUTIVE, NOT_EXECUTIVE.format(body))
    refuse_unless(meeting.stands, f"The meeting is {meeting.state}.")
    refuse_unless(matter.strip(), "Enter what it is about.", "matter")
    strange = definition and definition.body_id != body.pk
    refuse_if(strange, "Choose a paper that this body gets.", "definition")
    row = ExecutiveBusiness(
        meeting=meeting, what=what, matter=matter, definition=definition, recorded_at=at
    )
    return add_audited(row, programme=body.programme, by=by, at=at, verb="planned")


@transaction.atomic
def record_notice(
    business, *, by, at, step, given_on, told="", words="", representations="", response=""
):
    """Records that a notice was published, or by what exception it goes without. One that was late
    is recorded as it was: the clock says what follows.
    """
    business = _standing(business, by)
    step, meeting = Step(step), business.meeting
    refuse_unless(step in STEPS[business.what], "This is no step of that.", "step")
    refuse_future(given_on, at, "given_on")
    over = f"The meeting was on {day(meeting.on)}: enter a day before it, or that day."
    refuse_if(given_on > meeting.on, over, "given_on")
    if step == Step.GENERAL:
        last = last_days(meeting)[step]
        refuse_if(given_on > last, LATE_EXCEPTION.format(LAST_DAYS, day(last)), "given_on")
    said = {"told": told, "words": words, "representations": representations}
    for name in asked_for(business.what, step):
        if name in said:
            refuse_unless(said[name].strip(), MISSING[name], name)
    recorded = business.notices.standing().filter(step=step).exists()
    refuse_if(recorded, RECORDED)
    row = ExecutiveNotice(
        business=business, step=step, given_on=given_on, response=response, recorded_at=at, **said
    )
    programme = meeting.body.programme
    return add_audited(row, programme=programme, by=by, at=at, verb="recorded the")


def asked_for(what, step) -> tuple[str, ...]:
    """Which facts beside its day a step of some business has, by their columns."""
    if step == Step.SECOND:
        return "words", "representations", "response"
    if step == Step.NOTICE:
        return ("words",) if what == What.PRIVATE else ()
    return "told", "words"


@transaction.atomic
def undo_business(business, *, by, at, why):
    """Takes back what was planned for a meeting, or entered wrongly, with its notices."""
    business = _standing(business, by)
    return _undo(business, business.meeting, by=by, at=at, why=why, verb="took back")


@transaction.atomic
def undo_notice(notice, *, by, at, why):
    """Undoes a notice that was recorded wrongly. It stays on record."""
    business = _standing(notice.business, by)
    notice = ExecutiveNotice.objects.get(pk=notice.pk)
    refuse_if(notice.ended_at, UNDONE)
    return _undo(notice, business.meeting, by=by, at=at, why=why, verb="undid the")


def _standing(business, by):
    """The business as it is now, with its programme locked: one step at a time."""
    programme = business.meeting.body.programme
    require(by, KEEP_CALENDAR, programme)
    lock_programme(programme)
    rows = ExecutiveBusiness.objects.select_related("meeting__body__host")
    business = rows.get(pk=business.pk)
    refuse_if(business.ended_at, TAKEN_BACK)
    return business


def _undo(row, meeting, *, by, at, why, verb):
    refuse_unless(why.strip(), "Say why.", "why")
    row.ended_at, row.ended_by, row.ended_why = at, by, why
    row.save(update_fields=["ended_at", "ended_by", "ended_why"])
    audit.record(row, by=by, at=at, verb=verb, programme=meeting.body.programme, why=why)
    return row
