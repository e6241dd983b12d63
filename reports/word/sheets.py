"""The sheets of a Word file: upright and across, what stands at their head and foot."""

from dataclasses import dataclass

from .package import NAMESPACES, xml
from .words import PLAIN, TAB, paragraph, run

TWIPS = 1440 / 25.4  # to a millimetre


@dataclass(frozen=True)
class Sheet:
    """An A4 sheet in millimetres, with the margins that it has in the PDF."""

    across: int
    down: int
    side: int
    top: int
    bottom: int
    footer: str  # which of the two it has: they differ in where the page number stands
    turned: str = ""

    @property
    def width(self):
        """Between the margins."""
        return self.across - 2 * self.side

    @property
    def height(self):
        return self.down - self.top - self.bottom

    def properties(self, package, first) -> str:
        """What ends the pages on this sheet; `first` are those with the front page."""
        named = {"header": "header.xml", "footer": self.footer}
        refer = [_reference(kind, "default", part, package) for kind, part in named.items()]
        if first:
            named["header"] = "header-first.xml"
            refer += [_reference(kind, "first", part, package) for kind, part in named.items()]
        sides = f'w:left="{twips(self.side)}" w:right="{twips(self.side)}"'
        return (
            f'<w:sectPr>{"".join(refer)}<w:pgSz w:w="{twips(self.across)}" '
            f'w:h="{twips(self.down)}"{self.turned}/><w:pgMar w:top="{twips(self.top)}" '
            f'w:bottom="{twips(self.bottom)}" {sides} w:header="567" w:footer="567" w:gutter="0"/>'
            f"{'<w:titlePg/>' * first}</w:sectPr>"
        )


UPRIGHT = Sheet(210, 297, side=17, top=25, bottom=20, footer="footer.xml")
ACROSS = Sheet(
    297,
    210,
    side=15,
    top=23,
    bottom=17,
    footer="footer-landscape.xml",
    turned=' w:orient="landscape"',
)


def twips(millimetres) -> int:
    """A length as Word counts it."""
    return round(millimetres * TWIPS)


def _reference(kind, which, part, package):
    return f'<w:{kind}Reference w:type="{which}" r:id="{package.relate(kind, part)}"/>'


def add_heads_and_feet(package, running, position, look=PLAIN):
    """Adds what stands at the head of each sheet but the first, and at the foot of all, in one
    look.
    """
    package.add("header", "header.xml", _part("hdr", paragraph("Header", run(running, look))))
    package.add("header", "header-first.xml", _part("hdr", paragraph("Header", "")))
    for sheet in (UPRIGHT, ACROSS):
        package.add("footer", sheet.footer, _part("ftr", _foot(position, sheet, look)))


def _part(name, inside):
    return xml(f"<w:{name} {NAMESPACES}>{inside}</w:{name}>")


def _foot(position, sheet, look):
    right = f'<w:tabs><w:tab w:val="right" w:pos="{twips(sheet.width)}"/></w:tabs>'
    page, pages = (_field(name) for name in ("PAGE", "NUMPAGES"))
    words = [run(f"{position}{TAB}Page ", look), page, run(" of ", look), pages]
    return paragraph("Footer", "".join(words), right)


def _field(name):
    return f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'
