"""After the meeting: what it decided is recorded, corrected, taken back, and made rows of logs.

Each function is one step, as those of `actions` are, and raises what they raise.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.extension import extensions
from programme.formats import day
from programme.log import logs
from programme.mistakes import NOTHING_DIFFERS
from programme.models import Meeting
from programme.position import Position
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

from .decisions import BecameRow, MeetingDecision, Outcome, held_on
from .exempting import recommends_in_secret
from .models import Paper, PaperRecommendation
from .permissions import DECIDE, MAKE_ROWS
from .plain import refuse_references
from .put_to_meeting import OTHERWISE, is_put, recommended_in_print
from .recommended_words import put_in_words
from .text import read

ACTED_ON = (Outcome.AGREED, Outcome.AMENDED, Outcome.REFERRED)
IT_IS = "It is {} already."
IN_SECRET = "A recommendation that is kept from the public"
SAME_WORDS = (
    "These are the words that were recommended. Enter the words that were agreed, or choose that"
    " it was agreed."
)
PUBLIC_WORDS = (
    "This recommendation is kept from the public, and papers print the rows of logs. Say what is to"
    " be done in words that everybody may read."
)
DEALT_WITH = "It was said already what became of this."
TAKEN_BACK = "This decision was taken back. Record what was decided anew."

_begin = partial(begin_change, permission=DECIDE)


@transaction.atomic
def record_decision(recommendation, *, by, at, outcome, minute, text="", referred_to=""):
    """Records what the meeting decided on a recommendation. From then on the paper's
    recommendations stay as they were put to it.
    """
    programme = recommendation.programme
    require(by, DECIDE, programme)
    refuse_references(text=text)
    lock_programme(programme)  # one decision on a recommendation
    recommendation = PaperRecommendation.objects.get(pk=recommendation.pk)
    meeting = recommendation.paper.meeting
    refuse_unless(meeting.stands, f"The meeting is {meeting.state}: it decided nothing.")
    early = f"The meeting is on {day(meeting.on)}. Record what it decided from that day on."
    refuse_if(meeting.on > timezone.localdate(at), early)
    refuse_if(recommendation.left_out, "This recommendation was left out of the paper.")
    first = MeetingDecision.objects.filter(recommendation=recommendation).first()
    recorded = first and not first.taken_back
    refuse_if(
        recorded, first and f"{first.updated_by_name} recorded this already: {first}. Correct that."
    )
    put = recommended_in_print(recommendation.paper)
    refuse_unless(is_put(recommendation, put), OTHERWISE)
    _refuse_same_words(recommendation, text)
    told = {"outcome": outcome, "minute": minute, "text": text, "referred_to": referred_to}
    how = {"by": by, "at": at, "verb": "recorded the decision on"}
    if first:
        return change_entry(first, taken_back=False, dealt_with=False, **told, **how)
    row = MeetingDecision(programme=programme, recommendation=recommendation, **told)
    return add_audited(row, programme=programme, **how)


@transaction.atomic
def correct_decision(decision, *, by, at, why, version=None, **values):
    """Corrects what was recorded of a decision, for a reason. Rows that it became stay; where there
    are any, it stays one that something follows from.
    """
    decision = _begin(decision, by=by, version=version)
    refuse_if(decision.taken_back, TAKEN_BACK)
    refuse_references(text=values.get("text"))
    same = all(getattr(decision, name) == value for name, value in values.items())
    refuse_if(same, NOTHING_DIFFERS)
    _refuse_same_words(decision.recommendation, values.get("text", ""))
    if values.get("outcome", decision.outcome) not in ACTED_ON:
        _refuse_followed(decision, at, "outcome")
    verb = "corrected the decision on"
    return change_entry(decision, by=by, at=at, verb=verb, why=why, dealt_with=False, **values)


@transaction.atomic
def deal_with_deferred(decision, *, by, at, why, version=None):
    """Says what became of what was deferred: it waits no more to be put again."""
    decision = _begin(decision, by=by, version=version)
    refuse_if(decision.taken_back, TAKEN_BACK)
    refuse_unless(decision.is_put_off, "Only what was deferred waits to be put again.")
    refuse_if(decision.dealt_with, DEALT_WITH)
    verb = "said what became of what was deferred:"
    return change_entry(decision, by=by, at=at, verb=verb, why=why, dealt_with=True)


def put_again(decisions, later) -> set[int]:
    """The keys of those decisions whose recommendation is put again, in the same words, by a paper
    for a later meeting: one of the recommendations `later`.
    """
    said = {}
    for one in later:
        when = one.paper.meeting.sorts_by
        words = _bare(put_in_words(one)).casefold()
        said[words] = max(when, said.get(words, when))
    return {
        one.pk
        for one in decisions
        if (last := said.get(_bare(put_in_words(one.recommendation)).casefold()))
        and last > _meeting(one).sorts_by
    }


def _refuse_same_words(recommendation, text):
    """Refuses as an amendment what was recommended, in either language, a full stop aside."""
    put = {_bare(put_in_words(recommendation, name)) for name in ("text", "second_text")}
    refuse_if(text and _bare(text) in put, SAME_WORDS, "text")


def _bare(words):
    return " ".join(words.split()).rstrip(" .")


@transaction.atomic
def take_back_decision(decision, *, by, at, why, version=None):
    """Takes back a decision that was recorded by mistake: the recommendation is as before it."""
    decision = _begin(decision, by=by, version=version)
    refuse_if(decision.taken_back, "This decision was taken back already.")
    _refuse_followed(decision, at)
    verb = "took back the decision on"
    return change_entry(decision, by=by, at=at, verb=verb, why=why, taken_back=True)


@transaction.atomic
def make_row(decision, *, by, at, log, under=None, text=""):
    """Makes what was decided a row of the log with this name, below `under`: of a recommendation
    that is kept from the public, as the `text` that everybody may read.
    """
    programme = decision.programme
    require(by, MAKE_ROWS, programme)
    lock_programme(programme)  # one row of a log
    decision = MeetingDecision.objects.get(pk=decision.pk)
    refuse_if(decision.taken_back, TAKEN_BACK)
    acted = decision.outcome in ACTED_ON
    refuse_unless(acted, f"{decision.get_outcome_display()}: there is nothing to follow up.")
    became = [entry.reference for its, entry in _rows_now(decision, at) if its.name == log]
    refuse_if(became, IT_IS.format(", ".join(became)), "where")
    recommended, meeting = decision.recommendation, decision.recommendation.paper.meeting
    in_secret = recommends_in_secret(recommended.paper)
    refuse_if(in_secret and not text.strip(), PUBLIC_WORDS, "text")
    row = create_from(
        log,
        programme=programme,
        by=by,
        at=at,
        under=under,
        text=text if in_secret else decision.words,
        owner="" if in_secret else recommended.acts,
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
    """What the body's last meeting before that of a paper decided, on all its papers, in their
    order, as recorded at a moment: what "Actions from the last meeting" tells of. Where it decided
    to have nothing done, that of the last meeting that did too, and what was deferred since; what
    was not decided at the last meeting says when it was.

    A body whose place it took since then has its last meeting told of too.
    """
    meeting, found, since = paper.meeting, [], None
    for body in meeting.body.with_predecessors():
        decided = _last_of(body, meeting, at)
        on = _meeting(decided[0]).on if decided else None
        if decided and (since is None or body.ended_on and body.ended_on >= since):
            found += decided
        since = since or on
    last = max(_earlier(meeting), key=lambda one: one.sorts_by, default=None) if found else None
    for one in found:
        one.held = "" if _meeting(one) == last else held_on(_meeting(one))
    return found


def _last_of(body, meeting, at):
    """What a body decided at its last meeting before another one at which it decided to have
    something done, and what it deferred since; where it never did, what it deferred last.
    """
    earlier = Paper.objects.of_earlier(meeting).filter(meeting__body=body)
    found = list(MeetingDecision.objects.standing(at).filter(recommendation__paper__in=earlier))
    rows = PaperRecommendation.objects.select_related("paper__meeting__body", "programme")
    rows = rows.in_bulk([one.recommendation_id for one in found])
    for one in found:
        one.recommendation = rows[one.recommendation_id]
    acted = [one for one in found if not one.is_put_off]
    last = max((_meeting(one).sorts_by for one in acted or found), default=None)
    found = [one for one in found if _meeting(one).sorts_by >= last]
    return sorted(found, key=_in_order)


def _meeting(decision):
    return decision.recommendation.paper.meeting


def _in_order(decision):
    row = decision.recommendation
    return _meeting(decision).sorts_by, row.paper_id, row.place


def _earlier(meeting):
    """The meetings of its body that took place before it."""
    found = Meeting.objects.standing().filter(body=meeting.body_id, on__lte=meeting.on)
    return [one for one in found if one.sorts_by < meeting.sorts_by]


def rows_of(decision, position) -> list[tuple]:
    """The rows of logs that a decision became, as they stood at a position: (log, entry) pairs.
    One that was withdrawn as added by mistake is none.
    """
    return rows_of_each([decision], position)[decision.pk]


def rows_of_each(decisions, position) -> dict[int, list[tuple]]:
    """`rows_of` for several decisions of one programme, by the decision's id."""
    found = {one.pk: [] for one in decisions}
    became = BecameRow.objects.filter(decision__in=found)
    became = list(became.filter(recorded_at__lte=position.at) if position.at else became)
    for log in logs():
        named = {one.reference: one.decision_id for one in became if one.log == log.name}
        for entry in log.entries(position).filter(reference__in=named) if named else ():
            found[named[entry.reference]].append((log, entry))
    return found


def rows_named(decision, at) -> str:
    """The references of the rows that a decision became, as a sentence names them."""
    return ", ".join(entry.reference for _, entry in _rows_now(decision, at))


def _refuse_followed(decision, at, field=None):
    """Refuses what no row of a log could have come from, where there is one."""
    for room in extensions():
        refuse_if(held := room.holds_decision(decision), held, field)
    became = rows_named(decision, at)
    refuse_if(became, f"It became {became}. Withdraw that first, as added by mistake.", field)


def _rows_now(decision, at):
    return rows_of(decision, Position.on(decision.programme, timezone.localdate(at)))


def printed_action(decision, text, position, second=False, number="") -> dict:
    """An action from the last meeting as it is printed: what was decided, who acts, how far it
    is, by its writer and by the rows that it became. In the `second` language, as it was put to
    that meeting where it stands in both; "same" says that it does not. A position that is more
    than a line of words has "blocks", whose paragraphs begin with `number`.
    """
    rows = [
        f"{entry.reference}: {entry.get_state_display().lower()}"
        for _, entry in rows_of(decision, position)
    ]
    said = {"text": decision.words, "acts": decision.recommendation.acts}
    recommended = decision.recommendation
    if second and not decision.text and recommended.second_text:
        put = put_in_words(recommended, "second_text")
        said = {"text": put, "acts": recommended.second_acts or said["acts"]}
    elif second:
        said["same"] = True
    if recommends_in_secret(decision.recommendation.paper, position.at):
        said |= {"text": IN_SECRET, "acts": ""}
    told = {"decided": decision.told, **said, "position": text, "rows": rows}
    told |= {"is_put_off": True} if decision.is_put_off else {}
    blocks = _blocks(text, number)
    return {**told, "blocks": blocks} if blocks else told


def _blocks(text, number):
    """A position as blocks; none of one that is a line of plain words, or cannot be read as text:
    until there was an editor for it, everything was plain.
    """
    try:
        blocks = read(text, number)
    except ValidationError:
        return []
    plain = len(blocks) == 1 and blocks[0]["type"] == "paragraph" and not blocks[0]["number"]
    return [] if plain and all(one.keys() == {"text"} for one in blocks[0]["spans"]) else blocks
