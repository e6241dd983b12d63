"""Days of a demo programme that lives: they count from the moment at which it is loaded.

What a file says                 what is put in its place
-20d, +20d                       the working day at or before that day in the past, at or after that
                                 day to come: what is past stays past, and nobody works on a Sunday
-7w, +7w                         the seventh working day before today, or after it
-20d 10:00, -7w 17:00            that time of such a day, in London
+0m, +5m                         the moment of loading, or minutes after it
month -1, end of month +1        the first day of last month, the last day of next month
year -1, end of year +0          first and last day of a financial year, counted from that of two
                                 months ago: what is spent in these weeks falls into it
1 April after +90d               the first 1 April from that day on

In a text, braces hold any of these and are filled with its words: {-20d} is a day, {month +1} a
month and {year -1} a financial year.
"""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from programme.clear_days import ONE_DAY, is_working_day
from programme.financial_years import financial_year_of, first_day, last_day, written
from programme.formats import MONTHS, day

COUNTED = re.compile(r"([+-]\d+)([dwm])(?: (\d\d:\d\d))?")
SPAN = re.compile(r"(end of )?(month|year) ([+-]\d+)")
APRIL = re.compile(r"1 April after \+(\d+)d")
IN_TEXT = re.compile(r"\{([^{}]+)\}")
TWO_MONTHS = timedelta(days=60)


def fill_days(value, now):
    """What a file holds, a table of tables and lists, with days in place of what counts them."""
    if isinstance(value, dict):
        return {name: fill_days(one, now) for name, one in value.items()}
    if isinstance(value, list):
        return [fill_days(one, now) for one in value]
    if not isinstance(value, str):
        return value
    found = read(value, now)
    return IN_TEXT.sub(lambda text: in_words(text[1], now), value) if found is None else found


def in_words(text, now) -> str:
    """What stands between braces, in words."""
    found = read(text, now)
    if text.startswith("month"):
        return f"{MONTHS[found.month]} {found.year}"
    return financial_year_of(found) if text.startswith("year") else day(found)


def read(text, now) -> date | datetime | None:
    """The day or moment that `text` counts from `now`; None where it counts none."""
    today = timezone.localdate(now)
    if found := COUNTED.fullmatch(text):
        count, unit, at = int(found[1]), found[2], found[3]
        if unit == "m":
            return now + timedelta(minutes=count)
        on = _working_day(today, count, unit)
        return timezone.make_aware(datetime.combine(on, time.fromisoformat(at))) if at else on
    if found := SPAN.fullmatch(text):
        ends, count = bool(found[1]), int(found[3])
        return (_month if found[2] == "month" else _year)(today, count, ends)
    if found := APRIL.fullmatch(text):
        return last_day(financial_year_of(today + int(found[1]) * ONE_DAY - ONE_DAY)) + ONE_DAY
    return None


def _working_day(today, count, unit):
    """The day `count` days from today, moved on to a working day; or `count` working days on."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    on, left = (today + count * ONE_DAY, 0) if unit == "d" else (today, abs(count))
    while left or not is_working_day(on, "ENG", {}):
        on += step
        left -= left and is_working_day(on, "ENG", {})
    return on


def _month(today, count, ends):
    months = today.year * 12 + today.month - 1 + count + ends
    return date(months // 12, months % 12 + 1, 1) - ends * ONE_DAY


def _year(today, count, ends):
    year = written(int(financial_year_of(today - TWO_MONTHS)[:4]) + count)
    return last_day(year) if ends else first_day(year)
