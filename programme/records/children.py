"""Rows that belong to entries: those that nobody changes, and those with a history."""

from django.db import IntegrityError, models, transaction

from programme import audit, days
from programme.closed import refuse_closed
from programme.entries import Kept, Recorded
from programme.extension import extensions
from programme.formats import known_as
from programme.written import left_alone

OWNED = (Kept, Recorded)  # what a row of an entry belongs to, directly or by another such row


def _in_hand(row):
    """The columns that name rows which were read already: they need not be looked for again."""
    fields = (field for field in row._meta.concrete_fields if field.many_to_one)
    return [one.name for one in fields if one.is_cached(row) and one.get_cached_value(row)]


def save_checked(row, exclude=()):
    """Checks a row and saves it.

    The database holds the constraints. Asking it about each of them beforehand costs more than
    the save, so they are asked only when it refuses, for the words.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    row.full_clean(exclude=[*exclude, *_in_hand(row)], validate_constraints=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.validate_constraints(exclude=exclude)
        raise


def add_recorded(model, *, by, at, **values):
    """Adds a row that nobody can change: a `programme.entries.Recorded`.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    row = model(recorded_at=at, recorded_by=by, recorded_by_name=known_as(by), **values)
    refuse_closed(programme_of(row), model)
    days.refuse_impossible(row, at)
    save_checked(row)
    tell_rooms(row, at)
    return row


def programme_of(row):
    """The programme of an entry, or of a row that belongs to one; None where none is found."""
    while row is not None and not hasattr(row, "programme_id"):
        ways = [field for field in row._meta.fields if field.many_to_one]
        up = next((one for one in ways if issubclass(one.related_model, OWNED)), None)
        row = getattr(row, up.name) if up else None
    return row and row.programme


def tell_rooms(row, at):
    for room in extensions():
        room.added(row, at)


def next_number(children):
    """The number of the next child row: numbers are given once, in order, to the rows of one
    entry.
    """
    return (children.aggregate(last=models.Max("number"))["last"] or 0) + 1


def save_child(child, *, by, at, names=None):
    """Saves a row that belongs to an entry and has a history of its own, checked, its history dated
    `at`; `names` are the columns that change, all of them in a new row.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    refuse_closed(programme_of(child), type(child))
    child.full_clean(exclude=[] if names is None else left_alone(child, names))
    days.refuse_impossible(child, at, names)
    child._history_date, child._history_user = at, by
    child.save()
    tell_rooms(child, at)
    return child


def change_child(child, *, by, at, **values) -> list[dict]:
    """Changes columns of such a row and returns what differs, for the event of the entry; saves
    nothing when nothing does.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    child = type(child).objects.select_for_update().get(pk=child.pk)
    differences = audit.difference(child, values)
    for name, value in values.items():
        setattr(child, name, value)
    if differences:
        save_child(child, by=by, at=at, names=list(values))
    return differences
