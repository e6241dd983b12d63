"""The Word file of a report.

It is written from the same document as the page and the PDF, element by element, so that a section
says what it prints once. The same content gives the same bytes; nothing outside is read.
"""

from lxml import html

from ..document import document_html
from ..languages import FIXED
from ..pdf.characters import printable
from .body import Body
from .package import NAMESPACES, Package, core_properties
from .sheets import add_heads_and_feet
from .words import PLAIN, WORD_LANGS, Look, tag_languages


def render_docx(content: dict) -> bytes:
    """The Word file of frozen content. Characters are printed as the PDF prints them."""
    parser = html.HTMLParser(huge_tree=True)
    document = html.document_fromstring(document_html(printable(content)), parser=parser)
    tag_languages(document)
    package, said = Package(WORD_LANGS[document.get("lang")]), _said_of(document)
    running = document.find(".//h1").get("data-running")
    fixed = PLAIN if document.get("lang") == FIXED else Look(lang=FIXED)
    add_heads_and_feet(package, running, document.body.get("data-position"), fixed)
    body = Body(package).document(document.body)
    written = f"<w:document {NAMESPACES}>{body}</w:document>"
    version = str(content["heading"]["version"])
    said |= {"title": document.findtext(".//title"), "language": document.get("lang")}
    core = core_properties(version=version, **said)
    return package.zipped(written, core)


def _said_of(document):
    names = {"author": "creator", "description": "subject", "dcterms.created": "dated"}
    found = {one.get("name"): one.get("content") for one in document.iter("meta")}
    return {name: found[meta] for meta, name in names.items()}
