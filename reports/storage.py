"""Where the files of reports lie, each under its own fingerprint.

A file that lost its fingerprint is never read.
"""

import hashlib
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

log = logging.getLogger("reports")


class FileChanged(Exception):
    """What the storage holds is not what was drawn: it is gone, or its SHA-256 differs."""


def keep(content: bytes, kind: str = "pdf") -> tuple[str, str]:
    """Stores a file; returns (SHA-256 in hex, name in the storage).

    The name is the content: writing the same file twice changes nothing, and the half-written file
    of a killed worker is noticed and replaced.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"reports/{sha256[:2]}/{sha256}.{kind}"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if file.read() == content:
                return sha256, name
        default_storage.delete(name)
    return sha256, default_storage.save(name, ContentFile(content))


def read(report, kind: str = "pdf") -> bytes:
    """The report's PDF, or its Word file ("docx").

    Raises:
        FileChanged: the stored bytes are not those whose fingerprint the report keeps. It is
            logged as well.
    """
    name, sha256 = getattr(report, f"{kind}_name"), getattr(report, f"{kind}_sha256")
    try:
        with default_storage.open(name) as file:
            stored = file.read()
    except FileNotFoundError:
        stored = None
    if stored is None or hashlib.sha256(stored).hexdigest() != sha256:
        log.error("Report %s: %s is gone or no longer has its fingerprint", report.pk, name)
        raise FileChanged(
            f"The stored file of report {report.pk} is not the one that was drawn up."
        )
    return stored
