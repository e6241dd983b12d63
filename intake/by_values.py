"""What the values of a column say of it: which fields they cannot be for, and, where its heading
says nothing, which one they are for.
"""

import re
from itertools import pairwise

from intake.done import DONE, NOT_DONE, is_done
from programme.arriving import (
    CHOICE,
    DATED,
    DAY,
    LINES,
    MONEY,
    NUMBER,
    SCORE,
    TICK,
    WORDS,
    YEAR,
    Arriving,
)

LOOKED_AT = 200  # values of a column
NOTHING = re.compile(r"(?:column|col|field|unnamed)?[\s:_#.]*[a-z]?\d{0,3}", re.I)
FIGURES = re.compile(r"[-+(£\s]*\d[\d,.\s]*[)%kKmM]*")
ONE_TO_FIVE = re.compile(r"[1-5](?:\.0+)?")
SUM = re.compile(r"[-+(]?\s*£\s*[\d,.]+[kKmM]?\)?|[-(]?\d{1,3}(?:,\d{3})+(?:\.\d\d)?\)?")
A_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d+")
CODE = re.compile(r"[A-Za-z]{0,4}[-./ ]?\d{1,4}[a-z]?")
POST = re.compile(r"\b(?:head of|director|manager|officer|chief|lead|assistant)\b", re.I)
SCALE = re.compile(
    r"\b(?:high|medium|med|moderate|low|major|minor|severe|serious|significant|insignificant|"
    r"negligible|catastrophic|critical|likely|unlikely|possible|probable|remote|rare|almost|"
    r"certain|same|as net|n/?a|tbc)\b|^[hml]$",
    re.I,
)
COLOURS = {"red", "amber", "green", "r", "a", "g", "blue", "b", "amber/red", "amber/green", "rag"}
UNKNOWN = re.compile(r"[-–—?]|n/?a|tbc|tba|nil|none|unknown|as above", re.I)

# what must be in one of the values of a field of figures
NEEDED = {
    SCORE: lambda text: any(map(str.isdigit, text)) or SCALE.search(text),
    TICK: lambda text: is_done(text, "%") is not None,
    MONEY: lambda text: any(map(str.isdigit, text)) or UNKNOWN.fullmatch(text),
    DAY: lambda text: any(map(str.isdigit, text)) or UNKNOWN.fullmatch(text),
    NUMBER: lambda text: any(map(str.isdigit, text)) or UNKNOWN.fullmatch(text),
    YEAR: lambda text: any(map(str.isdigit, text)) or UNKNOWN.fullmatch(text),
}


def texts_of(table, number) -> list:
    """The words of a column, those that are not blank."""
    found = (row.text(number) for row in table.rows[:LOOKED_AT])
    return [text for text in found if text]


def can_be(one: Arriving, texts, is_name=False) -> bool:
    """Whether a field can take a column of these words: a score is no sentence, for example. A
    name is no figure.
    """
    if not texts:
        return True
    if is_name:
        return not all(FIGURES.fullmatch(text) for text in texts)
    if one.kind in (TICK, WORDS, LINES) and are_colours(texts):
        return False
    needed = NEEDED.get(one.kind)
    return needed is None or any(map(needed, texts))


def is_share(text) -> bool:
    """Whether a cell is a share of the whole, in per cent or not."""
    return bool(FIGURES.fullmatch(text))


def says_nothing(heading) -> bool:
    """Whether a heading names nothing: it is blank, or counts columns."""
    return bool(NOTHING.fullmatch(heading.strip()))


def are_colours(texts) -> bool:
    """Whether a column holds the colours of ratings."""
    return bool(texts) and all(text.lower().strip(" .") in COLOURS for text in texts)


def _mostly(pattern, texts):
    return sum(bool(pattern.fullmatch(text)) for text in texts) > 0.8 * len(texts)


def suggest(fields, name, columns) -> dict:
    """{column: field} of columns whose heading says nothing, {column: words}, as far as their
    values show it. `fields` are those that no column has, by name; `name` is the one by which
    people name an entry.
    """
    free, found = dict(fields), {}
    left = {number: texts for number, texts in columns.items() if texts}

    def give(number, field):
        found[number] = free.pop(field)
        left.pop(number)

    scores = [number for number, texts in left.items() if _mostly(ONE_TO_FIVE, texts)]
    for first, second in pairwise(scores):
        if {"current_likelihood", "current_impact"} <= free.keys() and second == first + 1:
            give(first, "current_likelihood")
            give(second, "current_impact")
    for number, texts in list(left.items()):
        if field := _by_kind(free, texts):
            give(number, field)
    words = {n: texts for n, texts in left.items() if not _mostly(FIGURES, texts)}
    codes = [n for n, texts in left.items() if _mostly(CODE, texts) and len(set(texts)) > 1]
    if codes and "reference" in free:
        words.pop(codes[0], None)
        give(codes[0], "reference")
    posts = [n for n, texts in words.items() if all(POST.search(text) for text in texts)]
    if posts and "owner" in free:
        words.pop(posts[0])
        give(posts[0], "owner")
    if words and name in free:
        give(max(words, key=lambda n: sum(map(len, words[n])) / len(words[n])), name)
    return found


def _by_kind(free, texts):
    """The first field that takes such values; None where none is sure."""
    said = {text.lower().strip(" .") for text in texts}
    for field, one in free.items():
        if one.yearly:
            continue
        if one.kind == CHOICE and said <= {str(it).lower() for _, it in one.field.flatchoices}:
            return field
        if one.kind == MONEY and _mostly(SUM, texts):
            return field
        if one.kind in (DAY, DATED) and _mostly(A_DAY, texts):
            return field
        if one.kind == TICK and said <= (DONE | NOT_DONE) - {"x", "n", "y"}:
            return field
    return None
