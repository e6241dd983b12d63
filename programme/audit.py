"""The only writer of audit events."""

from django.db import models
from django.utils import formats, timezone

from programme.models.audit import AuditEvent
from programme.reporting import log_name


def in_words(value, field=None) -> str:
    """`value` as a reader of the audit trail should see it: dates and money written out, choices by label."""
    if value is None or value == "":
        return ""
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if hasattr(field, "in_words"):  # a field of our own that knows how its values are written
        return field.in_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "hour"):
        return formats.date_format(timezone.localtime(value), "j F Y, H:i")
    if hasattr(value, "year"):
        return formats.date_format(value, "j F Y")
    return str(value)


def difference(entry: models.Model, values: dict) -> list[dict]:
    """What `values` would change on `entry`, as the list that an event keeps."""
    changes = []
    for name, now in values.items():
        field = entry._meta.get_field(name)
        was = getattr(entry, name, None)  # a relation that is not set yet counts as blank
        if was != now:
            label = str(field.verbose_name)
            changes.append(
                {
                    "field": name,
                    "label": label[:1].upper() + label[1:],
                    "was": in_words(was, field),
                    "now": in_words(now, field),
                }
            )
    return changes


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
