"""The only writer of audit events."""

from functools import partial

from django.db import models

from programme.fields import LineField, squeezed
from programme.formats import in_words
from programme.log import log_name
from programme.models.audit import AuditEvent


def difference(entry: models.Model, values: dict) -> list[dict]:
    """What `values` would change on `entry`, as the list that an event keeps.

    Who did something is kept as a person and as the name of then: a reader is told once. A column
    that is `noted_apart` is left to its action, which notes what changed inside it.
    """
    changes, told = [], set()
    for name, now in values.items():
        field = entry._meta.get_field(name)
        if getattr(field, "noted_apart", False):
            continue
        now = squeezed(now) if isinstance(field, LineField) else now
        was = getattr(entry, name, None)  # a relation that is not set yet counts as blank
        if was != now:
            label = str(field.verbose_name)
            label = label[:1].upper() + label[1:]
            said = writer(entry, field)
            change = note(name, label, said(was), said(now))
            words = change["label"], change["was"], change["now"]
            changes += [] if words in told else [change]
            told.add(words)
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
    return AuditEvent.objects.create(
        programme=programme,
        at=at,
        by=by,
        by_name=str(by) if by else "The system",
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


def events_of(subject):
    """The events of one row, newest first."""
    return AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


def said_at(subject, name):
    """The moment at which somebody gave a column of a row its value, corrections apart."""
    events = events_of(subject).filter(corrects=False).order_by("-at", "-id")
    said = (one.at for one in events for line in one.changes if line["field"] == name)
    return next(said, subject.created_at)


def as_they_count(events) -> list[tuple]:
    """Events in their order as (event, changes) pairs, without those that put a mistake right: what
    they corrected reads as if it had been typed rightly at once.

    A change that was nothing but a mistake is left out, and an event of nothing else with it. Every
    list of changes that people compare reports by is made of this.
    """
    counted, last = [], {}
    for event in events:
        lines = [dict(change) for change in event.changes]
        if not event.corrects:
            counted.append((event, lines))
        for line in lines:
            about = event.subject_type, event.subject_id, line["field"]
            if not event.corrects:
                last.setdefault(about, []).append(line)
                continue
            wrong = (one for one in reversed(last.get(about, [])) if one["now"] == line["was"])
            if found := next(wrong, None):
                found["now"] = line["now"]
    return [
        (event, [line for line in lines if line["was"] != line["now"]])
        for event, lines in counted
        if not lines or any(line["was"] != line["now"] for line in lines)
    ]
