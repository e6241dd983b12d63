"""Money and numbers as people write them: whole pence or hundredths from the words, and the words
for whole pence.

£1.2m, 1,200, 1 200, .5, 12.50, 55K, 1.2mn, 3 million, GBP 3,000, 50p, 2½m. A sum below nil has a
dash of any kind or "minus", or stands in brackets, as accountants write it; a credit (4,500 CR) is
one too. "nil" and a dash alone are 0.
"""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError

from programme.date_words import UNSEEN, seen

SCALES = {
    "": 1,
    **dict.fromkeys(["k", "thousand"], 10**3),
    **dict.fromkeys(["m", "mn", "mln", "mill", "million", "millions", "miliwn"], 10**6),
    **dict.fromkeys(["p", "pence"], Decimal("0.01")),
    **dict.fromkeys(["b", "bn", "billion", "billions", "biliwn"], 10**9),
}
NOTHING = {"nil", "-", "£-", "£nil", "none", "zero", "dim"}
SIDES = {"credit": "cr", "debit": "dr"}
SUM = re.compile(
    r"(?P<side>(?:cr|dr) )?(?P<open>\()?(?P<sign>[-+] ?£?|£ ?[-+]|£?) ?"
    r"(?P<number>[0-9][0-9,. ]{0,25}|\.[0-9]{1,9})"
    rf" ?(?P<scale>{'|'.join(sorted(filter(None, SCALES), key=len, reverse=True))})?\.?"
    r" ?(?P<close>\))?(?P<after>-| ?cr| ?dr)?"
)
SAME = [
    (re.compile(pattern), instead)
    for pattern, instead in [
        (UNSEEN.pattern, ""),
        ("[\u00a0\u2007\u2009\u202f]", " "),
        ("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]", "-"),
        (r"\b(credit|debit)\b", lambda found: SIDES[found[1]]),
        (r"\((cr|dr)\)", r"\1"),
        (r"^\s*minus\b", "-"),
        (r"^\s*plus\b", "+"),
        ("½", ".5"),
        ("¼", ".25"),
        ("¾", ".75"),
        (r"\s+", " "),
        (r"\( ", "("),
        (r"(nil|none|zero|dim|cr|dr)\.$", r"\1"),
        (r"^£ (?=-$|nil$)", "£"),
    ]
]
POUNDS = [
    (re.compile(pattern), instead)
    for pattern, instead in [
        (
            r"(?:£ ?(?P<pounds>[0-9][0-9,]*)|(?P<named>[0-9][0-9,]*) ?pounds?),?(?: and)?"
            r" (?P<pence>[0-9]{1,2}) ?(?:p|pence)\b\.?",
            lambda found: f"£{found['pounds'] or found['named']}.{int(found['pence']):02}",
        ),
        (r"\bgbp ?(?=[-+(0-9.])", "£"),
        (
            r"(?<=[0-9a-z).]) ?(?:gbp|pounds?(?: sterling)?|sterling|(?:o )?(?:bunnoedd|bunnau))\b",
            "",
        ),
        (r"^£ ?\(", "(£"),
    ]
]
PER_CENT = re.compile(r"\s*(?:%|per ?cent|pct|pc|y cant)\.?\s*$", re.IGNORECASE)
OF_A_SUM = re.compile(
    rf"£|\b(?:gbp|pounds?)\b|[0-9½¼¾.] ?(?:{'|'.join(filter(None, SCALES))})\.?\)?\s*$"
)
LONGEST = 200  # characters
EXAMPLES = "Enter a sum in pounds, for example 1,200 or £1.2m or 12.50."
IN_THREES = re.compile(r"[0-9]{1,3}((?:,[0-9]{3})+|(?: [0-9]{3})+)(\.[0-9]+)?")
PLAIN = re.compile(r"[0-9]*(\.[0-9]+)?|[0-9]+\.")
OTHER_MONEY = re.compile(r"[$€¥]|\b(?:usd|eur|euros?|dollars?)\b")
# Parts that people write in two figures; those of three have no whole hundredths.
FRACTIONS = {"1/2": "½ or .5", "1/4": "¼ or .25", "3/4": "¾ or .75"}
FRACTION = re.compile(r"(?<![0-9.,/-])(?:1/[234]|[23]/[34])(?![0-9.,/-])|[⅓⅔⅛⅜⅝⅞]")
INSTEAD = "figures, for example 33.33"
TWO_WAYS = re.compile(r"([1-9][0-9]{0,2})\.([0-9]{2}0)")
THOUSAND_OR_MILLION = re.compile(r"(?P<number>[0-9][0-9,.]*) ?mil\b\.?")  # a thousand in Welsh


def read_pence(text: str) -> int:
    """Whole pence from money as people write it.

    Raises:
        ValidationError: saying what is wrong with it: commas or spaces in odd places, parts of a
        penny, several sums, another currency, or no sum at all.
    """
    try:
        return read_hundredths(text)
    except ValidationError as error:
        raise ValidationError(f"{error.message} {EXAMPLES}", code=error.code) from None


def read_hundredths(text: str, *, pounds=True) -> int:
    """Whole hundredths of a number as people write it, which is one of `pounds` or a bare one.

    Raises:
        ValidationError: saying what is wrong with it, without an example.
    """
    _refuse_too_long(text)
    shown, words = seen(text), text.lower().strip()
    for pattern, instead in [*SAME, *(POUNDS if pounds else [])]:
        words = pattern.sub(instead, words)
    words = words.strip()
    if words in NOTHING:
        return 0
    found = SUM.fullmatch(words)
    if not found or bool(found["open"]) != bool(found["close"]):
        _refuse(_no_sum(shown, words, "sum" if pounds else "number"), "no sum")
    side = found["side"] or (found["after"] or "").strip(" -")
    if not pounds and (odd := side.strip() or ("£" if "£" in words else "")):
        _refuse(f"“{odd}” in {shown} cannot be read.", "no sum")
    scale = found["scale"] or ""
    if scale in ("p", "pence") and (not pounds or "£" in words):
        _refuse(f"“{scale}” in {shown} cannot be read.", "no sum")
    number = found["number"].strip()
    if number.endswith(".") and found["after"] == "-":
        _refuse(f"“.-” in {shown} cannot be read.", "no sum")
    below = _is_below_nil(found, shown)
    number = number.removesuffix(".")
    if not (IN_THREES.fullmatch(number) or PLAIN.fullmatch(number)):
        _refuse(_odd_number(shown, number), "number")
    either = None if scale else TWO_WAYS.fullmatch(number)
    if either:
        thousands, rest = f"{either[1]},{either[2]}", number.rstrip("0").removesuffix(".")
        three = "has three digits after the decimal point"
        _refuse(f"{shown} {three}. Write {thousands} or {rest}.", "two ways")
    hundredths = Decimal(re.sub("[, ]", "", number)) * SCALES[scale] * 100
    if hundredths % 1:
        parts = "has parts of a penny" if pounds else "has more than two decimal places"
        _refuse(f"{shown} {parts}.", "parts")
    return -int(hundredths) if below else int(hundredths)


def read_per_cent(text: str) -> int:
    """Hundredths of a per cent: 97.5, 97.5%, 97.5 per cent.

    Raises:
        ValidationError: saying what is wrong with it, without an example.
    """
    _refuse_too_long(text)
    shown, number = seen(text), PER_CENT.sub("", UNSEEN.sub("", text))
    if "%" in number:
        _refuse(f"{shown} has a % sign that does not stand alone behind its number.", "no sum")
    if OF_A_SUM.search(number.lower()):
        _refuse(f"{shown} is a sum, not a percentage.", "no sum")
    return read_hundredths(number, pounds=False)


def write_pence(pence: int) -> str:
    """The sum as a person would type it into the field: 1200 pence is "12", 1250 is "12.50"."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{pounds:,}" + (f".{rest:02}" if rest else "")


def _refuse_too_long(text):
    """Before any pattern looks at it: a million digits would keep them busy for hours."""
    if len(text) > LONGEST:
        _refuse(f"“{text[:20]}…” is too long for a number.", "no sum")


def _refuse(said, code):
    raise ValidationError(said, code=code)


def _is_below_nil(found, text):
    """Whether the signs of a sum say that it is below nil: once, and none of them otherwise."""
    marks = [found["open"] or "", found["sign"], found["side"] or "", found["after"] or ""]
    below = sum(any(sign in mark for sign in ("(", "-", "cr")) for mark in marks)
    if below > 1:
        twice = f"{text} says twice that it is below nil."
        _refuse(f"{twice} Use one minus sign, or brackets.", "twice")
    if below and any("+" in mark or "dr" in mark for mark in marks):
        _refuse(f"{text} says that it is below nil and that it is not.", "both")
    return below == 1


def _no_sum(text, words, noun):
    """What is wrong with `text`, which is not the shape of one sum."""
    if OTHER_MONEY.search(words):
        return f"{text} is not in pounds."
    if "%" in words:
        return f"{text} is a percentage, not a {noun}."
    if re.match(r"- ?£? ?\(", words):
        return f"{text} says twice that it is below nil. Use one minus sign, or brackets."
    if words.count("(") != words.count(")"):
        return f"{text} has a bracket without its other half."
    if found := FRACTION.search(words):
        return f"“{found[0]}” in {text} is a fraction. Write {FRACTIONS.get(found[0]) or INSTEAD}."
    either = THOUSAND_OR_MILLION.search(words)
    if either:
        number = either["number"]
        return f"“mil” in {text} can mean thousand or million. Write {number}k or {number}m."
    if re.fullmatch(r"(?:between |from )?[£0-9,. kmbn]+(?:-|to|or|/|and) ?[£0-9,. kmbn]+", words):
        return f"{text} names two {noun}s."
    rest = re.sub(r"[0-9][0-9,.]* ?(?:k|mn?|bn)?\b", " ", words)
    rest = re.findall(r"[a-z][a-z.'/-]*|[^a-z0-9£,.()\s-]", rest)
    if rest and re.search("[0-9]", words):
        return f"“{' '.join(one.rstrip('.') for one in rest)}” in {text} cannot be read."
    return f"{text} is not a {noun}."


def _odd_number(text, number):
    if number.count(".") > 1:
        return f"{text} has more than one decimal point."
    if "," in number.partition(".")[2]:
        return f"{text} has a comma after the decimal point."
    separator = "comma" if "," in number else "space"
    return f"Every {separator} has to stand before three digits, and in {text} one does not."
