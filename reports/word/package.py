"""A Word file as its parts: what they are called, how they name one another, and their zip.

The same parts give the same bytes: no file in it has a date of its own.
"""

import io
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SHELL = Path(__file__).parent / "shell"  # parts that are the same in every file
NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{name}"'
    for prefix, name in {
        "w": "wordprocessingml/2006/main",
        "r": "officeDocument/2006/relationships",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "a": "drawingml/2006/main",
        "pic": "drawingml/2006/picture",
    }.items()
)
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CONTENT_TYPES = {
    "/word/document.xml": f"{OFFICE}document.main+xml",
    "/word/styles.xml": f"{OFFICE}styles+xml",
    "/word/numbering.xml": f"{OFFICE}numbering+xml",
    "/word/settings.xml": f"{OFFICE}settings+xml",
    "/word/header.xml": f"{OFFICE}header+xml",
    "/word/header-first.xml": f"{OFFICE}header+xml",
    "/word/footer.xml": f"{OFFICE}footer+xml",
    "/word/footer-landscape.xml": f"{OFFICE}footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
DATED = (1980, 1, 1, 0, 0, 0)


@dataclass
class Package:
    """The parts of one file while it is written."""

    language: str = "en-GB"
    parts: dict[str, bytes] = field(default_factory=dict)
    relations: list[str] = field(default_factory=list)  # of the document itself
    known: dict[tuple, str] = field(default_factory=dict)
    counted: Counter = field(default_factory=Counter)
    bookmarks: dict[str, str] = field(default_factory=dict)

    def count(self, kind) -> int:
        """The next number of its kind: pictures and marks have one each."""
        self.counted[kind] += 1
        return self.counted[kind]

    def relate(self, kind, target, outside=False) -> str:
        """The name by which the document refers to a part, or to an address outside."""
        if (kind, target) not in self.known:
            name = self.known[kind, target] = f"rId{len(self.known) + 1}"
            mode = ' TargetMode="External"' if outside else ""
            where = f'Type="{KINDS}{kind}" Target={quoteattr(target)}{mode}'
            self.relations.append(f'<Relationship Id="{name}" {where}/>')
        return self.known[kind, target]

    def bookmark(self, key) -> str:
        """The name of a place to which something leads. Word takes few letters in it: places are
        numbered as they are first named.
        """
        kind = "_Ref" if key.startswith(("text-", "recommendation-")) else "_Toc"
        return self.bookmarks.setdefault(key, f"{kind}{len(self.bookmarks) + 1:09d}")

    def marked(self, key, words) -> str:
        """Words as the place with this key."""
        number, name = self.count("bookmark"), self.bookmark(key)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        return f'{start}{words}<w:bookmarkEnd w:id="{number}"/>'

    def add(self, kind, target, content) -> str:
        """Adds a part of the folder `word` and returns the name that the document has for it."""
        self.parts[f"word/{target}"] = content
        return self.relate(kind, target)

    def picture(self, png) -> str:
        """Adds a picture, once however often it is shown."""
        for name, content in self.parts.items():
            if content == png:
                return self.relate("image", name.removeprefix("word/"))
        number = sum(name.startswith("word/media/") for name in self.parts) + 1
        return self.add("image", f"media/picture{number}.png", png)

    def zipped(self, document, core) -> bytes:
        """The file: its document, and what it is called and dated."""
        for kind in ("styles", "numbering", "settings"):
            self.relate(kind, f"{kind}.xml")
        relations = f'<Relationships xmlns="{RELATIONS}">{"".join(self.relations)}</Relationships>'
        return zipped(
            {
                "[Content_Types].xml": _content_types(),
                **_in_language(self.language),
                "docProps/core.xml": xml(core),
                "word/document.xml": xml(document),
                "word/_rels/document.xml.rels": xml(relations),
                **self.parts,
            }
        )


def xml(text) -> bytes:
    """A part of a file."""
    return (DECLARED + text).encode()


def zipped(parts) -> bytes:
    """A zip of the parts, without a date or a machine of its own."""
    kept = io.BytesIO()
    with ZipFile(kept, "w") as file:
        for name, content in parts.items():
            info = ZipInfo(name, DATED)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            file.writestr(info, content)
    return kept.getvalue()


@cache
def shell() -> dict[str, bytes]:
    """The parts that are the same in every file: styles, bullets, settings."""
    found = sorted(path for path in SHELL.rglob("*") if path.is_file())
    return {path.relative_to(SHELL).as_posix(): path.read_bytes() for path in found}


def _in_language(language):
    """The shell, its text in the language of the document where nothing else is said."""
    parts, own = dict(shell()), f'w:lang w:val="{language}"'.encode()
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:lang w:val="en-GB"', own)
    return parts


def _content_types():
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
    kinds |= {"xml": "application/xml", "png": "image/png"}
    found = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in kinds.items()]
    found += [
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in CONTENT_TYPES.items()
    ]
    return xml(f'<Types xmlns="{TYPES}">{"".join(found)}</Types>')


def core_properties(*, title, subject, creator, version, dated, language) -> str:
    """What a file says of itself. `dated` is a moment as text, in UTC and to the second."""
    purl, core = "http://purl.org/dc", "http://schemas.openxmlformats.org/package/2006/metadata"
    said = {"dc:title": title, "dc:subject": subject, "dc:creator": creator}
    said |= {"cp:lastModifiedBy": creator, "cp:revision": "1", "cp:version": version}
    said |= {"dc:language": language}
    written = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in said.items())
    for name in ("created", "modified"):
        kind = f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{dated}</dcterms:{name}>'
        written += kind
    return (
        f'<cp:coreProperties xmlns:cp="{core}/core-properties" xmlns:dc="{purl}/elements/1.1/" '
        f'xmlns:dcterms="{purl}/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{written}</cp:coreProperties>'
    )
