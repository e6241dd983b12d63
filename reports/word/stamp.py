"""The word DRAFT on every sheet of a Word copy that is not published.

As with the PDF, the stored file is the one that will be published: only the copy that is handed out
carries the word, at the head of each sheet.
"""

import io
from zipfile import ZipFile

from .package import zipped
from .words import paragraph, run

DRAFT = paragraph("Draft", run("DRAFT")).encode()
HEAD = b"<w:p>"


def stamped(docx: bytes) -> bytes:
    """The same file with DRAFT at the head of each sheet."""
    with ZipFile(io.BytesIO(docx)) as file:
        parts = {one.filename: file.read(one) for one in file.infolist()}
    heads = (name for name in parts if name.startswith("word/header"))
    return zipped(parts | {name: parts[name].replace(HEAD, DRAFT + HEAD, 1) for name in heads})
