"""Words of an HTML element as runs of a Word file: their blanks as a browser shows them, their
looks, the addresses that they lead to.
"""

import re
from dataclasses import dataclass, replace
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

BLANKS = re.compile(r"[ \t\r\n\f]+")  # not the no-break space
BREAK, TAB = "\x0b", "\x1f"  # stand for marks of Word: no text of a report holds them
AROUND_A_BREAK = re.compile(f" ?{BREAK} ?")
MARKS = re.compile(f"([{BREAK}{TAB}])")
BANDS = {"red": "BandRed", "amber": "BandAmber", "yellow": "BandYellow", "green": "BandGreen"}
LANG = "data-lang"  # of an element whose words are not in the language of the document
WORD_LANGS = {"en-GB": "en-GB", "cy": "cy-GB"}
STRONG = {"report-address", "report-digest"}  # classes that the style sheet prints bold


def tag_languages(document):
    """Notes on each element of a document in which language its words are, where that is another
    than that of the document.
    """
    own = document.get("lang")
    for element in document.iter("*"):
        above = element.getparent()
        lang = element.get("lang") or (above is not None and above.get(LANG)) or own
        if lang != own:
            element.set(LANG, lang)


@dataclass(frozen=True)
class Look:
    """How a piece of text stands: its style, and the address that it leads to."""

    bold: bool = False
    italic: bool = False
    style: str = ""
    link: str = ""
    keeps_lines: bool = False  # a new line in the text is one on the sheet
    lang: str = ""  # where that is not the language of the document


PLAIN = Look()


def classes(element) -> set[str]:
    """The classes of an element."""
    return set(element.get("class", "").split())


def pieces(element, look):
    """(text, look) of all that stands inside an inline element."""
    if element.tag == "br":
        yield BREAK, look
        return
    look = look_of(element, look)
    yield from spoken(element.text, look)
    for child in element:
        yield from pieces(child, look)
        yield from spoken(child.tail, look)
    if "paper-number" in classes(element):
        yield TAB, look


def spoken(text, look):
    """(text, look) of a text node."""
    if text:
        yield (text.replace("\n", BREAK) if look.keeps_lines else text), look


def look_of(element, look):
    """The look that an element gives to what is in it."""
    named, look = classes(element), replace(look, lang=element.get(LANG, ""))
    if "band" in named:
        found = (one.removeprefix("band--") for one in named if one.startswith("band--"))
        return replace(look, style=BANDS.get(next(found, ""), "Band"))
    match element.tag:
        case "em":
            return replace(look, italic=True)
        case "a" if not element.get("href", "#").startswith("#") or "paper-link" in named:
            return replace(look, link=element.get("href"), style="Hyperlink")
        case "strong":
            return replace(look, bold=True)
    return replace(look, bold=True) if named & STRONG else look


def tidied(found) -> list[tuple[str, Look]]:
    """The pieces with blanks as a browser shows them: one between words, none at an edge."""
    kept, before = [], BREAK
    for text, look in found:
        text = AROUND_A_BREAK.sub(BREAK, BLANKS.sub(" ", text))
        text = text.lstrip(" ") if before in (" ", BREAK, TAB) else text
        text = text if kept else text.lstrip(BREAK)
        if text:
            kept.append((text, look))
            before = text[-1]
    while kept and not (last := kept[-1][0].rstrip(f" {BREAK}")):
        kept.pop()
    return [*kept[:-1], (last, kept[-1][1])] if kept else []


def runs(found, package) -> str:
    """Pieces as runs; addresses are noted in the package, which is where a file names them."""
    written = []
    for link, group in groupby(tidied(found), key=lambda piece: piece[1].link):
        inside = "".join(run(text, look) for text, look in group)
        if link.startswith("#"):
            inside = f'<w:hyperlink w:anchor="{package.bookmark(link[1:])}">{inside}</w:hyperlink>'
        elif link:
            name = package.relate("hyperlink", link, outside=True)
            inside = f'<w:hyperlink r:id="{name}">{inside}</w:hyperlink>'
        written.append(inside)
    return "".join(written)


def run(text, look=PLAIN) -> str:
    """Text of one look."""
    style = f'<w:rStyle w:val="{look.style}"/>' if look.style else ""
    how = f"{style}{'<w:b/>' * look.bold}{'<w:i/>' * look.italic}"
    how += f'<w:lang w:val="{WORD_LANGS[look.lang]}"/>' if look.lang else ""
    how = f"<w:rPr>{how}</w:rPr>" if how else ""
    return f"<w:r>{how}{''.join(map(_text, MARKS.split(text)))}</w:r>"


def _text(part):
    marks = {BREAK: "<w:br/>", TAB: "<w:tab/>", "": ""}
    return marks.get(part) or part and f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def paragraph(style, inside, more="") -> str:
    """A paragraph of a style; `more` are properties that stand after it."""
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{more}</w:pPr>{inside}</w:p>"
