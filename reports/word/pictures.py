"""Pictures of a report in its Word file: drawn from the SVG of the page, with its title."""

from functools import lru_cache
from xml.sax.saxutils import quoteattr

import resvg_py
from lxml import etree

from ..pdf.characters import FAMILIES, FONTS
from .words import classes, paragraph

PIXELS = 8  # to a millimetre: about 200 to an inch
HEADING = 30  # millimetres of a sheet that a heading takes: it stands above its picture
UNITS = 36_000  # English Metric Units to a millimetre
WIDTHS = {"report-picture--beside": 118, "report-picture--plan": 176, "report-qr": 28}  # mm, as CSS
ONE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG = "http://www.w3.org/2000/svg"


def picture(svg, sheet, package) -> str:
    """A paragraph with a picture, no wider nor higher than the sheet allows."""
    svg.set("xmlns", SVG)
    svg.set("font-family", "sans-serif")  # which is Source Sans: a name with a figure is not found
    svg.set("viewBox", svg.attrib.pop("viewbox"))  # which reading HTML made small
    named = classes(svg) | classes(svg.getparent())
    width = min([sheet.width, *(mm for name, mm in WIDTHS.items() if name in named)])
    _, _, across, down = map(float, svg.get("viewBox").split())
    width = min(width, (sheet.height - HEADING) * across / down)
    title = svg.findtext("title") or ""
    name = package.picture(png(svg, width))
    size = f'cx="{int(width * UNITS)}" cy="{int(width * down / across * UNITS)}"'
    return paragraph("Picture", _drawing(name, size, package.count("picture"), title))


def png(svg, width) -> bytes:
    """The picture, `width` mm wide, in the letters of the PDF. Nothing outside it is read."""
    drawn = etree.tostring(svg, encoding="unicode", with_tail=False)
    return _png(drawn, round(width * PIXELS))


@lru_cache(maxsize=32)  # each edition and language of a report has the same ones
def _png(svg, width) -> bytes:
    fonts = [str(FONTS / name) for family in FAMILIES for name in family]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=fonts,
            sans_serif_family="Source Sans 3",
        )
    )


def _drawing(name, size, number, title):
    said = f'id="{number}" name="Picture {number}" descr={quoteattr(title)}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr {said}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{ONE}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr {said}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
