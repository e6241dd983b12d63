"""The last step before a report's PDF is written.

It adds what PDF/UA asks beyond PDF/A, and the engine does not do.
"""

import re

import pydyf

from papers.text import spans_in

from ..references import blocks_of
from .structure import Structure

# PDF/A allows only declared metadata: PDF/UA's own property comes with its declaration.
UNIVERSAL_ACCESS = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document complies with\
</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


SHEET = "sheet-"  # begins the name of the line on a sheet for a page of an attached document
# What the engine says of itself there.
ARCHIVABLE = re.compile(rb"<rdf:Description[^>]* pdfaid:part=[^>]*/>")


class Finisher:
    """Called by the engine with the laid out document and the PDF under construction."""

    def __init__(self, content: dict):
        attached = content.get("attached", [])
        self.link_texts = {
            f"section-{section['key']}": f"Go to the section {section['title']}"
            for section in [*content["sections"], *content.get("words", [])]
        } | {"about-this-report": "Go to the page about this report"}
        self.link_texts |= {one["key"]: f"Go to the document {one['title']}" for one in attached}
        self.link_texts |= {
            span["to"][1:]: f"Go to {span['text']}"
            for part in content.get("words", [])
            for span in spans_in(blocks_of(part))
            if "to" in span and span["to"][1:] not in self.link_texts
        }
        self.sheets: list[int] = []  # the pages that wait for those of attached documents
        self.conforms = all("held" in one or "left_out" in one for one in attached)

    def __call__(self, document, pdf: pydyf.PDF):
        self.sheets = [
            number
            for number, page in enumerate(document.pages)
            if any(name.startswith(SHEET) for name in page.anchors)
        ]
        if self.conforms:
            declare_universal_access(pdf)
        else:
            declare_nothing(pdf)
        Structure(pdf).tidy()
        self.name_links(pdf)
        associate_once(pdf)
        squeeze(pdf)

    def name_links(self, pdf: pydyf.PDF):
        """Says where a link leads in words; the engine writes the name of the anchor."""
        for item in pdf.objects:
            if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
                target = item["Dest"].string
                item["Contents"] = pydyf.String(self.link_texts.get(target, target))


def metadata_of(pdf: pydyf.PDF):
    """The metadata of a document under construction."""
    return pdf.objects[int(pdf.catalog["Metadata"].split()[0])]


def declare_universal_access(pdf: pydyf.PDF):
    """Adds the PDF/UA-1 identification to the metadata that already declare PDF/A-3A."""
    metadata = metadata_of(pdf)
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", UNIVERSAL_ACCESS + b"</rdf:RDF>")]
    metadata.compress = False  # archives search metadata without opening the file


def declare_nothing(pdf: pydyf.PDF):
    """Takes the claim to be PDF/A back: pages that others drew are what they are."""
    metadata = metadata_of(pdf)
    metadata.stream = [ARCHIVABLE.sub(b"", metadata.stream[0])]
    metadata.compress = False


def associate_once(pdf: pydyf.PDF):
    """The engine lists every attached file twice among the associated files."""
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def squeeze(pdf: pydyf.PDF):
    """Compresses each stream now, and lets its pieces go: the engine would keep them, and compress
    each stream twice.
    """
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress:
            _, _, squeezed = item.data.partition(b"\nstream\n")
            item.stream = [squeezed.removesuffix(b"\nendstream")]
            item.extra["Filter"], item.compress = "/FlateDecode", False
