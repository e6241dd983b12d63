"""How large the text of a PDF is on the sheet: what its letters measure when all is scaled."""

import io
import math

import pikepdf

UPRIGHT = (1, 0, 0, 1, 0, 0)


def sizes(pdf: bytes):
    """(sheet, points) of every run of text, those of pictures and of forms within them too."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, start=1):
            for points in _within(page, page.obj.get("/Resources", {}), UPRIGHT):
                yield number, points


def _within(stream, resources, matrix):
    kept, text, size = [], UPRIGHT, 0
    for given, operator in pikepdf.parse_content_stream(stream):
        match str(operator):
            case "q":
                kept.append((matrix, size))
            case "Q":
                matrix, size = kept.pop()
            case "cm":
                matrix = _times(_numbers(given), matrix)
            case "Tf":
                size = float(given[1])
            case "BT":
                text = UPRIGHT
            case "Tm":
                text = _numbers(given)
            case "Tj" | "TJ":
                yield abs(size) * _height(_times(text, matrix))
            case "Do":
                yield from _form(resources.XObject[str(given[0])], resources, matrix)


def _form(form, resources, matrix):
    if form.Subtype == "/Form":
        placed = _times(_numbers(form.get("/Matrix", UPRIGHT)), matrix)
        yield from _within(form, form.get("/Resources", resources), placed)


def _numbers(given):
    return tuple(float(number) for number in given)


def _times(first, then):
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    x = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j)
    return (*x, e * g + f * i + k, e * h + f * j + m)


def _height(matrix):
    """By how much a matrix stretches what stands upright."""
    return math.hypot(matrix[2], matrix[3])
