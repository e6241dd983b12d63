"""Days that a row may hold: what its columns declare holds for steps, edits and corrections."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from programme.fields import DayField
from programme.formats import day


def future(on, today) -> str:
    """Why a day after `today` is refused."""
    return f"{day(on)} is in the future. Enter {day(today)} or an earlier day."


def refuse_impossible(row, at, names=None, said_at=None):
    """Refuses days of a row, or of those columns of it that `names` lists, that cannot be.

    `at` is now; `said_at(name)` the moment at which somebody said up to when something holds.

    Raises:
        ValidationError: beside the column.
    """
    for column in row._meta.concrete_fields:
        on = getattr(row, column.attname) if isinstance(column, DayField) else None
        if on is None:
            continue
        asked, begins = names is None or column.name in names, column.since.split("__")[0]
        if asked and column.past:
            _refuse(on > timezone.localdate(at), future(on, timezone.localdate(at)), column.name)
        if asked and column.until:
            first = timezone.localdate(said_at(column.name) if said_at else at)
            early = f"{day(on)} is before {day(first)}, when it was said."
            _refuse(on < first, f"{early} Enter that day or a later one.", column.name)
        if begins and (asked or begins in names):
            _refuse_before(row, column, on, column.name if asked else begins)


def _refuse_before(row, column, on, name):
    """Refuses a day before the one that the path of `since` leads to."""
    *links, last = column.since.split("__")
    for link in links:
        row = getattr(row, link)
    first, label = getattr(row, last), row._meta.get_field(last).verbose_name
    if first is not None:
        early = f"{day(on)} is before {day(first)}, the day for “{label}”."
        _refuse(on < first, early, name)


def _refuse(condition, message, name):
    if condition:
        raise ValidationError({name: message})
