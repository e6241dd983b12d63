"""Pages of attached PDFs, drawn on the sheets that the engine has laid out for them.

Each sheet has its heads, its page number and a line that says what it is, as all others have. What
was handed in is drawn below that line, as large as it fits and never larger, under a tag of its
own.
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Rectangle, String

from papers.pdf_check import hides_layers

UPRIGHT, ACROSS = "upright", "across"
LARGE = 900  # points: a page that is longer than A4 by this gets a sheet of A3
POINTS = 72 / 25.4  # to a millimetre
SIDE, ABOVE, BELOW = 10 * POINTS, 33 * POINTS, 15 * POINTS  # what stays free, as in page.css


def sheets_of(pdf: bytes) -> list[str]:
    """The sheet that each page of a PDF is drawn on: upright or across, "-large" on A3."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [_sheet(page) for page in document.pages]


def _sheet(page):
    left, bottom, right, top = map(float, page.trimbox)
    across, down = abs(right - left), abs(top - bottom)
    if int(page.obj.get("/Rotate", 0)) % 180:
        across, down = down, across
    way = ACROSS if across > down else UPRIGHT
    return f"{way}-large" if max(across, down) > LARGE else way


def with_attached(pdf: bytes, sheets: list[int], attached: list[tuple[str, bytes, str]]) -> bytes:
    """The PDF with the pages of other PDFs on its `sheets`, which are counted from 0: `attached`
    are (what it is called, its bytes, the language of its pages where it is another) in order.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        sources = [(title, _still(content), tag) for title, content, tag in attached]
        pages = [
            (page, f"Page {number} of {len(source.pages)} of the attached document {title}", tag)
            for title, source, tag in sources
            for number, page in enumerate(source.pages, start=1)
        ]
        parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
        for number, (sheet, (page, said, tag)) in enumerate(zip(sheets, pages, strict=True)):
            form = document.copy_foreign(page.as_form_xobject())
            name = Name(f"/Attached{number}")
            _draw(document, document.pages[sheet], form, name, parents, said=said, tag=tag)
        kept = io.BytesIO()
        document.save(kept, deterministic_id=True)
        for _, source, _ in sources:
            source.close()
    return kept.getvalue()


def _still(content):
    """A PDF whose fields and notes have become part of its pages."""
    source = pikepdf.open(io.BytesIO(content))
    if hides_layers(source):  # attached before such a file was refused
        raise ValueError("An attached document has layers that are switched off. Replace it.")
    if "/AcroForm" in source.Root:
        source.generate_appearance_streams()
    source.flatten_annotations("print")
    return source


def _draw(document, sheet, form, name, parents, *, said, tag):
    left, bottom, right, top = map(float, sheet.mediabox)
    area = Rectangle(left + SIDE, bottom + BELOW, right - SIDE, top - ABOVE)
    sheet.add_resource(form, Name.XObject, name)
    placed = sheet.calc_form_xobject_placement(
        form, name, area, allow_shrink=True, allow_expand=False
    )
    mark = _tagged(document, sheet, parents, area, said)
    begin = f"Q /Figure <</MCID {mark}>> BDC\n".encode()
    if tag:  # of the page alone: what is read out for it is in the language of the report
        placed = f"/Span <</Lang ({tag})>> BDC\n".encode() + placed + b"\nEMC"
    # What the sheet drew before may have left it turned: it is kept apart.
    sheet.contents_add(pikepdf.Stream(document, b"q"), prepend=True)
    sheet.contents_add(pikepdf.Stream(document, begin + placed + b"\nEMC"))


def _tagged(document, sheet, parents, area, said):
    """Adds the tag of what is drawn on a sheet behind that of its line; returns its mark."""
    of_sheet = parents[int(sheet.obj.StructParents)]
    line = of_sheet[0]  # heads and feet come behind what stands on a sheet
    line = line.P if Name.Span == line.S else line
    box = [area.llx, area.lly, area.urx, area.ury]
    figure = document.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Figure,
            P=line.P,
            Pg=sheet.obj,
            K=len(of_sheet),
            Alt=String(said),
            A=Dictionary(O=Name.Layout, BBox=Array(box), Placement=Name.Block),
        )
    )
    beside = line.P.K
    beside.insert([one.objgen for one in beside].index(line.objgen) + 1, figure)
    of_sheet.append(figure)
    return len(of_sheet) - 1
