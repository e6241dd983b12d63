"""Every open row of every log with whoever goes on with it, in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from programme.fields import squeezed
from programme.log import logs
from programme.owners import owners_in
from programme.position import Position
from programme.retention import disposed_url

from ..models import Answer, DisposedRow, OfferedRow, Progress
from ..retention.gone import CUSTODY
from .choices import UNSETTLED, State

LAST_TOLD = ("done", "as_at", "recorded_at", "id")  # that it is done is the last word of a row


@dataclass
class Held:
    """One row: what was last offered or disposed of it, and what became of that."""

    log: Any
    reference: str
    entry: Any = None
    workstream: str = ""
    offered: OfferedRow | None = None
    answer: Answer | None = None
    told: list = field(default_factory=list)
    disposed: DisposedRow | None = None
    is_here: bool = True  # whether the new owner still reads the logs

    @property
    def key(self):
        """How forms and addresses name it."""
        return f"{self.log.name}:{self.reference}"

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.disposed:
            return State.DISPOSED
        if not self.offered:
            return State.OPEN
        if self.told and self.told[-1].done:
            return State.DONE
        if self.answer and not self.answer.accepted:
            return State.REFUSED
        if not self.is_here:
            return State.LEFT
        return State.ACCEPTED if self.answer else State.OFFERED

    @property
    def is_settled(self):
        """Whether it is in somebody's hands, or goes to nobody by a decision."""
        return self.state not in UNSETTLED

    @property
    def due_on(self) -> date | None:
        """The day by which its new owner has to be done with it."""
        return self.offered and self.offered.due_on

    def is_late(self, today):
        """Whether it was accepted and is not done, though its day has passed."""
        due = self.due_on
        return self.state in (State.ACCEPTED, State.LEFT) and bool(due) and due < today

    @property
    def said(self):
        """Its state in words, with who has it, or by which decision it goes to nobody."""
        if self.disposed:
            return f"{self.state.label}: {self.disposed.disposal.decision}"
        if not self.offered:
            return self.state.label
        return f"{self.state.label}: {self.offered.offer.to_name}"


def certificate(programme) -> str:
    """The certificate of the disposal of all records of custody; blank while they are there."""
    return disposed_url(programme, CUSTODY) if programme.closed_on else ""


def handed(programme, at=None) -> dict[tuple, Held]:
    """What was last offered or disposed of each row, by log and reference, as known at a moment;
    with None now.
    """
    until = {"recorded_at__lte": at} if at else {}
    here = set(owners_in(programme, at).values_list("pk", flat=True))
    by_name, found, moments = {log.name: log for log in logs()}, {}, {}
    rows = OfferedRow.objects.filter(**_of(programme, "offer", at))
    rows = rows.select_related("offer__monitored_by", "offer__to")
    rows = rows.order_by("offer__recorded_at", "id")
    for row in rows:
        key = row.log, row.reference
        is_here = row.offer.to_id in here
        found[key] = Held(by_name[row.log], row.reference, offered=row, is_here=is_here)
        moments[key] = row.offer.recorded_at
    keys = {one.offered.pk: one for one in found.values()}
    if found:
        ours = {"row__offer__programme": programme, **until}
        for answer in Answer.objects.filter(**ours):
            if one := keys.get(answer.row_id):
                one.answer = answer
        for told in Progress.objects.filter(**ours).order_by(*LAST_TOLD):
            if one := keys.get(told.row_id):
                one.told.append(told)
    gone = DisposedRow.objects.filter(**_of(programme, "disposal", at))
    gone = gone.filter(disposal__decision__taken_back=False).select_related("disposal__decision")
    for row in gone.order_by("disposal__recorded_at", "id"):
        key = row.log, row.reference
        if key not in moments or moments[key] <= row.disposal.recorded_at:
            found[key] = Held(by_name[row.log], row.reference, disposed=row)
    return found


def took_on(person, log, entry) -> bool:
    """Whether a row is in the hands of a person, who accepted it."""
    same = {"log": log.name, "reference": entry.reference}
    theirs = OfferedRow.objects.filter(offer__programme=entry.programme_id, **same)
    if not theirs.filter(offer__to=person, answer__accepted=True).exists():
        return False
    held = handed(entry.programme)[log.name, entry.reference]
    return bool(held.answer and held.answer.accepted and held.offered.offer.to_id == person.pk)


def going_on(programme, today) -> list[Held]:
    """What was handed of the rows that are still open: one that was settled in its log since then
    waits for nobody, nor does what was disposed of.
    """
    if certificate(programme):
        return []
    position, by_log = Position.on(programme, today), {}
    for one in handed(programme).values():
        by_log.setdefault(one.log, {})[one.reference] = one
    return [
        rows[reference]
        for log, rows in by_log.items()
        for reference in log.still_open(log.entries(position))
        .filter(reference__in=list(rows))
        .order_by("number")
        .values_list("reference", flat=True)
    ]


def is_settled_in_log(held, position) -> bool:
    """Whether a row that was handed over is open no more in its own log: nothing more is told of
    it in custody.
    """
    log = held.log
    still = log.still_open(log.entries(position)).filter(reference=held.reference)
    return not still.exists()


def _of(programme, step, at):
    until = {f"{step}__recorded_at__lte": at} if at else {}
    return {f"{step}__programme": programme, **until}


def custody_of(position) -> list[Held]:
    """Every row that was open at a position, in the order of the logs; none once the records of
    custody were disposed of. Rows of a log that has no end to them, such as workstreams, are none.
    """
    if certificate(position.programme):
        return []
    known = handed(position.programme, position.at)
    return [
        _with_entry(known, log, entry, workstreams)
        for log in logs()
        if log.closed_states
        for entries in [list(log.still_open(log.entries(position)))]
        for workstreams in [_workstreams(log, entries)]
        for entry in entries
    ]


def _workstreams(log, entries):
    """What the workstreams of entries are called, where these are rows of another log."""
    column = log.model._meta.get_field("workstream")
    if not column.is_relation:
        return {}
    keys = {entry.workstream_id for entry in entries}
    return {pk: one.title for pk, one in column.related_model.objects.in_bulk(keys).items()}


def _with_entry(known, log, entry, workstreams):
    held = known.get((log.name, entry.reference)) or Held(log, entry.reference)
    held.entry = entry
    key = getattr(entry, "workstream_id", None)
    held.workstream = workstreams[key] if key else squeezed(str(entry.workstream or ""))
    return held


def counts_of(rows) -> dict[str, Counter]:
    """How many rows of each log, by its title, stand in which state."""
    found = {}
    for one in rows:
        found.setdefault(one.log.title, Counter())[one.state] += 1
    return found


def waiting_for(person, programmes, today) -> dict:
    """The rows that wait for the answer of a person, and those that they accepted and that are not
    done, as {programme: (rows, rows)}; programmes in which there are neither are left out.
    """
    asked = OfferedRow.objects.filter(offer__to=person)
    asked = set(asked.values_list("offer__programme", flat=True))
    found = {}
    for programme in (one for one in programmes if one.pk in asked):
        mine = [
            one
            for one in going_on(programme, today)
            if one.offered and one.offered.offer.to_id == person.pk
        ]
        waiting = [one for one in mine if one.state == State.OFFERED]
        taken = [one for one in mine if one.state == State.ACCEPTED]
        if waiting or taken:
            found[programme] = waiting, taken
    return found
