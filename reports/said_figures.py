"""Figures as texts say them, by their value: £7,431,956 is 7 431 956, and 85k is 85,000.

A figure is what something is known by: not a number of a page or paragraph, a day, or a year.
"""

import re
import unicodedata
from decimal import Decimal

NO_MARKS = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # hyphens, joiners
SPACED = re.compile(r"(?<![\w.,])\d{1,3}(?:[ '’]\d{3})+(?!\w)")  # thousands
THOUSANDS = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
PERCENT = ("%", "per cent", "percent")
UNIT = "|".join([*PERCENT, *sorted(THOUSANDS, key=len, reverse=True)])
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*"
FIGURE = re.compile(rf"([£€$]?)(?<![\w.])({NUMBER})(?: ?({UNIT}))?(?![\w%]|\.\d)", re.I)
CODE = re.compile(r"(?<![.,])\b(?=\w*\d)(?=\w*[^\W\d])\w+\b")  # letters and digits in one
IN_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
YEAR = re.compile(r"(?:19|20)\d\d")


def plain(text) -> str:
    """A text without marks that nobody sees, with every blank alike."""
    return unicodedata.normalize("NFKC", text).translate(NO_MARKS)


def joined(text) -> str:
    """A plain text whose figures have no blanks or apostrophes between their thousands."""
    return SPACED.sub(lambda found: re.sub(r"\D", "", found[0]), text)


def figures_in(text) -> set[str]:
    """The figures of a plain text, those that are the same being written alike."""
    found = {_value(*one.groups(default="")) for one in FIGURE.finditer(text)}
    found |= {one.lower() for one in CODE.findall(text) if _is_code(one)}
    return found - {""}


def _is_code(token):
    """Whether it is a number of a person, a firm or an account, or the fingerprint of a file."""
    digits = sum(one.isdigit() for one in token)
    return digits >= 5 if len(token) < 20 else len(token) == 64


def _value(currency, number, unit):
    """A figure in one spelling; blank for a number that is none."""
    bare = number.replace(",", "")
    bare = bare.replace(".", "") if IN_DOTS.fullmatch(bare) else bare
    if bare.count(".") > 1 or len(bare) > 40:
        return ""
    is_long = sum(one.isdigit() for one in bare) >= 3 and not YEAR.fullmatch(bare)
    value = Decimal(bare)
    unit = unit.lower()
    if unit in PERCENT:
        return f"{_digits(value)}%"
    if unit:
        return _digits(value.scaleb(THOUSANDS[unit]))
    return _digits(value) if is_long else f"{currency}{_digits(value)}" if currency else ""


def _digits(value):
    return f"{value.normalize():f}"
