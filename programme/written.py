"""Columns for a date that is kept in the words of whoever wrote it, with the days that the words
can mean.

A date `due` is three columns: `due` holds the words, `due_earliest` and `due_latest` the days. The
model's `clean` calls `read_edges`, so that the days always follow from the words.

Where nothing but the last of these days counts, two columns are enough: `due` holds the words,
`due_on` that day, and `clean` calls `read_last_day`. Actions take the day instead of words as well
(`as_words`). What was recorded before there were words has the day alone (`words_of`).
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from programme.date_phrases import LONGEST, Span, check, read
from programme.date_words import seen
from programme.fields import DayField, LineField
from programme.formats import day
from programme.ui.fields import WrittenDateFormField


class WrittenField(LineField):
    """A date in words. What shows nothing and came with a paste is not kept."""

    def to_python(self, value):
        value = super().to_python(value)
        return seen(value) if isinstance(value, str) else value

    def deconstruct(self):
        """For migrations it is the line of text that it is."""
        name, _, args, kwargs = super().deconstruct()
        return name, "programme.fields.LineField", args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": WrittenDateFormField, **kwargs})


def written(label, **kwargs):
    """A date kept in the words that somebody wrote."""
    return WrittenField(label, max_length=LONGEST, blank=True, validators=[check], **kwargs)


def left_alone(row, changed):
    """The columns of such words that are not among `changed`: what was kept before more could be
    read, or asked back, does not stand in the way of other changes.
    """
    columns = (one for one in row._meta.fields if check in one.validators)
    return [one.name for one in columns if one.name not in changed]


def edge(label):
    """The earliest or latest day that such words can mean; None where they name no date."""
    return DayField(label, null=True, editable=False)


def edges_in_order(name, prefix):
    """Both edges of a date or neither, in order, and never without the words that they come
    from.
    """
    earliest, latest = f"{prefix}_earliest", f"{prefix}_latest"
    both = Q(
        **{f"{earliest}__isnull": False, f"{latest}__isnull": False, f"{latest}__gte": F(earliest)}
    ) & ~Q(**{prefix: ""})
    return models.CheckConstraint(condition=Q(**{earliest: None, latest: None}) | both, name=name)


def read_edges(row, name):
    """Sets the earliest and latest day from the words.

    Impossible ones are refused by the column's validator.
    """
    try:
        span = read(getattr(row, name))
    except ValidationError:
        span = None
    setattr(row, f"{name}_earliest", span.earliest if span else None)
    setattr(row, f"{name}_latest", span.latest if span else None)


def span_of(row, name):
    """The days that the words can mean; None where they are not known."""
    earliest, latest = getattr(row, f"{name}_earliest"), getattr(row, f"{name}_latest")
    return Span(earliest, latest) if earliest else None


def is_unclear(row, name):
    """Whether a date was written that names no date."""
    return bool(getattr(row, name)) and getattr(row, f"{name}_earliest") is None


def in_full(row, name):
    """The words with the days that they can mean, where those say more."""
    words, span = getattr(row, name), span_of(row, name)
    plain = not words or span and str(span) == words
    return words if plain else f"{words} ({span or 'no date can be read from it'})"


def last_day(label):
    """The last day that such words can mean; None where they name no date."""
    return DayField(label, null=True, editable=False)


def read_last_day(row, name, on=""):
    """Sets the day from the words; impossible ones are refused by the column's validator.

    `on`, here and below, names the column of the day where it is not the words' with _on.
    """
    try:
        span = read(getattr(row, name))
    except ValidationError:
        span = None
    setattr(row, on or f"{name}_on", span.latest if span else None)


def as_words(details, name, on=""):
    """`details` of an action in which a day stands as its words, where no words were given."""
    on = on or f"{name}_on"
    if on in details:
        details.setdefault(name, day(details.pop(on)))
    return details


def words_of(row, name, on=""):
    """The words of a date, or the day that was recorded before there were words."""
    return getattr(row, name) or day(getattr(row, on or f"{name}_on"))


def words_and_day(row, name, on=""):
    """The words, with the last day that they can mean where that is not the words themselves."""
    on = on or f"{name}_on"
    words, on = words_of(row, name, on), getattr(row, on)
    if not words or words == day(on):
        return words
    return f"{words} ({f'by {day(on)}' if on else 'no date can be read from it'})"
