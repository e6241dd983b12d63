"""The second language of a paper: what is written in both, what is blank in one, which figures and
references differ. How its languages are set is in `papers.setting_languages`.

A paper has one language. Its version in the other one is written beside it, part by part, or is one
of the attached documents.
"""

from dataclasses import dataclass

from programme.formats import listed

from .alike import differences
from .blank import is_blank
from .choices import Language, PartKind
from .deciding import last_decisions
from .front_sheets import sheet_at
from .models import Paper, PaperRecommendation, Part
from .sheet_fields import TYPED, answers_to

ROW = {
    "what is recommended": "text",
    "who acts": "acts",
    "what is delegated": "delegation",
}


def is_written(paper) -> bool:
    """Whether something is written in the language of a paper, headings aside."""
    pairs = (one for part in paper.parts.all() for one in pairs_of(part))
    return any(one.first.strip() and not one.is_heading for one in pairs)


@dataclass(frozen=True)
class Pair:
    """What is written in both languages of a paper, and what it is called. A heading is arranged:
    no writer begins with it.
    """

    place: str
    first: str
    second: str
    is_heading: bool = False


def pairs_of(part, at=None):
    """What is written in a part in both languages, as it stood at a moment where `part` did."""
    yield Pair("heading", part.heading, part.second_heading, is_heading=True)
    yield from PAIRS[part.kind](part, at)


def _text(part, at):
    yield Pair("text", part.text, part.second_text)


def _front_sheet(part, at):
    sheet = sheet_at(part.paper, at)
    if part.paper.second_language == Language.WELSH:
        for one in sheet:
            yield Pair(f"label of {one.label}", one.label, one.welsh_label, is_heading=True)
    fields = [one for one in sheet if one.kind in TYPED]
    answers = (answers_to(fields, said)[0] for said in (part.answers, part.second_answers))
    first, second = answers
    for one in fields:
        yield Pair(one.label, first.get(one.key, ""), second.get(one.key, ""))


def _recommendations(part, at):
    rows = PaperRecommendation.objects.in_use(at).filter(paper=part.paper_id)
    for number, row in enumerate(rows, start=1):
        for words, name in ROW.items():
            place = f"recommendation {number}, {words}"
            yield Pair(place, getattr(row, name), getattr(row, f"second_{name}"))


def _positions(part, at):
    for one in last_decisions(part.paper, at):
        said = (answers.get(str(one.pk), "") for answers in (part.answers, part.second_answers))
        yield Pair(f"how far it is: {one.words[:60]}", *said)


PAIRS = {
    PartKind.TEXT: _text,
    PartKind.FRONT_SHEET: _front_sheet,
    PartKind.RECOMMENDATIONS: _recommendations,
    PartKind.ACTIONS: _positions,
}


def blank_in(part, at=None, headings=True) -> list[str]:
    """What of a part is written in the language of the paper and blank in the other one, with its
    `headings` and labels or without.
    """
    return [
        one.place
        for one in pairs_of(part, at)
        if not is_blank(one.first) and is_blank(one.second) and (headings or not one.is_heading)
    ]


def differing_in(part, at=None) -> list[str]:
    """The figures and references that stand in one language of a part and not in the other, and
    where its numbered paragraphs and tables are not the same ones: a sentence for each place;
    nothing of what is blank.
    """
    first = Language(part.paper.language)
    pairs = [one for one in pairs_of(part, at) if not (is_blank(one.first) or is_blank(one.second))]
    return [
        f"{one.place[:1].upper()}{one.place[1:]}: {said}."
        for one in pairs
        if (said := differences((one.first, one.second), (first.label, first.other.label)))
    ]


def second_faults(paper, at=None, keys=None) -> tuple[list[str], list[str]]:
    """What is blank in the second language of a paper, and what differs between the two, a line for
    each part; both as at a moment, of the parts with these keys. Nothing where it has one language.
    """
    paper = Paper.objects.as_at(at).filter(id=paper.pk).first() if at else paper
    if paper is None or not paper.second_language:
        return [], []
    parts = Part.objects.as_at(at).filter(paper=paper.pk).order_by("place", "id")
    parts = [one for one in parts if keys is None or one.key in keys]
    blank = [f"{one.heading} ({listed(found)})" for one in parts if (found := blank_in(one, at))]
    title = [] if paper.second_title.strip() else ["the title"]
    differing = [f"{one.heading}. {said}" for one in parts for said in differing_in(one, at)]
    return [*title, *blank], differing
