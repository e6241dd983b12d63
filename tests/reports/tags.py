"""Reads the tag tree of a PDF, as a screen reader would walk it."""

import pikepdf


def walk(element: pikepdf.Object):
    """The element and everything below it, in reading order."""
    yield element
    for kid in kids(element):
        yield from walk(kid)


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Child elements, without pieces of page content."""
    inside = element.get("/K", [])
    inside = inside if isinstance(inside, pikepdf.Array) else [inside]
    return [kid for kid in inside if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def tag(element: pikepdf.Object) -> str:
    return str(element.S)


def elements(pdf: pikepdf.Pdf, *tags: str) -> list[pikepdf.Object]:
    """All elements with one of the tags."""
    return [
        element
        for root in kids(pdf.Root.StructTreeRoot)
        for element in walk(root)
        if tag(element) in tags
    ]


def pages_of(element: pikepdf.Object) -> set[tuple[int, int]]:
    """The sheets on which tagged content of the element stands."""
    with_content = [
        e for e in walk(element) if any(isinstance(kid, int) for kid in e.get("/K", []))
    ]
    return {e.Pg.objgen for e in with_content}
