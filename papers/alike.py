"""The figures and references of what is written in two languages: those of one that are not in the
other, and paragraphs that are not each other's counterparts.
"""

import re
from collections import Counter
from contextlib import suppress

from django.core.exceptions import ValidationError

from programme.formats import listed

from .anchors import anchors_in, outline_of
from .text import lines_in, read, spans_in

UNITS = {
    "million": "m",
    "miliwn": "m",
    "billion": "bn",
    "biliwn": "bn",
    "per cent": "%",
    "y cant": "%",
}
FIGURE = re.compile(
    rf"(?:(?<![\w)])[-−])?£?\d+(?:[.,:/]\d+)*(?:%|\s?(?:m|bn|{'|'.join(UNITS)})\b)?", re.IGNORECASE
)
REFERENCE = re.compile(r"\b[A-Z]{1,4}\d{1,6}\b")
UNTIL_THEN = "until they are the same, references to them lead nowhere in the second language"


def differences(texts, languages) -> str:
    """What is not the same in two texts, whose languages are called so; blank where all is."""
    first, second = map(_figures, texts)
    alone = zip(languages, (first - second, second - first), strict=True)
    found = [
        f"{listed(sorted(figures))} in {language} only" for language, figures in alone if figures
    ]
    with suppress(ValidationError):  # one line of a front sheet may hold what no text does
        blocks = [read(text) for text in texts]
        found += _outlines(blocks, languages)
        found = found or _elsewhere(blocks, languages)
    return "; ".join(found)


def _outlines(blocks, languages):
    """What to say where other paragraphs are numbered than in the other language, or other tables
    stand there: a reference to one of them would lead to another.
    """
    outlines = list(map(outline_of, blocks))
    if outlines[0] == outlines[1]:
        return []
    counts = [f"{len(one)} in {name}" for one, name in zip(outlines, languages, strict=True)]
    said = ", ".join(counts) if len(outlines[0]) != len(outlines[1]) else "in another order"
    return [f"numbered paragraphs and tables: {said}; {UNTIL_THEN}"]


def _elsewhere(blocks, languages):
    """The numbered paragraphs and tables whose figures are not those of their counterparts, where
    all together are the same: the paragraphs may stand in another order.
    """
    first, second = map(_passages, blocks)
    return [
        f"{_called(one or other)} has {_listed(here)} in {languages[0]} and {_listed(there)} in"
        f" {languages[1]}: look whether the paragraphs stand in the same order"
        for one, other in zip(first, second, strict=True)
        if (here := _figures_in(one)) != (there := _figures_in(other))
    ]


def _passages(blocks):
    """What stands before the first block that can be referred to, then what each begins."""
    anchors, found = set(map(id, anchors_in(blocks))), [[]]
    for one in blocks:
        found += [[]] if id(one) in anchors else []
        found[-1].append(one)
    return found


def _called(blocks):
    first = blocks[0]
    return first.get("number") or first.get("caption") or "what stands before the first number"


def _listed(figures):
    return listed(sorted(figures.elements())) or "none"


def _figures(text):
    """The figures and references of a text, each as often as it stands there."""
    with suppress(ValidationError):  # one line of a front sheet may hold what no text does
        return _figures_in(read(text))
    return _counted(text)


def _figures_in(blocks):
    referred = []
    for span in spans_in(blocks):
        if "ref" in span:  # its brackets may say it in either language
            referred.append(f"the reference to {span['ref']}")
            span["text"] = " "
    return _counted("\n".join(words for _, words in lines_in(blocks)), referred)


def _counted(text, referred=()):
    rest = REFERENCE.sub(" ", text)
    return Counter([*referred, *REFERENCE.findall(text), *map(_alike, FIGURE.findall(rest))])


def _alike(figure):
    """A figure with its sign and unit, the same in both languages: £1.6 miliwn is £1.6m."""
    figure = figure.lower().replace("−", "-")
    for unit, short in UNITS.items():
        figure = re.sub(rf"\s?{unit}$", short, figure)
    return re.sub(r"\s", "", figure)
