"""The last step before a report's PDF is written.

It adds what PDF/UA asks beyond PDF/A, and the engine does not do.
"""

import pydyf

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


class Finisher:
    """Called by the engine with the laid out document and the PDF under construction."""

    def __init__(self, content: dict):
        self.link_texts = {
            f"section-{section['key']}": f"Go to the section {section['title']}"
            for section in [*content["sections"], *content.get("words", [])]
        } | {"about-this-report": "Go to the page about this report"}

    def __call__(self, document, pdf: pydyf.PDF):
        declare_universal_access(pdf)
        Structure(pdf).tidy()
        self.name_links(pdf)
        associate_once(pdf)

    def name_links(self, pdf: pydyf.PDF):
        """Says where a link leads in words; the engine writes the name of the anchor."""
        for item in pdf.objects:
            if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
                target = item["Dest"].string
                item["Contents"] = pydyf.String(self.link_texts.get(target, target))


def declare_universal_access(pdf: pydyf.PDF):
    """Adds the PDF/UA-1 identification to the metadata that already declare PDF/A-3A."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", UNIVERSAL_ACCESS + b"</rdf:RDF>")]
    metadata.compress = False  # archives search metadata without opening the file


def associate_once(pdf: pydyf.PDF):
    """The engine lists every attached file twice among the associated files."""
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
