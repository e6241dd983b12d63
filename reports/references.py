"""The references in the words of a report, as they are printed: with the numbers that paragraphs,
recommendations and sections have in it, and the figures that it computes.
"""

from papers.anchors import anchors_in, ids_of, outline_of
from papers.models import PaperRecommendation
from papers.recommended_words import settle
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
    for shown in ({part["key"]: part for part in words}, second):
        spans = [one for part in shown.values() for one in spans_in(blocks_of(part))]
        spans = [one for one in spans if "ref" in one]
        known = _Known(content, shown, parts, paper, at) if spans else None
        for span in spans:
            kind, _, rest = span["ref"].partition("/")
            find = getattr(known, f"to_{kind}", None)
            lost = {"text": NOWHERE.format(span["text"]), "lost": True}
            span |= (find and find(rest)) or lost
        for row in (one for part in shown.values() for one in part.get("recommendations", [])):
            settle(row)


class _Known:
    """What the references of a report can lead to; `words` are its parts in one language."""

    def __init__(self, content, words, parts, paper, at):
        self.content, self.words, self.parts = content, words, parts
        self.paper, self.at = paper, at
        self.numbers = {part["key"]: (number, part) for number, part in in_order(content)}
        rows = PaperRecommendation.objects.in_use(at).filter(paper=paper)
        self.recommended = [str(row.pk) for row in rows]
        self.rows, self.own, self.figures = Rows(Position.as_at(paper.programme, at)), {}, {}

    def to_text(self, rest):
        key, _, anchor = rest.partition("/")
        part, row = self.words.get(key), self.parts.get(key)
        if not row or not part or "blocks" not in part:
            return None
        if key not in self.own:
            self.own[key] = self._own(row, part)
        if not (block := self.own[key].get(anchor)):
            return None
        block["id"] = f"text-{key}-{anchor}"
        called = block["caption"] if block["type"] == "table" else block["number"]
        return {"text": called, "to": f"#{block['id']}"}

    def _own(self, row, part):
        """What can be referred to in a part, by its id; nothing where the languages differ."""
        own = read(row.text)  # ids are of the text in the paper's language
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
        rows = [row for part in self.words.values() for row in part.get("recommendations", [])]
        if key not in self.recommended or not rows:
            return None
        row = rows[self.recommended.index(key)]
        row["id"] = f"recommendation-{key}"
        return {"text": row["number"], "to": f"#{row['id']}"}

    def to_row(self, reference):
        if not self.rows.stands(reference):
            return None
        found = {"text": reference, "row": reference}
        for section in self.content["sections"]:
            tables = [section, *section.get("parts", [])]
            if any(row.get("reference") == reference for one in tables for row in one["rows"]):
                return found | {"to": f"#section-{section['key']}"}
        return found

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
