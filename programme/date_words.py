"""The words of dates: months and days of the week in English and Welsh, parts of a month or year.

Welsh words are known in the forms that follow others as well (27 o Fawrth 2026, ym Mis Tachwedd).
"""

import re

# Characters that show nothing and come with a paste: soft hyphens, marks of direction, blanks
# without width. In a date or a sum they mean nothing.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# For each month its full names and the ways in which it is cut short.
MONTH_NAMES = (
    ("january", "jan", "ionawr", "ion"),
    ("february", "feb", "febr", "chwefror", "chwef", "chwe"),
    ("march", "mar", "mawrth", "fawrth", "maw"),
    ("april", "apr", "apl", "ebrill", "ebr"),
    ("may", "mai", "fai"),
    ("june", "jun", "mehefin", "fehefin", "meh"),
    ("july", "jul", "gorffennaf", "orffennaf", "ngorffennaf", "gorff", "gor"),
    ("august", "aug", "awst"),
    ("september", "sept", "sep", "medi", "fedi"),
    ("october", "oct", "hydref", "hyd"),
    ("november", "nov", "tachwedd", "dachwedd", "thachwedd", "nhachwedd", "tach"),
    ("december", "dec", "rhagfyr", "ragfyr", "rhag"),
)
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names}
WEEKDAY_NAMES = (
    ("monday", "mon", "llun", "lun"),
    ("tuesday", "tues", "tue", "mawrth", "fawrth", "maw"),
    ("wednesday", "weds", "wed", "mercher", "fercher", "mer"),
    ("thursday", "thurs", "thur", "thu", "iau"),
    ("friday", "fri", "gwener", "wener", "gwe"),
    ("saturday", "sat", "sadwrn", "sad"),
    ("sunday", "sun", "sul"),
)
WEEKDAYS = {name: number for number, names in enumerate(WEEKDAY_NAMES) for name in names}
COUNTED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
COUNTED |= {"one": 1, "two": 2, "three": 3, "four": 4, "cyntaf": 1, "ail": 2}
COUNTED |= {"trydydd": 3, "trydedd": 3, "pedwerydd": 4, "pedwaredd": 4}
LAST = ("last", "final", "olaf")
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, None)}
LIKE = {
    "early": ("beginning", "start", "dechrau", "ddechrau"),
    "mid": ("middle", "canol", "ganol", "nghanol"),
    "late": ("end", "diwedd", "ddiwedd"),
}
PARTS |= {other: PARTS[part] for part, others in LIKE.items() for other in others}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
SEASONS |= {"gwanwyn": 3, "wanwyn": 3, "haf": 6, "gaeaf": 12}
FIRST_OF_THE_1900S = 70  # 70 to 99 are years of the last century, 00 to 69 of this one
CLOSE_CENTURIES = range(50, FIRST_OF_THE_1900S)  # 55 may be 1955 as well


def any_of(names):
    """A pattern for one of the names, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))


MONTH = rf"(?P<month>{any_of(MONTHS)})\.?"
HOUR = r"(?:[01]?\d|2[0-3])"
CLOCK = rf"{HOUR}:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[ap]m)?|{HOUR}(?:\.[0-5]\d)? ?[ap]m"
CLOCK += rf"|12 (?:noon|midnight)|noon|midnight|{HOUR}[0-5]\d ?(?:hrs|hours)"
# A time of Greenwich that falls on the same day in summer time.
OF_THAT_DAY = r"(?:[01]\d|2[0-2]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
UNTIL = r"\d{1,2}(?:[.:]\d\d)?(?:am|pm)? ?(?:-|to) ?"
COUNTS = [("three", 3), ("six", 6), ("nine", 9), ("twelve", 12)]
ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
MEANT = "due|expected|planned|scheduled"
CLOSE = r"close\s+(?:of\s+)?(?:play|business)|cop|cob|eod|end\s+(?:of\s+)?day"  # of a working day
LEADING = (
    rf"deadline|(?:target|due) date|not? later than|or before|up to|until|till|hyd at|{MEANT}|for"
    r"|some ?time|towards?|month(?! (?:end|to))|as(?: at| of)?|with effect|effective|eff\.?"
    rf"|{CLOSE}"
)
# What makes a date less than certain. It is read all the same where the words are kept beside it.
UNSURE = re.compile(
    r"^(?:circa|ca?\.?(?= ?\d|\s)|tua\b)\s*|[~?\u2248]"
    r"|\b(?:approx|approximately|around|about|roughly|provisional|provisionally|estimated|est"
    r"|indicative|tbc|tba)\b\.?"
)
# Words and signs that change nothing, or say in other words what is known, in this order.
PLAIN = [
    (re.compile(pattern), instead)
    for pattern, instead in [
        (UNSEEN.pattern, ""),
        (rf"(?<=\d)t{OF_THAT_DAY}(?:z|\+00:00)\s*$", ""),
        ("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]", "-"),
        ("[\u2018\u2019\u02bc`]", "'"),
        (r"[&+]", " and "),
        (r"[,()\[\];]", " "),
        (r"\s+", " "),
        (UNSURE.pattern, " "),
        (r"\b(?:f?y/e|fye|ye(?= \d))", "year ending "),
        (r"\bf/y\b", "fy"),
        (r"(?<=[\d ])([ap])\. ?m\b\.?", r"\1m"),
        (r"\bw\.? ?e\.? ?f\b\.?", ""),
        (r"\bw/(?=[a-z])", "w"),
        (r"-to-", " to "),
        (r"\byr(?=[- ](?:end|to\b))", "year"),
        *((rf"\b{name} months(?= (?:to|end))", f"{number} months") for name, number in COUNTS),
        (r"\bblwyddyn ariannol\b", "financial year"),
        (r"^\s*week of(?= \d| [a-z]+day)", "week with"),
        (r"\bmonth[- ]end\b|\bend of (?:the )?month\b", "end"),
        (r"(?<=\d)[t ]00:00(?::00(?:\.0+)?)?z?(?=\s*$)", ""),
        (rf"(?<=\d)t(?:{CLOCK})\s*$", ""),
        (rf"^\s*(?:at )?(?:{CLOCK}) (?:on )?", ""),
        (rf"\s(?:at |@ ?|from )?(?:{UNTIL})?(?:{CLOCK})\s*$", ""),
        (r"(?<=\d{4}) (?:at |@ ?)?\d{1,2}\.\d\d\s*$", ""),
        *((rf"\b{number}(?= [a-z]{{3,6}}day)", word) for number, word in ORDINALS.items()),
        (r"(?<=\d)(?: ?(?:st|nd|rd|th)|af|ail|il|ydd|edd|ed|fed|eg|ain)\b\.?", ""),
        (r"(?<=\d)\.\s+(?=[a-z])", " "),
        (r"(?<=\d)\s*([/.])\s*(?=\d)", r"\1"),
        (rf"\b(\d\d?)\s*([-/])\s*(\d\d?|{any_of(MONTHS)})\s*\2\s*(\d{{4}}|\d\d)\b", r"\1\2\3\2\4"),
        (r"\b(?:rhwng|erbyn|mis|fis|ym|yn|yng|ar|o|yr|y)\b(?!/)", " "),
        (r"\b(?:of|the|in|by|on|during|between|from|year(?= \d))\b", " "),
        (rf"^\s*(?:(?:{LEADING}):?\s+)+", ""),
        (rf"(?: or earlier| or sooner| at\s+latest|(?<=\d) latest| (?:{CLOSE}))\s*$", ""),
        (rf"\b({any_of(PARTS)})-", r"\1 "),
    ]
]


def seen(text: str) -> str:
    """What a person sees of `text`, in one line."""
    return " ".join(UNSEEN.sub("", text).split())


def full_year(text: str) -> int:
    """2026 from "26" or "2026", and 1998 from "98"."""
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < FIRST_OF_THE_1900S else 1900)


def plain_words(text: str) -> str:
    """`text` in small letters without the words and signs that change nothing."""
    words = text.strip().lower()
    for pattern, instead in PLAIN:
        words = pattern.sub(instead, words)
    return " ".join(words.split()).strip(".:!- ")


def is_unsure(text: str) -> bool:
    """Whether `text` says that its date is not certain, or was only meant: circa, TBC, a question
    mark, planned.
    """
    words = " ".join(text.lower().split())
    return bool(UNSURE.search(words) or re.match(MEANT, words))
