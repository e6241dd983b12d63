"""The only writer of audit events."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.apps import apps
from django.db import models

from programme.extension import extensions
from programme.fields import LineField, squeezed
from programme.formats import in_words, known_as
from programme.log import log_name
from programme.models.audit import AuditEvent
from programme.written_once import Given, Prepared

# From where what is done comes, a row of a file for example; blank: somebody does it by hand.
_origin = ContextVar("origin", default="")


@contextmanager
def coming_from(words):
    """Every event that is recorded inside says from where what was done came."""
    token = _origin.set(words)
    try:
        yield
    finally:
        _origin.reset(token)


def difference(entry: models.Model, values: dict) -> list[dict]:
    """What `values` would change on `entry`, as the list that an event keeps.

    Who did something is kept as a person and as the job title of then, which alone is told: papers
    print it. A column that is `noted_apart` is left to its action, which notes what changed inside
    it.
    """
    changes = []
    for name, now in values.items():
        field = entry._meta.get_field(name)
        if getattr(field, "noted_apart", False) or hasattr(entry, f"{name}_name"):
            continue
        told = name.removesuffix("_name") if name.endswith("_by_name") else name
        now = squeezed(now) if isinstance(field, LineField) else now
        was = getattr(entry, name, None)  # a relation that is not set yet counts as blank
        if was != now:
            label = str(field.verbose_name)
            label = label[:1].upper() + label[1:]
            said = writer(entry, field)
            changes.append(note(told, label, said(was), said(now)))
    return changes


def writer(entry, field):
    """What writes a value of the entry's column in words. A choice for which programmes have words
    of their own is told by the entry's `..._in_words`.
    """
    own = getattr(entry, f"{field.name}_in_words", None)
    return own if callable(own) else partial(in_words, field=field)


def note(field, label, was, now) -> dict:
    """One change as an event keeps it, in words; for what is no column of the entry, such as a
    child row.
    """
    return {"field": field, "label": label, "was": str(was or ""), "now": str(now or "")}


def record(subject, *, by, at, verb, programme, changes=(), why="", corrects=False) -> AuditEvent:
    """Writes one event: `by` did `verb` to `subject` at the moment `at`, for the reason `why`.

    `verb` completes the sentence "The programme manager ... R1", for example "assessed".
    `by` is None when the product itself acted. `corrects` says that a mistake was put right.
    """
    origin = _origin.get()
    why = why if origin in why else " ".join(filter(None, [why, origin]))
    event = AuditEvent.objects.create(
        programme=programme,
        at=at,
        by=by,
        by_name=known_as(by),
        log=log_name(subject._meta.model),
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        reference=getattr(subject, "reference", "") or "",
        title=str(getattr(subject, "title", subject))[:300],
        changes=list(changes),
        reason=why,
        corrects=corrects,
    )
    for room in extensions():
        room.recorded(event, subject)
    return event


def events_of(subject):
    """The events of one row, newest first."""
    return AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


def _done():
    row = {"subject_type": Given("kind", models.CharField()), "subject_id": Given("row")}
    act = {"by": Given("by"), "at": Given("at", models.DateTimeField())}
    return AuditEvent.objects.filter(**row, **act)[:1]


DONE = Prepared(_done)


def done_to(subject, by, at):
    """The last event of one row by a person at a moment; None where there is none."""
    return DONE.one(kind=subject._meta.label_lower, row=subject.pk, by=by.pk, at=at)


def said_at(subject, name):
    """The moment at which somebody gave a column of a row its value, corrections apart."""
    events = events_of(subject).filter(corrects=False).order_by("-at", "-id")
    said = (one.at for one in events for line in one.changes if line["field"] == name)
    return next(said, subject.created_at)


def _put_right(event, lines, told):
    """Writes what a correction says into the lines of the events before it, `told`."""
    columns = {one.name for one in apps.get_model(event.subject_type)._meta.fields}
    of_row = None  # the lines of the event that told the row which was put right
    for line in sorted(lines, key=lambda one: one["field"] in columns):
        where = [of_row] if of_row and line["field"] in columns else reversed(told)
        found = next(_wrong(line, where), None)
        if found:
            wrong, its = found
            wrong["now"] = line["now"]
            of_row = of_row if line["field"] in columns else its
        elif of_row:
            of_row.append(line)


def _wrong(line, where):
    """(line, its event's lines) of those that told what `line` corrects, the last one first."""
    for lines in where:
        for one in reversed(lines):
            if (one["field"], one["now"]) == (line["field"], line["was"]):
                yield one, lines


def as_they_count(events) -> list[tuple]:
    """Events in their order as (event, changes) pairs, without those that put a mistake right: what
    they corrected reads as if it had been typed rightly at once.

    A change that was nothing but a mistake is left out, and an event of nothing else with it. What
    a row that was put right changes in its entry belongs to the event that told the row. Every list
    of changes that people compare reports by is made of this.
    """
    counted, told = [], {}
    for event in events:
        lines = [dict(change) for change in event.changes]
        of_subject = told.setdefault((event.subject_type, event.subject_id), [])
        if event.corrects:
            _put_right(event, lines, of_subject)
        else:
            counted.append((event, lines))
            of_subject.append(lines)
    return [
        (event, [line for line in lines if line["was"] != line["now"]])
        for event, lines in counted
        if not lines or any(line["was"] != line["now"] for line in lines)
    ]
