"""The body of a report as WordprocessingML, element by element of the document's HTML."""

from dataclasses import dataclass

from .pictures import picture
from .sheets import ACROSS, UPRIGHT
from .tables import Table
from .words import PLAIN, Look, classes, look_of, paragraph, pieces, run, runs, spoken

HEADINGS = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3"}
PARAGRAPHS = {"report-programme": "Subtitle", "report-note": "ReportNote"}  # by class
NUMBERED = ("Normal", "NumberedParagraph", "NumberedParagraph2")  # by level
CONTINUED = ("Normal", "ListContinue", "ListContinue2")
BULLETS = ("ListBullet", "ListBullet2", "ListBullet3")
INLINE = {"a", "br", "em", "span", "strong"}
BETWEEN = paragraph("SectionEnd", "")  # two tables that touch would be one
CONTENTS = r' TOC \o "2-2" \h \z \u '  # what Word does when somebody has it updated


@dataclass(frozen=True)
class Place:
    """Where a block stands: how many millimetres wide it may be, how its paragraphs look."""

    width: float
    text: str = "Normal"
    bullet: str = ""
    in_table: bool = False
    look: Look = PLAIN
    more: str = ""  # properties of its paragraphs


class Body:
    """Writes one document into a package."""

    def __init__(self, package):
        self.package, self.sheet, self.is_first = package, UPRIGHT, True

    def document(self, main) -> str:
        """All that stands in the document, sheet by sheet."""
        blocks = "".join(self.flow(main, Place(self.sheet.width)))
        return f"<w:body>{blocks}{self._end_of_sheets()}</w:body>"

    def words(self, element, look=PLAIN) -> str:
        """What stands in an element, as runs."""
        return runs(pieces(element, look), self.package)

    def flow(self, element, place):
        """The blocks in an element; text between them is a paragraph of its own."""
        loose, before = [*spoken(element.text, place.look)], ""
        for child in element:
            if child.tag in INLINE:
                loose += pieces(child, place.look)
            else:
                yield from self._loose(loose, place)
                loose = []
                for block in self._block(child, place):
                    if block.startswith("<w:tbl>") and before.endswith("</w:tbl>"):
                        yield BETWEEN
                    yield block
                    before = block
            loose += spoken(child.tail, place.look)
        yield from self._loose(loose, place)

    def _loose(self, loose, place):
        if written := runs(loose, self.package):
            yield paragraph(place.text, written, place.more)

    def _block(self, element, place):
        match element.tag:
            case "h1" | "h2" | "h3":
                yield paragraph(HEADINGS[element.tag], self._marked(element))
            case "p":
                inside = self.words(element, place.look)
                inside = self.package.marked(key, inside) if (key := element.get("id")) else inside
                yield paragraph(_style(element, place), inside, place.more)
            case "ul":
                yield from self._bullets(element, place)
            case "table":
                yield Table(element, place, self).written()
            case "svg":
                yield picture(element, self.sheet, self.package)
            case "nav":
                yield from self._contents(element)
            case "section":
                yield from self._section(element)
            case _:
                yield from self.flow(element, place)

    def _bullets(self, element, place):
        named = classes(element)
        level = next((level for level in (1, 2) if f"paper-level-{level}" in named), 0)
        style = place.bullet or BULLETS[level]
        for item in element:
            yield paragraph(style, self.words(item, place.look), place.more)

    def _section(self, element):
        """A section, on sheets of its own where it lies the other way than what stands above."""
        sheet = ACROSS if "report-section--landscape" in classes(element) else UPRIGHT
        if sheet is not self.sheet:
            yield paragraph("SectionEnd", "", self._end_of_sheets())
            self.sheet = sheet
        yield from self.flow(element, Place(sheet.width))

    def _end_of_sheets(self):
        was_first, self.is_first = self.is_first, False
        return self.sheet.properties(self.package, was_first)

    def _marked(self, heading):
        """The words of a heading. That of a section is where the contents lead to."""
        words, section = self.words(heading), heading.getparent()
        key = section.get("id") if section[0] is heading else ""
        return self.package.marked(key, words) if key else words

    def _contents(self, nav):
        """The contents, as a field that Word can update: then it has the numbers of the pages."""
        yield paragraph("TOCHeading", self.words(nav.find("h2")))
        lines, lettered = (
            nav.findall("ol/li/a"),
            "report-contents-lettered" in classes(nav.find("ol")),
        )
        for number, link in enumerate(lines, start=1):
            counted = "" if lettered else f"{number}. "  # as a browser counts them
            name = self.package.bookmark(link.get("href").removeprefix("#"))
            words = run(f"{counted}{link.text_content()}", look_of(link, PLAIN))
            words = f'<w:hyperlink w:anchor="{name}">{words}</w:hyperlink>'
            begins = _mark("begin") + _instruction(CONTENTS) + _mark("separate")
            ends = _mark("end")
            yield paragraph("TOC2", begins * (number == 1) + words + ends * (number == len(lines)))


def _style(element, place):
    named = classes(element)
    level = next((level for level in (1, 2) if f"paper-level-{level}" in named), 0)
    if "paper-numbered" in named:
        return NUMBERED[level]
    if level:
        return CONTINUED[level]
    return next((style for name, style in PARAGRAPHS.items() if name in named), place.text)


def _mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(words):
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'
