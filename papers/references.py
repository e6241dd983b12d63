"""References in the texts of a paper: what they can lead to, and which of them lead nowhere.

A reference is written as a link, `[4.2](ref:text/background/3)`. What stands in the brackets is for
whoever writes; printed is the number or name as it stands in the report. What it leads to:

text/PART/ID         a numbered paragraph or a table of a part, by its id (`papers.anchors`)
part/KEY             a part or a section, by its number
recommendation/ID    a recommendation of the paper
row/R12              a row of a log
figure/SECTION/KEY   a figure that a section of the report computes
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from programme.extension import extensions
from programme.facts import MONEY
from programme.formats import money
from programme.log import logs
from programme.position import Position
from programme.reporting import sections

from .anchors import anchors_in, ids_of
from .choices import PartKind
from .text import lines_in, read, read_words, references_in

LOST = "The reference “{}” ({}) leads nowhere. Choose it from the list again, or take it out."
MOST_WORDS = 70  # characters of a paragraph or row in the list


@dataclass(frozen=True)
class Target:
    """Something that a reference can lead to: `ref` as it is written, how it is called in the
    brackets, what it says, and under what it is listed.
    """

    ref: str
    name: str
    words: str
    group: str

    @property
    def code(self) -> str:
        """The reference as it stands in a text."""
        name = self.name.replace("[", "(").replace("]", ")")
        return f"[{name}](ref:{self.ref})"

    @property
    def label(self) -> str:
        """How the list calls it."""
        return f"{self.name}: {self.words}" if self.words else self.name


def targets(paper, at, may=lambda permission: True) -> list[Target]:
    """All that the texts of a paper can refer to at the moment `at`, as a list to choose from; the
    rows of those logs whose permission a person has. Each group stands together.
    """
    parts = list(paper.parts.all())
    found = [one for part in parts for one in _of_part(part)]
    found += [
        Target(f"recommendation/{row.pk}", f"Recommendation {number}", _short(str(row)), "Paper")
        for number, row in enumerate(paper.recommendations.in_use(), start=1)
    ]
    holds = dict(one for room in extensions() for one in room.paper_sections(paper))
    found += [_section(*one) for one in holds.items()]
    position = Position.as_at(paper.programme, at)
    for key, title in holds.items():
        found += [_figure(key, title, one) for one in figures_of(key, position)]
    for log in logs():
        if may(log.permission):
            rows = log.entries(Position.on(paper.programme, position.day))
            found += [
                Target(f"row/{row.reference}", row.reference, _short(row.title), log.title)
                for row in rows
            ]
    groups = list(dict.fromkeys(one.group for one in found))
    return sorted(found, key=lambda one: groups.index(one.group))


def figures_of(key, position) -> list[dict]:
    """The figures that a section computes, and its further tables."""
    content = sections()[key].context(position)
    tables = [content, *content.get("parts", [])]
    return [one for table in tables for one in table.get("figures", [])]


def figure_in_words(figure) -> str:
    """A computed figure as it is printed in a sentence."""
    value = figure["value"]
    return money(value) if figure["kind"] == MONEY else "" if value is None else str(value)


def _section(key, title):
    return Target(f"part/{key}", title, "its number", "Parts and sections")


def _figure(key, title, figure):
    name = f"figure/{key}/{figure['key']}"
    return Target(name, figure_in_words(figure) or "nothing", figure["label"], f"Figures: {title}")


def _of_part(part):
    yield _section(part.key, part.heading)
    if part.kind == PartKind.TEXT:
        blocks = read(part.text)
        for key, block in zip(ids_of(part, blocks), anchors_in(blocks), strict=True):
            name = block.get("number") or block["caption"]
            words = _short(lines_in([block])[0][1])
            yield Target(f"text/{part.key}/{key}", f"{part.heading} {name}", words, part.heading)


def _short(words):
    words = " ".join(words.split())
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS].rstrip()} …"


# --- Which lead nowhere ---------------------------------------------------------------------------


def check_references(paper, at, texts, anchors=None, read=read):
    """Refuses references that lead nowhere in `texts`, by the names of their fields. `anchors` are
    the ids of the part that is about to be written, by its key; `read` gives the blocks of a text.

    Raises:
        ValidationError: which, beside the field.
    """
    problems = {
        name: [LOST.format(*one) for one in found]
        for name, text in texts.items()
        if (found := lost_in(paper, at, text, anchors, read))
    }
    if problems:
        raise ValidationError(problems)


def lost_in(paper, at, text, anchors=None, read=read) -> list[tuple[str, str]]:
    """The references in a text that lead nowhere, as (brackets, reference); `anchors` and `read` as
    `check_references` has them.
    """
    if "](ref:" not in text:
        return []
    try:
        found = references_in(read(text))
    except ValidationError:  # a line of a front sheet is no text
        return []
    return [(words, ref) for words, ref in found if not _leads(paper, at, ref, anchors or {})]


def lost_of(paper, at) -> list[str]:
    """The references of a paper that lead nowhere by now, by the part in which each stands."""
    return [
        f"{part.heading}: {words}"
        for part in paper.parts.all()
        for text, how in _texts(part)
        for words, _ in lost_in(paper, at, text, read=how)
    ]


def _texts(part):
    """The texts of a part, each with how it is read."""
    answers = [*part.answers.values(), *part.second_answers.values()]
    yield from ((text, read) for text in [part.text, part.second_text, *answers])
    if part.kind == PartKind.RECOMMENDATIONS:
        for row in part.paper.recommendations.in_use():
            yield from ((text, read_words) for text in row.marked)


def _leads(paper, at, ref, anchors):
    kind, _, rest = ref.partition("/")
    found = LEADS.get(kind)
    return bool(found and found(paper, at, rest, anchors))


def _leads_to_text(paper, at, rest, anchors):
    key, _, anchor = rest.partition("/")
    if key in anchors:
        return anchor in map(str, anchors[key])
    part = paper.parts.filter(key=key, kind=PartKind.TEXT).first()
    return part and anchor in map(str, ids_of(part, read(part.text)))


def _leads_to_part(paper, at, key, anchors):
    holds = dict(one for room in extensions() for one in room.paper_sections(paper))
    return key in holds or paper.parts.filter(key=key).exists()


def _leads_to_recommendation(paper, at, key, anchors):
    known = paper.recommendations.in_use()
    return key.isdecimal() and len(key) < 19 and known.filter(pk=int(key)).exists()


def _leads_to_row(paper, at, reference, anchors):
    position = Position.on(paper.programme, timezone.localdate(at))
    return _stands(position, reference)


def leads_to_row(programme, at, reference) -> bool:
    """Whether a row of a log stands at a moment, as it was known then: one that was withdrawn as
    added by mistake does not.
    """
    return _stands(Position.as_at(programme, at), reference)


def _stands(position, reference):
    return any(
        log.entries(position).filter(reference=reference).exists()
        for log in logs()
        if reference.startswith(log.model.PREFIX)
    )


def _leads_to_figure(paper, at, rest, anchors):
    section, _, key = rest.partition("/")
    holds = dict(one for room in extensions() for one in room.paper_sections(paper))
    position = Position.as_at(paper.programme, at)
    return section in holds and key in {one["key"] for one in figures_of(section, position)}


LEADS = {
    "text": _leads_to_text,
    "part": _leads_to_part,
    "recommendation": _leads_to_recommendation,
    "row": _leads_to_row,
    "figure": _leads_to_figure,
}
