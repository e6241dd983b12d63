"""How well the words of a field fit the heading of a column."""

import re
from functools import lru_cache

from intake.headings import plain
from programme.arriving import arriving_of
from programme.financial_years import written
from programme.log import logs

SMALL = {"the", "of", "and", "its", "a", "an", "is", "are"}
A_DAY = re.compile(r"\b(?:at |on )?\d{1,2}[./ ]\d{1,2}[./ ]\d{2,4}\b")
YEAR = re.compile(r"(?:20)?(\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b")
UNITS = [
    (re.compile(r"£\s?['’]?\s?0{3}\b['’]?s?|£\s?k\b|\b000s\b|\(000\)", re.I), 1_000, "£'000"),
    (re.compile(r"£\s?m(?:illion|n)?\b", re.I), 1_000_000, "£m"),
]


@lru_cache(maxsize=4096)
def tokens(text):
    return frozenset(plain(text).split()) - SMALL


def year_in(heading):
    """The financial year that a heading names; blank for none."""
    for found in YEAR.finditer(heading):
        if (int(found[1]) + 1) % 100 == int(found[2]):
            return written(2000 + int(found[1]))
    return ""


@lru_cache(maxsize=4096)
def _fit(words, heading):
    """How well words fit a heading, from 0 to 1.5: all of them stand in it."""
    said, asked = tokens(heading), tokens(words)
    if not asked or not asked <= said:
        return 0
    return 2 * len(asked) / (len(asked) + len(said)) + 0.5 * (plain(words) == plain(heading))


def fits(one, heading) -> float:
    """How well the words of a field fit a heading."""
    rest = bare(heading)
    if one.yearly and not year_in(heading):
        return 0
    return max((_fit(words, rest) for words in one.words), default=0)


@lru_cache(maxsize=4096)
def bare(heading):
    """A heading without the year, the day and the unit that it names."""
    rest = A_DAY.sub(" ", YEAR.sub(" ", heading) if year_in(heading) else heading)
    for pattern, _, _ in UNITS:
        rest = pattern.sub(" ", rest)
    return rest.replace("£", " ")


@lru_cache(maxsize=4096)
def knows(heading) -> float:
    """How well any log asks for such a column: 0 for hardly, more than 1 to the letter."""
    taken = [one for log in logs() if log.adds for one in arriving_of(log).values()]
    best = max(fits(one, heading) for one in taken)
    said = tokens(bare(heading))
    others = any(tokens(words) == said for one in taken for words in one.otherwise)
    return best if best >= 0.6 else 0.6 * others
