"""The references in the words of a report, as they are printed: with the numbers that paragraphs,
recommendations and sections have in it, and the figures that it computes.
"""

from django.utils.functional import cached_property

from papers.anchors import anchors_in, ids_of, outline_of
from papers.models import PaperRecommendation
from papers.recommended_words import write_words
from papers.references import Rows, figure_in_words
from papers.text import read, spans_in
from programme.position import Position

from .adding_up import computed_figures
from .document import in_order
from .printed_words import blocks_of

NOWHERE = "[{}: leads nowhere]"


def print_references(content, parts, paper, at):
    """Writes into each reference of the content what it is called there and where it leads, and
    into what is led to an id. `parts` are the rows of the parts by their keys.
    """
    words = content["words"]
    second = {part["key"]: part["second"] for part in words if "second" in part}
    known = _Known(content, parts, paper, at)
    for shown in ({part["key"]: part for part in words}, second):
        known.show(shown)
        spans = [one for part in shown.values() for one in spans_in(blocks_of(part))]
        for span in [one for one in spans if "ref" in one]:
            kind, _, rest = span["ref"].partition("/")
            find = getattr(known, f"to_{kind}", None)
            lost = {"text": NOWHERE.format(span["text"]), "lost": True}
            span |= (find and find(rest)) or lost
        for row in (one for part in shown.values() for one in part.get("recommendations", [])):
            write_words(row)


class _Known:
    """What the references of a report can lead to: each is looked up once, when it is asked for."""

    def __init__(self, content, parts, paper, at):
        self.content, self.parts, self.paper, self.at = content, parts, paper, at
        self.texts, self.figures = {}, {}

    def show(self, words):
        """From now on references lead into these parts, which are those of one language."""
        self.words, self.blocks = words, {}
        self.lines = [row for part in words.values() for row in part.get("recommendations", [])]

    @cached_property
    def numbers(self):
        return {part["key"]: (number, part) for number, part in in_order(self.content)}

    @cached_property
    def recommended(self):
        rows = PaperRecommendation.objects.in_use(self.at).filter(paper=self.paper)
        return {str(row.pk): place for place, row in enumerate(rows)}

    @cached_property
    def rows(self):
        return Rows(Position.as_at(self.paper.programme, self.at))

    @cached_property
    def printed_in(self):
        """The section that prints a row, by its reference."""
        found = {}
        for section in self.content["sections"]:
            for table in [section, *section.get("parts", [])]:
                for row in table["rows"]:
                    found.setdefault(row.get("reference"), section["key"])
        return found

    def to_text(self, rest):
        key, _, anchor = rest.partition("/")
        part, row = self.words.get(key), self.parts.get(key)
        if not row or not part or "blocks" not in part:
            return None
        if key not in self.blocks:
            self.blocks[key] = self._led_to(row, part)
        if not (block := self.blocks[key].get(anchor)):
            return None
        block["id"] = f"text-{key}-{anchor}"
        called = block["caption"] if block["type"] == "table" else block["number"]
        return {"text": called, "to": f"#{block['id']}"}

    def _led_to(self, row, part):
        """What can be referred to in a part, by its id; nothing where the languages differ."""
        if row.key not in self.texts:
            self.texts[row.key] = read(row.text)  # ids are of the text in the paper's language
        own = self.texts[row.key]
        if outline_of(own) != outline_of(part["blocks"]):
            return {}
        return dict(zip(map(str, ids_of(row, own)), anchors_in(part["blocks"]), strict=True))

    def to_part(self, key):
        if key in self.numbers:
            number, part = self.numbers[key]
            return {"text": number or part["title"], "to": f"#section-{key}"}
        empty = [one["title"] for one in self.content["sections"] if one["key"] == key]
        return {"text": empty[0], "to": "#nothing-to-report"} if empty else None

    def to_recommendation(self, key):
        if key not in self.recommended or not self.lines:
            return None
        row = self.lines[self.recommended[key]]
        row["id"] = f"recommendation-{key}"
        return {"text": row["number"], "to": f"#{row['id']}"}

    def to_row(self, reference):
        if not self.rows.stands(reference):
            return None
        found = {"text": reference, "row": reference}
        section = self.printed_in.get(reference)
        return found | {"to": f"#section-{section}"} if section else found

    def to_figure(self, rest):
        section, _, key = rest.partition("/")
        content = [one for one in self.content["sections"] if one["key"] == section]
        if content and section not in self.figures:
            self.figures[section] = computed_figures(content[0])
        figure = self.figures.get(section, {}).get(key)
        said = figure and figure_in_words(figure)
        to = f"section-{section}" if section in self.numbers else "nothing-to-report"
        return {"text": said, "to": f"#{to}"} if said else None


def lost_references(content) -> list[str]:
    """The references of a report that lead nowhere, by the part in which each stands."""
    words = content.get("words", [])
    both = [*words, *(one["second"] for one in words if "second" in one)]
    return [
        f"{part['title']}: {span['text']}"
        for part in both
        for span in spans_in(blocks_of(part))
        if span.get("lost")
    ]
