"""Rows as they stood at a moment, with what was typed wrongly put right by corrections made later.

A correction of a report is of the report's own position. Of each row that it names it takes in
nothing but the mistakes (`programme.mistakes`) that stood at that moment: no later assessment, no
closing, no child row, no figure. Which recorded rows count then, `programme.entries` says; the
facts of entries and of child rows with a past are put right here.
"""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace

from django.db import transaction

from programme.entries import Recorded, mistakes_of
from programme.formats import in_words
from programme.log import logs
from programme.models import AuditEvent

BOOKKEEPING = {"version", "updated_at", "updated_by", "updated_by_name"}
AS_IF = "="  # the type of a row of history that tells what would have stood


@contextmanager
def as_if_right(position):
    """Inside, the history tells the rows that `position` corrects as if they had been typed rightly
    at once. Nothing of that is kept.
    """
    if not position.corrected:
        yield
        return
    with transaction.atomic():
        for log in logs():
            for row, facts in _put_right(log, position):
                _tell(row, facts, position.at)
        yield
        transaction.set_rollback(True)


def put_right(log, entries, position) -> list:
    """`entries`, which stood at the moment of `position`, with their corrected facts."""
    found = list(entries)
    for entry in found:
        _facts_of(log, entry, position)
    return found


def corrections(position, names) -> list[AuditEvent]:
    """The events after `position` that put right how rows of the logs called `names` stood at its
    moment, in order.
    """
    found = AuditEvent.objects.filter(
        programme=position.programme, log__in=names, corrects=True, at__gt=position.at
    )
    events, right = list(found.told().order_by("at", "id")), set()
    for log in (log for log in logs() if log.name in names):
        last = {one.reference: one.at for one in events if one.log == log.name}
        asked = replace(position, corrected=tuple(last.items()))
        stood = replace(position, corrected=())
        for entry in log.entries(stood).filter(reference__in=last) if last else ():
            if _differs(log, entry, asked):
                right.add((log.name, entry.reference))
    return [one for one in events if (one.log, one.reference) in right]


def _differs(log, entry, position):
    """Whether anything of an entry is put right: a fact, a row, or that it is there at all."""
    gone = type(entry).objects.filter(pk=entry.pk, pk__in=mistakes_of(type(entry), position))
    return (
        bool(_facts_of(log, entry, position))
        or any(_rows_differ(ledger, entry, position) for ledger in log.ledgers)
        or gone.exists()
    )


def _rows_differ(ledger, entry, position):
    rows = ledger.model.objects.filter(**{ledger.parent: entry.pk})
    if issubclass(ledger.model, Recorded):
        then, right = (set(rows.known_at(at).values_list("pk")) for at in (position.at, position))
        return then != right
    gone = rows.filter(pk__in=mistakes_of(ledger.model, position))
    stood = gone.exclude(pk__in=mistakes_of(ledger.model, position.at))
    return stood.exists() or any(facts for _, facts in _child_facts(ledger, [entry], position))


def _put_right(log, position):
    """(row as it stood, its corrected facts) of a log's entries and their child rows."""
    named = [name for name, _ in position.corrected if name.startswith(log.model.PREFIX)]
    entries = list(log.entries(position).filter(reference__in=named)) if named else []
    for entry in entries:
        yield entry, _facts_of(log, entry, position)
    for ledger in log.ledgers if entries else ():
        if not issubclass(ledger.model, Recorded):
            yield from _child_facts(ledger, entries, position)


def _child_facts(ledger, entries, position):
    """(child row as it stood, its corrected facts) of those that change and have a past."""
    by_id = {entry.pk: entry for entry in entries}
    rows = ledger.model.objects.as_at(position).filter(**{f"{ledger.parent}__in": list(by_id)})
    for row in rows:
        entry = by_id[ledger.entry_of(row).pk]
        lines = _lines(entry, position)
        note = ledger.note if ledger.tells or ledger.all_words else None
        yield row, _corrected(row, lines, position.at, note)


def _facts_of(log, entry, position) -> dict:
    """The columns of an entry that corrections put right, given to it as well; those that repeat
    rows follow the rows that count.
    """
    lines = _lines(entry, position)
    found = _corrected(entry, lines, position.at)
    if lines:
        for name, value in log.recount(entry, position).items():
            column = entry._meta.get_field(name).attname
            if getattr(entry, name) != value:
                found[column] = getattr(value, "pk", value)
    for column, value in found.items():
        setattr(entry, column, value)
    return found


def _lines(entry, position) -> dict:
    """{moment: lines} of the events that corrected an entry, as far as `position` takes them in."""
    until = dict(position.corrected).get(entry.reference)
    found = defaultdict(list)
    if until:
        events = AuditEvent.objects.filter(
            subject_type=entry._meta.label_lower, subject_id=entry.pk, corrects=True
        )
        for event in events.filter(at__gt=position.at, at__lte=until):
            found[event.at] += event.changes
    return found


def _corrected(row, lines, at, note=None) -> dict:
    """{column: value} of what corrections changed that had stood so since the moment `at`. Lines
    called `note` tell the row in words, not by its columns.

    A column that somebody changed meanwhile is left as it stood: what was put right later is not
    what was wrong then.
    """
    if not lines:
        return {}
    past = type(row).history.filter(id=row.pk, history_date__lte=max(lines))
    steps = list(past.exclude(history_type=AS_IF).order_by("history_date", "history_id"))
    found, touched = {}, set()
    for before, after in zip(steps, steps[1:], strict=False):
        if after.history_date <= at:
            continue
        differ = [f for f in row._meta.fields if _value(before, f) != _value(after, f)]
        differ = [f for f in differ if f.name not in BOOKKEEPING]
        alone = sum(one.history_date == after.history_date for one in steps) == 1
        told = lines.get(after.history_date, ())
        in_words_alone = differ and any(line["field"] == note for line in told)
        if not (in_words_alone or _is_told(after, differ, told, alone)):
            touched |= {f.attname for f in differ}
            continue
        found |= {f.attname: _value(after, f) for f in differ if f.attname not in touched}
    return {column: value for column, value in found.items() if getattr(row, column) != value}


def _value(past, field):
    return getattr(past, field.attname)


def _is_told(after, differ, lines, alone):
    """Whether an event's lines tell this step of a row's past; one that was `alone` at its moment
    need only be of the same columns.
    """
    columns = {f.name: f for f in differ}
    told = [line for line in lines if line["field"] in columns]
    if alone or not told:
        return bool(told)
    return any(
        line["now"] == str(in_words(getattr(after, line["field"]), columns[line["field"]]) or "")
        for line in told
    )


def _tell(row, facts, at):
    """Adds to the history how a row would have stood with these facts."""
    if facts:
        kept = {field.attname: getattr(row, field.attname) for field in row._meta.fields} | facts
        type(row).history.model.objects.create(**kept, history_date=at, history_type=AS_IF)
