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
from django.utils.functional import cached_property

from programme.extension import extensions
from programme.facts import MONEY
from programme.formats import money
from programme.log import logs
from programme.position import Position
from programme.reporting import sections

from .anchors import anchors_in, ids_of
from .choices import PartKind
from .in_print import in_print
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
    known = Known(paper, at)
    found = [one for part in known.parts.values() for one in _of_part(part)]
    found += [
        Target(f"recommendation/{row.pk}", f"Recommendation {number}", _short(str(row)), "Paper")
        for number, row in enumerate(paper.recommendations.in_use(), start=1)
        if str(row.pk) in known.recommended
    ]
    holds = known.holds
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
    if figure["kind"] == MONEY:
        return money(value)
    return f"{value:,}" if isinstance(value, int) else "" if value is None else str(value)


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


def check_references(part, at, texts, ids=None, read=read):
    """Refuses references that lead nowhere in `texts` of a part, by the names of their fields;
    none in a part that is not printed, for they hold nothing up. `ids` are those of its paragraphs,
    once it is written; `read` gives the blocks of a text.

    Raises:
        ValidationError: which, beside the field.
    """
    known = Known(part.paper, at, {part.key: ids} if ids is not None else {})
    if not any("](ref:" in text for text in texts.values()) or part.key not in known.parts:
        return
    problems = {
        name: [LOST.format(*one) for one in found]
        for name, text in texts.items()
        if (found := known.lost_in(text, read))
    }
    if problems:
        raise ValidationError(problems)


def lost_of(paper, at) -> list[str]:
    """The references of a paper that lead nowhere by now, by the part in which each stands; of the
    parts that are printed.
    """
    known = Known(paper, at)
    return [
        f"{part.heading}: {words}"
        for part in known.parts.values()
        for text, how in _texts(part)
        for words, _ in known.lost_in(text, how)
    ]


def _texts(part):
    """The texts of a part, each with how it is read."""
    answers = [*part.answers.values(), *part.second_answers.values()]
    yield from ((text, read) for text in [part.text, part.second_text, *answers])
    if part.kind == PartKind.RECOMMENDATIONS:
        for row in part.paper.recommendations.in_use():
            yield from ((text, read_words) for text in row.marked)


class Known:
    """What the references of a paper lead to at the moment `at`, each looked up once. `anchors` are
    the ids of parts that are about to be written, by their keys.
    """

    def __init__(self, paper, at, anchors=None):
        self.paper, self.at = paper, at
        self.anchors = {key: set(map(str, ids)) for key, ids in (anchors or {}).items()}
        self.rows, self.figures = Rows(Position.on(paper.programme, timezone.localdate(at))), {}

    def lost_in(self, text, read=read) -> list[tuple[str, str]]:
        """The references in a text that lead nowhere, as (brackets, reference)."""
        if "](ref:" not in text:
            return []
        try:
            found = references_in(read(text))
        except ValidationError:  # a line of a front sheet is no text
            return []
        return [(words, ref) for words, ref in found if not self.leads(ref)]

    def leads(self, ref) -> bool:
        """Whether a reference leads anywhere."""
        kind, _, rest = ref.partition("/")
        found = getattr(self, f"_leads_to_{kind}", None)
        return bool(found and found(rest))

    @cached_property
    def parts(self):
        """Those that are printed, by their keys."""
        return {part.key: part for part in in_print(self.paper.parts.all())}

    @cached_property
    def holds(self):
        return dict(one for room in extensions() for one in room.paper_sections(self.paper))

    @cached_property
    def recommended(self):
        if all(part.kind != PartKind.RECOMMENDATIONS for part in self.parts.values()):
            return set()
        return {str(pk) for pk in self.paper.recommendations.in_use().values_list("pk", flat=True)}

    def _leads_to_text(self, rest):
        key, _, anchor = rest.partition("/")
        part = self.parts.get(key)
        if key not in self.anchors and part and part.kind == PartKind.TEXT:
            self.anchors[key] = set(map(str, ids_of(part, read(part.text))))
        return anchor in self.anchors.get(key, ())

    def _leads_to_part(self, key):
        return key in self.holds or key in self.parts

    def _leads_to_recommendation(self, key):
        return key in self.recommended

    def _leads_to_row(self, reference):
        return self.rows.stands(reference)

    def _leads_to_figure(self, rest):
        section, _, key = rest.partition("/")
        if section in self.holds and section not in self.figures:
            position = Position.as_at(self.paper.programme, self.at)
            self.figures[section] = {one["key"] for one in figures_of(section, position)}
        return key in self.figures.get(section, ())


class Rows:
    """The rows of logs that stand at a position, by their references; each log is asked once."""

    def __init__(self, position):
        self.position, self.found = position, {}

    def stands(self, reference) -> bool:
        """Whether a row stands there: one that was withdrawn as added by mistake does not."""
        return any(
            reference in self._of(log) for log in logs() if reference.startswith(log.model.PREFIX)
        )

    def _of(self, log):
        if log.name not in self.found:
            rows = log.entries(self.position).values_list("reference", flat=True)
            self.found[log.name] = set(rows)
        return self.found[log.name]
