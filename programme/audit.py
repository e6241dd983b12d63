"""The only writer of audit events."""

from django.db import models

from programme.fields import LineField, squeezed
from programme.formats import in_words
from programme.log import log_name
from programme.models.audit import AuditEvent


def difference(entry: models.Model, values: dict) -> list[dict]:
    """What `values` would change on `entry`, as the list that an event keeps."""
    changes = []
    for name, now in values.items():
        field = entry._meta.get_field(name)
        now = squeezed(now) if isinstance(field, LineField) else now
        was = getattr(entry, name, None)  # a relation that is not set yet counts as blank
        if was != now:
            label = str(field.verbose_name)
            label = label[:1].upper() + label[1:]
            changes.append(note(name, label, in_words(was, field), in_words(now, field)))
    return changes


def note(field, label, was, now) -> dict:
    """One change as an event keeps it, in words; for what is no column of the entry, such as a
    child row.
    """
    return {"field": field, "label": label, "was": str(was or ""), "now": str(now or "")}


def record(subject, *, by, at, verb, programme, changes=(), why="") -> AuditEvent:
    """Writes one event: `by` did `verb` to `subject` at the moment `at`, for the reason `why`.

    `verb` completes the sentence "The programme manager ... R1", for example "assessed".
    `by` is None when the product itself acted.
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
    )


def events_of(subject):
    """The events of one row, newest first."""
    return AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
