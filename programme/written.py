"""Columns for a date that is kept in the words of whoever wrote it, with the days that the words
can mean.

A date `due` is three columns: `due` holds the words, `due_earliest` and `due_latest` the days. The
model's `clean` calls `read_edges`, so that the days always follow from the words.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from programme.date_phrases import LONGEST, Span, check, read
from programme.fields import DayField, LineField

AS_WRITTEN = (
    "As you would write it, for example 27 March 2027, or Early December 2026, or On completion of"
    " strategy"
)


def written(label, **kwargs):
    """A date kept in the words that somebody wrote."""
    return LineField(label, max_length=LONGEST, blank=True, validators=[check], **kwargs)


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
