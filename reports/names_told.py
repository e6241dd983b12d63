"""Names of what is kept back that a title, a reason or a list of changes says too.

A name may be public, so nothing is held up by it; runs of words and figures are (`leaks`).
"""

import re

from .said_figures import plain

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORTEST = 4  # letters


def names_told(written, public, shown) -> list[dict]:
    """The names in `written`, lines by their part, that the lines `shown` have and no `public` ones
    do, as {"part", "is_name", "found"}.
    """
    told = _names(shown) - {one.casefold() for one in _words(public)}
    found = {part: sorted(_names(lines) & told) for part, lines in written.items()}
    return [
        {"part": part, "is_name": True, "found": ", ".join(names).title()}
        for part, names in found.items()
        if names
    ]


def _words(lines):
    return [word for line in lines for word in WORD.findall(plain(line))]


def _names(lines):
    """The words with a capital, as they are compared."""
    return {one.casefold() for one in _words(lines) if one[0].isupper() and len(one) >= SHORTEST}
