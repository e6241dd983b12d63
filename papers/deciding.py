"""After the meeting: what it decided is recorded, corrected, and made rows of logs.

Each function is one step, as those of `actions` are, and raises what they raise.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day
from programme.log import logs
from programme.receiving import create_from
from programme.records import (
    add_audited,
    add_recorded,
    begin_change,
    change_entry,
    lock_programme,
    refuse_if,
    refuse_unless,
)

from .decisions import BecameRow, MeetingDecision, Outcome
from .models import Paper, PaperRecommendation
from .permissions import DECIDE, MAKE_ROWS

ACTED_ON = (Outcome.AGREED, Outcome.AMENDED, Outcome.REFERRED)

_begin = partial(begin_change, permission=DECIDE)


@transaction.atomic
def record_decision(recommendation, *, by, at, outcome, minute, text="", referred_to=""):
    """Records what the meeting decided on a recommendation. From then on the paper's
    recommendations stay as they were put to it.
    """
    programme = recommendation.programme
    require(by, DECIDE, programme)
    lock_programme(programme)  # one decision on a recommendation
    recommendation = PaperRecommendation.objects.get(pk=recommendation.pk)
    meeting = recommendation.paper.meeting
    refuse_unless(meeting.stands, f"The meeting is {meeting.state}: it decided nothing.")
    early = f"The meeting is on {day(meeting.on)}. Record what it decided from that day on."
    refuse_if(meeting.on > timezone.localdate(at), early)
    refuse_if(recommendation.left_out, "This recommendation was left out of the paper.")
    if first := MeetingDecision.objects.filter(recommendation=recommendation).first():
        refuse_if(first, f"{first.updated_by_name} recorded this already: {first}. Correct that.")
    told = {"outcome": outcome, "minute": minute, "text": text, "referred_to": referred_to}
    row = MeetingDecision(programme=programme, recommendation=recommendation, **told)
    return add_audited(row, programme=programme, by=by, at=at, verb="recorded the decision on")


def refuse_decided(paper):
    """Refuses to change recommendations on which the meeting has decided."""
    decided = MeetingDecision.objects.filter(recommendation__paper=paper).exists()
    refuse_if(decided, f"{paper.meeting} has decided. Its recommendations stay as they were put.")


@transaction.atomic
def correct_decision(decision, *, by, at, why, version=None, **values):
    """Corrects what was recorded of a decision, for a reason. Rows that it became stay."""
    decision = _begin(decision, by=by, version=version)
    verb = "corrected the decision on"
    return change_entry(decision, by=by, at=at, verb=verb, why=why, **values)


@transaction.atomic
def make_row(decision, *, by, at, log, under=None):
    """Makes what was decided a row of the log with this name, below `under`."""
    programme = decision.programme
    require(by, MAKE_ROWS, programme)
    lock_programme(programme)  # one row of a log
    decision = MeetingDecision.objects.get(pk=decision.pk)
    acted = decision.outcome in ACTED_ON
    refuse_unless(acted, f"{decision.get_outcome_display()}: there is nothing to follow up.")
    became = decision.became.filter(log=log).first()
    refuse_if(became, f"It is {became} already.", "log")
    meeting = decision.recommendation.paper.meeting
    row = create_from(
        log,
        programme=programme,
        by=by,
        at=at,
        under=under,
        text=decision.words,
        owner=decision.recommendation.acts,
        source=decision.source,
        body=str(meeting.body),
        on=meeting.on,
    )
    add_recorded(BecameRow, by=by, at=at, decision=decision, log=log, reference=row.reference)
    became = audit.note("became", "Became", "", row.reference)
    how = {"by": by, "at": at, "verb": "followed up the decision on", "changes": [became]}
    change_entry(decision, **how)
    return row


# --- What the last meeting decided ----------------------------------------------------------------


def last_decisions(paper, at=None) -> list[MeetingDecision]:
    """What the body's last meeting before that of a paper decided to have done, on all its papers,
    in their order, as recorded at a moment: what "Actions from the last meeting" tells of.
    """
    meeting = paper.meeting
    earlier = Paper.objects.filter(meeting__body=meeting.body_id, meeting__on__lt=meeting.on)
    rows = MeetingDecision.objects.as_at(at).filter(recommendation__paper__in=earlier)
    found = list(rows.filter(outcome__in=ACTED_ON))
    last = max((one.recommendation.paper.meeting.on for one in found), default=None)
    found = [one for one in found if one.recommendation.paper.meeting.on == last]
    return sorted(found, key=lambda one: (one.recommendation.paper_id, one.recommendation.place))


def rows_of(decision, position) -> list[tuple]:
    """The rows of logs that a decision became, as they stood at a position: (log, entry) pairs."""
    became = decision_rows(decision, position.at)
    return [
        (log, entry)
        for one in became
        for log in logs()
        if log.name == one.log
        for entry in log.entries(position).filter(reference=one.reference)
    ]


def decision_rows(decision, at=None):
    """The records of what a decision became by a moment."""
    found = BecameRow.objects.filter(decision=decision.pk)
    return found.filter(recorded_at__lte=at) if at else found


def printed_action(decision, text, position) -> dict:
    """An action from the last meeting as it is printed: what was decided, who acts, how far it
    is, by its writer and by the rows that it became.
    """
    rows = [
        f"{entry.reference}: {entry.get_state_display().lower()}"
        for _, entry in rows_of(decision, position)
    ]
    return {
        "text": decision.words,
        "decided": decision.in_words,
        "acts": decision.recommendation.acts,
        "position": text,
        "rows": rows,
    }
