"""Parts of a page that follow from a few values: written once for the same values, and kept.

What they depend on is their key: who may see what is in the values, or the part is none of these.
"""

from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

PLAIN = str | int | float | date | None  # what says the same for as long as it is equal
USUAL = frozenset({str, SafeString, int, bool, type(None)})  # of these nearly all are


class NotPlain(TypeError):
    """A value may say something else another time, as a row does that was renamed."""


def part(template, **values) -> SafeString:
    """A template with these values and nothing else: kept where these are texts, numbers, days,
    truth values, None, and lists, tuples and dicts of them; else written each time.
    """
    try:
        return _written(template, Values(values))
    except NotPlain:
        return SafeString(render_to_string(template, values))


class Values:
    """Values of a part. Equal are those of the same kinds alone: a text that is safe as HTML would
    equal one that is not.
    """

    def __init__(self, named):
        self.named, self._key = named, exactly(named)

    def __hash__(self):
        return hash(self._key)

    def __eq__(self, other):
        return self._key == other._key


def exactly(value):
    """A value as a key, with its kind.

    Raises:
        NotPlain: it is of another kind than those that are kept.
    """
    if type(value) in USUAL:
        return type(value), value
    if isinstance(value, dict):
        return tuple([(name, exactly(one)) for name, one in value.items()])
    if isinstance(value, list | tuple):
        return tuple([exactly(one) for one in value])
    if not isinstance(value, PLAIN):
        raise NotPlain(value)
    return type(value), value


@lru_cache(maxsize=2048)
def _written(template, values):
    return SafeString(render_to_string(template, values.named))
