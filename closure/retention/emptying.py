"""What a disposal leaves of a row: its reference and number, its state, who wrote it down and when.

Words become "Disposed of", what may be blank is blank, and a number that has to be one is the least
that the table takes: no page shows it any more. Where a rule of the table binds columns to each
other or to its state, they stay, but for words and sums.
"""

from functools import lru_cache

from django.db import models
from django.db.models import Case, F, Q, Value, When

from programme.formats import DISPOSED
from programme.retention import emptied_words

from . import finding

# Who did what, and when: that stays, as of every record that was disposed of.
STAY = frozenset(
    {
        *("number", "version", "place", "revision", "recorded_by_name", "created_at"),
        *("edition", "extensions", "roll_overs"),
        *("updated_at", "updated_by_name", "settled_at", "ended_at", "recorded_at"),
        "applied_at",
        *("history_id", "history_date", "history_type", "reference"),
        *("subject_id", "replaced_by", "reversed_by"),  # keys of other rows
    }
)


NUMBERS = models.IntegerField | models.DecimalField


@lru_cache
def emptied_columns(model) -> dict:
    """The columns of a model that a disposal empties, with what stands in them afterwards. Every
    row of the table passes its rules with them.
    """
    of = getattr(model, "instance_type", model)
    kept = [one.condition for one in of._meta.constraints if hasattr(one, "condition")]
    rules = [one for one in kept if one is not None]
    bound, single = _bound(of, rules), _single(of)
    found = {}
    for field in model._meta.concrete_fields:
        if not (field.primary_key or field.is_relation or field.name in STAY):
            change = _change(field, field.name in bound, rules)
            if field.name in single and change is not None:
                change = Value("")  # the same words would stand in two rows
            found |= {} if change is None else {field.name: change}
    return found


def _change(field, is_bound, rules):
    """What stands in a column afterwards; None: it stays as it is."""
    if not field.choices and isinstance(field, models.CharField | models.TextField):
        return _words(field)
    if isinstance(field, NUMBERS) and not field.choices and (is_bound or not field.null):
        return _sum(field, rules)
    if is_bound:
        return None
    if field.null:
        return Value(None)
    if isinstance(field, models.JSONField):
        return Value(field.get_default(), field)
    if isinstance(field, models.BooleanField):
        return Value(False)
    return Value("") if field.choices and field.blank else None


def _sum(field, rules):
    """The least that a table takes in place of a sum: of one below 0, the least below it."""
    name, least = field.name, _least(field.name, rules)
    if least is None:
        return None
    found = [When(**{name: None}, then=Value(None))] if field.null else []
    if any(key == f"{name}__lt" for rule in rules for key, *_ in _leaves(rule)):
        found.append(When(**{f"{name}__lt": 0}, then=Value(-least)))
    return Case(*found, default=Value(least)) if found else Value(least)


def _words(field):
    if field.name in finding.NO_WORDS or not field.blank and (field.max_length or 99) < 12:
        return None  # a reference, a year
    if (field.max_length or 99) < len(DISPOSED):
        return Value("")
    return emptied_words(field.name)[field.name]


def _single(model) -> set:
    """The columns of words that a table lets stand in one row alone, but for blank ones."""
    found = (one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint))
    parts = (part for one in found for way in one.expressions for part in _parts(way))
    named = {*(part.name for part in parts if isinstance(part, F))}
    return {name for name in named if model._meta.get_field(name).blank}


def _parts(way):
    yield way
    for one in [] if isinstance(way, F) else way.get_source_expressions():
        yield from _parts(one)


def _bound(model, rules) -> set:
    """The columns that a rule may ask for: it has no way out that is nothing but blank columns."""
    bound, before = set(), None
    while bound != before:
        before = set(bound)
        for rule in rules:
            named = {name.split("__")[0] for name, *_ in _leaves(rule)}
            freed = next((way for way in _ways_out(model, rule) if not way & bound), set())
            bound |= set() if freed else named
    return bound


def _ways_out(model, rule):
    """The sets of columns by which alone, were they blank, a rule would hold."""
    for way in rule.children if rule.connector == Q.OR else [rule]:
        leaves = list(_leaves(way)) if isinstance(way, Q) else [way]
        negated = isinstance(way, Q) and way.negated
        blank = all(
            value is None and not model._meta.get_field(name).is_relation
            for name, value, *_ in leaves
        )
        if blank and not negated:
            yield {name for name, *_ in leaves}


def _leaves(rule, turned=False):
    """(column and look-up, value, whether it must not be so) of all that a rule compares."""
    turned ^= rule.negated
    for one in rule.children:
        if isinstance(one, Q):
            yield from _leaves(one, turned)
        else:
            yield (*one, turned)


def _least(name, rules) -> int | None:
    """The number that stands where a sum stood: 0, or 1 where a rule asks for more than nothing.
    None: a rule compares it with others, or asks for one that it names.
    """
    least = 0
    for key, value, turned in (leaf for rule in rules for leaf in _leaves(rule)):
        if (key, value, turned) == (name, 0, False):
            continue
        more = (key, value, turned) in ((name, 0, True), (f"{name}__gt", 0, False))
        if key == f"{name}__range" or more:
            least = 1
        elif key.split("__")[0] == name and isinstance(value, int) and value not in (0, 100):
            return None
    return least
