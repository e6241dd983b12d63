"""Money as people write it: whole pence from the words, and the words for whole pence.

£1.2m, 1,200, 1 200, .5, 12.50, 55K, 1.2mn, 3 million. A sum below nil has a dash of any kind or
stands in brackets, as accountants write it; a credit (4,500 CR) is one too. "nil" and a dash alone
are 0.
"""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError

SCALES = {
    "": 1,
    **dict.fromkeys(["k", "thousand"], 10**3),
    **dict.fromkeys(["m", "mn", "mil", "million", "millions"], 10**6),
    **dict.fromkeys(["bn", "billion", "billions"], 10**9),
}
NOTHING = {"nil", "-", "£-", "£nil", "none", "zero"}
DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
SUM = re.compile(
    r"(?P<open>\()?(?P<sign>- ?£?|£ ?-|£?) ?(?P<number>[0-9][0-9,. ]{0,25}|\.[0-9]{1,9})"
    rf" ?(?P<scale>{'|'.join(sorted(filter(None, SCALES), key=len, reverse=True))})?(?P<close>\))?"
    r"(?P<after>-| ?cr| ?dr)?"
)
EXAMPLES = "Enter a sum in pounds, for example 1,200 or £1.2m or 12.50."
IN_THREES = re.compile(r"[0-9]{1,3}((?:,[0-9]{3})+|(?: [0-9]{3})+)(\.[0-9]+)?")
PLAIN = re.compile(r"[0-9]*(\.[0-9]+)?|[0-9]+\.")
OTHER_MONEY = re.compile(r"[$€¥]|\b(?:usd|eur|euros?|dollars?)\b")


def read_pence(text: str) -> int:
    """Whole pence from money as people write it.

    Raises:
        ValidationError: saying what is wrong with it: commas or spaces in odd places, parts of a
        penny, several sums, another currency, or no sum at all.
    """
    words = " ".join(DASHES.sub("-", SPACES.sub(" ", text)).lower().split())
    words = re.sub(r"^£ ?\(", "(£", words)
    if words in NOTHING:
        return 0
    found = SUM.fullmatch(words)
    if not found or bool(found["open"]) != bool(found["close"]):
        raise ValidationError(f"{_no_sum(text.strip(), words)} {EXAMPLES}", code="no sum")
    signs = [found["open"], "-" in found["sign"], found["after"] in ("-", "cr", " cr")]
    if sum(map(bool, signs)) > 1:
        raise ValidationError(
            f"{text.strip()} says twice that it is below nil. Use one minus sign, or brackets.",
            code="twice",
        )
    number = found["number"].strip().removesuffix(".")
    if not (IN_THREES.fullmatch(number) or PLAIN.fullmatch(number)):
        raise ValidationError(f"{_odd_number(text.strip(), number)} {EXAMPLES}", code="number")
    pounds = Decimal(re.sub("[, ]", "", number)) * SCALES[found["scale"] or ""]
    if pounds * 100 % 1:
        raise ValidationError(
            f"{text.strip()} has parts of a penny. Enter a sum in whole pence.", code="parts"
        )
    return -int(pounds * 100) if any(signs) else int(pounds * 100)


def write_pence(pence: int) -> str:
    """The sum as a person would type it into the field: 1200 pence is "12", 1250 is "12.50"."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{pounds:,}" + (f".{rest:02}" if rest else "")


def _no_sum(text, words):
    """What is wrong with `text`, which is not the shape of one sum."""
    if OTHER_MONEY.search(words):
        return f"{text} is not in pounds."
    if "%" in words:
        return f"{text} is a percentage, not a sum."
    if re.match(r"- ?£? ?\(", words):
        return f"{text} says twice that it is below nil. Use one minus sign, or brackets."
    if words.count("(") != words.count(")"):
        return f"{text} has a bracket without its other half."
    if re.fullmatch(r"[£0-9,. kmbn]+(?:-|to|or|/|and) ?[£0-9,. kmbn]+", words):
        return f"{text} names two sums."
    rest = re.sub(r"[0-9][0-9,.]* ?(?:k|mn?|bn)?\b|[£0-9,.()\s-]", " ", words).split()
    if rest and re.search("[0-9]", words):
        return f"“{' '.join(rest)}” in {text} cannot be read."
    return f"{text} is not a sum."


def _odd_number(text, number):
    if number.count(".") > 1:
        return f"{text} has more than one decimal point."
    if "," in number.partition(".")[2]:
        return f"{text} has a comma after the decimal point."
    separator = "comma" if "," in number else "space"
    return f"Every {separator} has to stand before three digits, and in {text} one does not."
