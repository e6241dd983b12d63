"""How far the statuses of a programme can be relied on at a moment: dates that moved, what was
judged, overridden or corrected, rows green until they were late, and who verified what was claimed.

Each table leads to its rows. It knows logs by what they declare.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from programme import audit
from programme.facts import BAND, DATE, LINES, Column
from programme.log import logs
from programme.models import AuditEvent
from programme.position import Position
from programme.views.history_filter import KINDS

CALM = frozenset({"green", "on_track"})
REF, TITLE = Column("reference", "Ref"), Column("title", "What", width=24)
WHO, WHEN = Column("by", "Who", width=14), Column("on", "When", DATE)


@dataclass(frozen=True)
class StatusTable:
    """One table: `rows` hold "log", the name of the log that their reference is of."""

    key: str
    title: str
    text: str
    columns: tuple
    rows: list = field(default_factory=list)

    @property
    def file_name(self):
        """What its download is called."""
        return f"status-{self.key}"


def status_tables(position, conceal=list) -> list[StatusTable]:
    """The tables of a position; `conceal` takes out of events what the reader may not see."""
    events = AuditEvent.objects.filter(programme=position.programme, at__lte=position.at).told()
    found = {
        kind: conceal(events.filter(KINDS[kind][1]).order_by("at", "id"))
        for kind in ("redated", "overridden", "corrected", "reopened")
    }
    return [
        _redated(found["redated"]),
        _judged(position),
        _told("overrides", "Overrides", "What was let pass, by whom and why.", found["overridden"]),
        _told("corrections", "Corrections", "Mistakes put right later.", found["corrected"]),
        _told("reopened", "Reopened rows", "Rows that were settled once.", found["reopened"]),
        _green_until_due(position),
        _claims(position),
    ]


def _redated(events):
    by_row = defaultdict(list)
    for event in events:
        by_row[event.subject_type, event.subject_id].append(event)
    columns = (
        REF,
        TITLE,
        Column("original", "Original date"),
        Column("now", "Date now"),
        Column("times", "Times moved", "number"),
        Column("why", "Why", LINES, 26),
    )
    rows = [_moved(of) for of in by_row.values()]
    rows.sort(key=lambda row: (-row["times"], row["log"], row["reference"]))
    text = "The date first given, the one that stands, how often it moved, and each reason."
    return StatusTable("dates", "Dates that were moved", text, columns, rows)


def _moved(events):
    told = [change for one in audit.as_they_count(events) for change in one[1][:1]]
    first, last = (told[0]["was"], told[-1]["now"]) if told else ("", "")
    why = [f"{one.by_name}: {one.reason or 'no reason recorded'}" for one in events]
    return {**_about(events[-1]), "original": first, "now": last, "times": len(events), "why": why}


def _about(event):
    return {"log": event.log, "reference": event.reference, "title": event.title}


def _told(key, title, text, events):
    columns = (
        REF,
        TITLE,
        Column("deed", "What was done", width=24),
        Column("changes", "From what to what", LINES, 24),
        WHO,
        WHEN,
        Column("why", "Why", width=20),
    )
    rows = [
        {
            **_about(event),
            "deed": event.deed,
            "changes": [_in_words(one) for one in event.changes],
            "by": event.by_name,
            "on": timezone.localdate(event.at).isoformat(),
            "why": event.reason,
        }
        for event in events
    ]
    return StatusTable(key, title, text, columns, rows)


def _in_words(change):
    return f"{change['label']}: {change['was'] or 'blank'} to {change['now'] or 'blank'}"


def _judged(position):
    columns = (
        REF,
        TITLE,
        Column("judged", "Judged"),
        Column("beside", "Recorded beside it", LINES),
    )
    rows = []
    for log in (log for log in logs() if log.judgements):
        names = {name for one, others in log.judgements for name in (one, *others.split())}
        label = {name: log.bound[name].label for name in names}
        for row in log.rows(log.entries(position), position):
            for judged, others in log.judgements:
                if row[judged]:
                    beside = [f"{label[it]}: {row[it]}" for it in others.split() if row[it]]
                    said = {"judged": row[judged], "beside": beside or ["Nothing is recorded"]}
                    rows.append({**_row(log, row), **said})
    text = "A status that somebody judged, with what is recorded from which it could be computed."
    return StatusTable("judged", "Judged statuses", text, columns, rows)


def _row(log, row):
    title = row.get("title") or row.get("text") or ""
    return {"log": log.name, "reference": row["reference"], "title": title}


def _green_until_due(position):
    """Rows that are late, were not late at the report before, and gave no warning there: by its
    band where the log has one.
    """
    text = (
        "Rows that are late now and were neither late nor, where their log has bands, amber or red"
        " at the report before."
    )
    columns = (REF, TITLE, Column("due", "Due", DATE), Column("band", "Band at the report before"))
    rows = []
    before = position.since and Position.as_at(position.programme, position.since)
    for log in (log for log in logs() if log.due and before):
        late = log.underway(log.entries(position)).filter(
            **{f"{log.due}__lt": position.day, f"{log.due}__gte": before.day}
        )
        due = {one.reference: getattr(one, log.due) for one in late}
        then = log.entries(before).filter(reference__in=due) if due else ()
        band = next((name for name, one in log.bound.items() if one.kind == BAND), None)
        for row in log.rows(then, before) if due else ():
            its = row[band] if band else None
            if not its or its["key"] in CALM:
                said = {
                    "due": due[row["reference"]].isoformat(),
                    "band": its["word"] if its else "",
                }
                rows.append({**_row(log, row), **said})
    return StatusTable("green-until-due", "Green until due", text, columns, rows)


def _claims(position):
    text = "Whoever claims something is complete or realised does not verify it."
    columns = (REF, TITLE, Column("claimed_by", "Claimed by"), Column("verified_by", "Verified by"))
    rows = [
        {**_row(log, row), "claimed_by": row["claimed_by"], "verified_by": row["verified_by"]}
        for log in logs()
        if {"claimed_by", "verified_by"} <= log.bound.keys()
        for row in log.rows(log.entries(position), position)
        if row["claimed_by"]
    ]
    return StatusTable("claims", "Claims, and who verified them", text, columns, rows)
