"""How money, days, moments, bands and lists of words are written, on pages and in reports alike."""

from calendar import month_name as month_names
from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

NOT_RECORDED = "Not recorded"  # what is printed where nobody said anything
DISPOSED = "Disposed of"  # what stands in place of words that were disposed of
TITLE_SPACE = 110  # characters of a text that name its row
MONTHS = tuple(month_names)  # asked for one, the calendar formats a date of that month every time


def money(pence):
    """Whole pence as people write them: £1,316,000, £12.50, −£3 with a true minus sign; nothing for
    None.
    """
    if pence is None or pence == "":
        return ""
    pounds, rest = divmod(abs(int(pence)), 100)
    return f"{'−' if int(pence) < 0 else ''}£{pounds:,}" + (f".{rest:02}" if rest else "")


def as_date_or_moment(value):
    """A date or an aware datetime, from either or from ISO text; None when there is nothing to
    read.
    """
    if isinstance(value, str):
        value = parse_date(value) if len(value) == len("2012-03-09") else parse_datetime(value)
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value, timezone.get_default_timezone())
    return value


def day(value):
    """A day in words, 17 December 2010, as the calendar of London has it."""
    return _day(value) if value else ""


@lru_cache(maxsize=4096)
def _day(value):
    value = as_date_or_moment(value)
    if not isinstance(value, date):
        return ""
    return f"{value.day} {MONTHS[value.month]} {value.year:04}"


def years_ahead(on, today):
    """How far ahead a day lies, to the nearest year: 172 years ahead."""
    return f"{round((on - today).days / 365.25):,} years ahead"


def moment(value):
    """A moment in words: 9 March 2012 at 5.00pm, London time. A bare date has no time of day."""
    value = as_date_or_moment(value) if value else None
    if not isinstance(value, datetime):
        return day(value)
    return f"{day(value)} at {time_of_day(value)}"


def time_of_day(value):
    """A time in words, 5.00pm, also from ISO text."""
    value = time.fromisoformat(value) if isinstance(value, str) else value
    return f"{value.hour % 12 or 12}.{value:%M}{'am' if value.hour < 12 else 'pm'}"


def badge(band):
    """A band as its word in its colour; a dashed box says that nothing was rated."""
    return _badge(band["key"], band["word"]) if band else _badge("none", "Not rated")


@lru_cache
def _badge(key, word):
    return format_html('<strong class="band band--{}">{}</strong>', key, word)


def bullets(texts):
    """Several texts as a list, one text as itself; nothing for none."""
    if len(texts) < 2:
        return "".join(texts)
    items = format_html_join("", "<li>{}</li>", ((text,) for text in texts))
    return format_html('<ul class="plain-list">{}</ul>', items)


def listed(words) -> str:
    """Words or references as a list in a sentence: S1, S2 and S3."""
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def in_words(value, field=None) -> str:
    """`value` as a reader of the audit trail should see it: dates and money written out, choices by
    label.
    """
    if value is None or value == "":
        return ""
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if hasattr(field, "in_words"):  # a field of our own that knows how its values are written
        return field.in_words(value)
    if hasattr(value, "known_as"):
        return value.known_as
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return time_of_day(value)
    if hasattr(value, "hour"):
        return moment(value)
    if hasattr(value, "year"):
        return date_format(value, "j F Y")
    return str(value)


def known_as(somebody) -> str:
    """Who did something, as records keep it and pages print it; the product itself for None."""
    return somebody.known_as if somebody else "The system"


def number(count) -> str:
    """A count with its thousands apart: 1,001. What is no count stays as it is."""
    return f"{count:,}" if isinstance(count, int) else count


def counted(number, noun, several="") -> str:
    """How many there are: 1 day, 1,001 days; `several` where that is not the noun with an s."""
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


def time_left(until, today, working_days) -> str:
    """How much time is left before a day, or how long ago it passed."""
    if (ago := (today - until).days) > 0:
        return f"passed {counted(ago, 'day')} ago"
    return f"{counted(working_days, 'working day')} left"


def days_late(due, today) -> str:
    """How long ago a due day passed: 14 days late; empty where it has not."""
    late = (today - due).days if due else 0
    return f"{counted(late, 'day')} late" if late > 0 else ""


def with_lateness(words, due, today):
    """Words with how many days late that is beside them, marked."""
    return format_html('{} <strong class="late">{}</strong>', words, days_late(due, today))


def lower_first(text) -> str:
    """A sentence as it stands inside another one. What is written large anywhere stays so: a month,
    a word of capitals, a reference.
    """
    first = text.split(" ", 1)[0].strip(".,:;")
    is_name = first in MONTHS or any(one.isupper() or one.isdigit() for one in first[1:])
    return text if is_name else text[:1].lower() + text[1:]


def as_sentence(words) -> str:
    """Words with the full stop that ends them, where they have no end of their own."""
    return words if words.rstrip().endswith((".", "!", "?", "…")) else f"{words}."


def clipped(text: str, space: int) -> str:
    """The text, cut at a word with an ellipsis where it is longer than the space."""
    if len(text) <= space:
        return text
    return text[: space - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def first_words(text: str) -> str:
    """What names a row that has no title, on pages and in the audit trail: the first words of its
    text.
    """
    return clipped(" ".join(text.split()), TITLE_SPACE)
