"""The words of dates: months and days of the week in English and Welsh, parts of a month or year.

Welsh months are known in the forms that follow "o" as well (27 o Fawrth 2026).
"""

import re

# For each month its full names and the ways in which it is cut short.
MONTH_NAMES = (
    ("january", "jan", "ionawr", "ion"),
    ("february", "feb", "chwefror", "chwef", "chwe"),
    ("march", "mar", "mawrth", "fawrth", "maw"),
    ("april", "apr", "ebrill", "ebr"),
    ("may", "mai", "fai"),
    ("june", "jun", "mehefin", "fehefin", "meh"),
    ("july", "jul", "gorffennaf", "orffennaf", "gorff", "gor"),
    ("august", "aug", "awst"),
    ("september", "sept", "sep", "medi", "fedi"),
    ("october", "oct", "hydref", "hyd"),
    ("november", "nov", "tachwedd", "dachwedd", "tach"),
    ("december", "dec", "rhagfyr", "ragfyr", "rhag"),
)
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names}
WEEKDAY_NAMES = (
    ("monday", "mon", "dydd llun"),
    ("tuesday", "tues", "tue", "dydd mawrth"),
    ("wednesday", "weds", "wed", "dydd mercher"),
    ("thursday", "thurs", "thur", "thu", "dydd iau"),
    ("friday", "fri", "dydd gwener"),
    ("saturday", "sat", "dydd sadwrn"),
    ("sunday", "sun", "dydd sul"),
)
WEEKDAYS = {name: number for number, names in enumerate(WEEKDAY_NAMES) for name in names}
COUNTED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, None)}
LIKE = {
    "early": ("beginning", "start", "dechrau"),
    "mid": ("middle", "canol"),
    "late": ("end", "diwedd"),
}
PARTS |= {other: PARTS[part] for part, others in LIKE.items() for other in others}
THIRDS = {1: (1, 4), 11: (5, 8), 21: (9, 12)}  # of a year, by the first day of that part of a month
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
FIRST_OF_THE_1900S = 70  # 70 to 99 are years of the last century, 00 to 69 of this one


TIME_OF_DAY = re.compile(r"(?<=\d{4}) (?:at )?\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)$")


def any_of(names):
    """A pattern for one of the names, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))


MONTH = rf"(?P<month>{any_of(MONTHS)})\.?"
WEEKDAY = rf"(?:(?P<weekday>{any_of(WEEKDAYS)})\.? )?"


def full_year(text: str) -> int:
    """2026 from "26" or "2026", and 1998 from "98"."""
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < FIRST_OF_THE_1900S else 1900)


def plain_words(text: str) -> str:
    """`text` in small letters without the words and signs that change nothing."""
    words = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text.lower()).replace(",", " ")
    words = re.sub("[\u2010-\u2015]", "-", words)
    words = TIME_OF_DAY.sub("", words)
    words = re.sub("[\u2018\u2019\u02bc`]", "'", words)
    words = re.sub(r"(?<=\d)(st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)\b", "", words)
    words = re.sub(r"(?<=\d)\s*([/.])\s*(?=\d)", r"\1", words)
    words = re.sub(
        r"\b(of|the|in|by|on|during|between|from|o|erbyn|mis|yr|y|year(?= \d{4}$))\b", " ", words
    )
    words = re.sub(rf"\b({'|'.join(PARTS)})-", r"\1 ", words)
    return " ".join(words.split()).rstrip(".")
