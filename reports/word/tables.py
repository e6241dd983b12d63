"""A table of a report in its Word file: its head repeats, its rows stay whole, and its columns are
as wide as in the PDF.
"""

from dataclasses import replace
from math import ceil
from xml.sax.saxutils import quoteattr

from programme.column_widths import PADDING, PORTRAIT, measure

from .sheets import UPRIGHT, twips
from .words import LANG, Look, classes, paragraph

EM = UPRIGHT.width / PORTRAIT  # millimetres of the letters that column widths are counted in
MOST_LINES = 35  # of a row that stays whole: a higher one might not fit on any sheet
FACTS, COUNTS = (26, 74), (60, 40)  # per cent of the two columns of a table without a head
MARKS = {  # at the left of a row, by its band: kind of line, eighths of a point, colour
    "row--red": ("single", 36, "A12020"),
    "row--amber": ("double", 12, "7A4A00"),
    "row--yellow": ("single", 18, "6B5B00"),
    "row--green": ("single", 12, "0B5C3E"),
}
RIGHT, NEXT = '<w:jc w:val="right"/>', "<w:keepNext/>"
FIGURES = {"report-number", "report-money"}
RULES = '<w:top w:val="single" w:sz="8" w:space="0" w:color="0B0C0C"/>'


class Table:
    """One table, and the sheet that it stands on."""

    def __init__(self, element, place, body):
        self.element, self.place, self.body = element, place, body
        self.rows = element.xpath("./tr | ./*/tr")  # a cell may hold a table of its own
        named = classes(element)
        self.is_facts = "report-facts" in named
        self.is_alone = not place.in_table  # the field of a front sheet says what its table is
        self.look = "Tight" if "report-table--tight" in named else "Table"
        self.widths = self._widths()

    def _widths(self):
        """Twips of each column, as the style sheet has them in per cent."""
        shares = [_per_cent(column) for column in self.element.xpath("./colgroup/col")]
        count = max(sum(map(_span, row)) for row in self.rows)
        facts = COUNTS if "report-counts" in classes(self.element) else FACTS
        shares = shares or (facts if self.is_facts else [100 / count] * count)
        return [twips(self.place.width * share / 100) for share in shares]

    def written(self) -> str:
        """The caption, if it has one, and the table."""
        caption = self.element.find("caption")
        said = " ".join(caption.text_content().split()) if caption is not None else ""
        above = paragraph("Caption", self._called(caption)) if said and self.is_alone else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        rows = "".join(map(self._row, self.rows))
        return f"{above}<w:tbl>{self._properties(said)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _called(self, caption):
        """The words of the caption; what refers to the table leads there."""
        key, words = self.element.get("id"), self.body.words(caption)
        return self.body.package.marked(key, words) if key else words

    def _properties(self, said):
        style = "FactsTable" if self.is_facts else "ReportTable"
        has_head = int(self.element.find("thead") is not None)
        title = f"<w:tblCaption w:val={quoteattr(said)}/>" if said else ""
        return (
            f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="06{8 + 2 * has_head:X}0" '
            f'w:firstRow="{has_head}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/>{title}</w:tblPr>'
        )

    def _row(self, row):
        head, group = row.getparent().tag == "thead", "report-group" in classes(row)
        cells = [row[0]] if group else list(row)
        whole = "<w:cantSplit/>" if self._fits_a_sheet(cells) else ""
        column, written = 0, []
        for cell in cells:
            span = len(self.widths) if group else _span(cell)
            written.append(self._cell(cell, row, self.widths[column : column + span]))
            column += span
        written = "".join(written)
        return f"<w:tr><w:trPr>{whole}{'<w:tblHeader/>' * head}</w:trPr>{written}</w:tr>"

    def _cell(self, cell, row, widths):
        span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
        edges = self._edges(cell, row)
        edges = f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
        properties = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}{edges}'
        inside = self._inside(cell, row, sum(widths))
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"

    def _edges(self, cell, row):
        if "report-totals" in classes(row.getparent()):
            return RULES
        found = [mark for name, mark in MARKS.items() if name in classes(row) and cell is row[0]]
        return "".join(
            f'<w:left w:val="{line}" w:sz="{size}" w:space="0" w:color="{colour}"/>'
            for line, size, colour in found
        )

    def _inside(self, cell, row, width):
        head, group = row.getparent().tag == "thead", "report-group" in classes(row)
        bold = cell.tag == "th" or "report-totals" in classes(row.getparent())
        text = "FactsText" if self.is_facts else f"{self.look}{'Heading' if head else 'Text'}"
        place = replace(
            self.place,
            text=text,
            bullet="" if self.is_facts else f"{self.look}Bullet",
            width=width / twips(1),
            in_table=True,
            look=Look(
                bold=bold and not head, keeps_lines=not self.is_facts, lang=cell.get(LANG, "")
            ),
            more=f"{NEXT * group}{RIGHT * bool(classes(cell) & FIGURES)}",
        )
        written = "".join(self.body.flow(cell, place))
        return written if written.endswith("</w:p>") else written + paragraph(text, "")

    def _fits_a_sheet(self, cells):
        """Whether the row may be kept whole: what is higher than a sheet would be cut off."""
        widths = zip(cells, self.widths, strict=False)
        return all(_lines(cell, width) <= MOST_LINES for cell, width in widths)


def _lines(cell, width):
    """About how many lines the text of a cell takes."""
    text = cell.text_content()
    if len(text) < MOST_LINES and not len(cell):
        return 1
    em = width / twips(EM) - PADDING
    breaks = sum(1 for one in cell.iter("li", "p", "br", "tr"))
    return breaks + sum(ceil(measure(line) / em) for line in text.split("\n"))


def _per_cent(column):
    return next(int(name.removeprefix("report-w-")) for name in classes(column))


def _span(cell):
    return int(cell.get("colspan", 1))
