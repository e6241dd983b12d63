"""The word DRAFT on every sheet of a copy that is not published.

The stored file is the one that will be published, to the byte (docs/adr/0007): only the copy that
is handed out carries the word. It is drawn as outlines, so that the copy needs no further font, and
marked as decoration, which a screen reader passes over; the page that leads to it says so in words.
"""

import io
from functools import cache

import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name

from .characters import FONTS

WORD = "DRAFT"
SIZE = 20  # points
FROM_TOP = (
    25  # points between the edge of the sheet and the foot of the letters: a head has two lines
)
COLOUR = b"0.63 0.13 0.13 rg"
NAME = Name("/DraftStamp")


def stamped(pdf: bytes) -> bytes:
    """The same PDF with DRAFT at the head of each sheet."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        outlines, width = word_outlines()
        form = pikepdf.Stream(document, outlines)
        form.update(
            Dictionary(
                Type=Name.XObject, Subtype=Name.Form, BBox=[0, -SIZE, width, SIZE], Resources={}
            )
        )
        form = document.make_indirect(form)
        for page in document.pages:
            _stamp(document, page, form, width)
        kept = io.BytesIO()
        document.save(kept, deterministic_id=True)
    return kept.getvalue()


def _stamp(document, page, form, width):
    left, _, right, top = map(float, page.mediabox)
    x, y = (left + right - width) / 2, top - FROM_TOP
    page.add_resource(form, Name.XObject, NAME)
    drawn = f"q /Artifact BMC 1 0 0 1 {x:.2f} {y:.2f} cm {NAME} Do EMC Q".encode()
    # What the page drew before may have left the sheet turned: it is kept apart.
    page.contents_add(pikepdf.Stream(document, b"q"), prepend=True)
    page.contents_add(pikepdf.Stream(document, b"Q\n" + drawn))


@cache
def word_outlines() -> tuple[bytes, float]:
    """The word as path operators of a PDF, from the bundled bold face, and its width in points."""
    font = TTFont(FONTS / "SourceSans3-Semibold.ttf", lazy=True)
    glyphs, names, scale = font.getGlyphSet(), font.getBestCmap(), SIZE / font["head"].unitsPerEm
    pen, x = DecomposingRecordingPen(glyphs), 0.0
    for letter in WORD:
        glyph = glyphs[names[ord(letter)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, scale, x, 0)))
        x += glyph.width * scale
    return b"\n".join([COLOUR, *_operators(pen.value), b"f"]), x


def _operators(drawn):
    """Path operators of the recorded lines and curves."""
    at = (0.0, 0.0)
    for operation, points in drawn:
        if operation in ("moveTo", "lineTo"):
            (at,) = points
            yield _written([at], b"m" if operation == "moveTo" else b"l")
        elif operation == "qCurveTo":
            for control, end in _quadratic(points):
                yield _written(_cubic(at, control, end), b"c")
                at = end
        else:  # closePath
            yield b"h"


def _quadratic(points):
    """The pieces (control, end) of a curve whose ends between two controls are left out."""
    *controls, last = points
    for first, second in zip(controls, controls[1:], strict=False):
        yield first, ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
    yield controls[-1], last


def _cubic(start, control, end):
    """A PDF knows only curves with two controls."""
    towards = [
        tuple((a + 2 * b) / 3 for a, b in zip(edge, control, strict=True)) for edge in (start, end)
    ]
    return [*towards, end]


def _written(points, operator):
    return (
        " ".join(f"{value:.2f}" for point in points for value in point).encode() + b" " + operator
    )
