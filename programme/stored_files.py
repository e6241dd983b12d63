"""Files in the storage, each named by its content: the same file is kept once, and one that lost
its fingerprint is never read.
"""

import hashlib
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

log = logging.getLogger("programme")


class FileChanged(Exception):
    """What the storage holds is not what was kept: it is gone, or its SHA-256 differs."""


def name_of(folder: str, sha256: str, ending: str) -> str:
    """Where the file with this fingerprint lies."""
    return f"{folder}/{sha256[:2]}/{sha256}.{ending}"


def keep_file(content: bytes, folder: str, ending: str) -> tuple[str, str]:
    """Stores a file; returns (SHA-256 in hex, name in the storage).

    The name is the content: writing the same file twice changes nothing, and the half-written file
    of a killed process is noticed and replaced.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    name = name_of(folder, sha256, ending)
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if file.read() == content:
                return sha256, name
        default_storage.delete(name)
    return sha256, default_storage.save(name, ContentFile(content))


def read_file(name: str, sha256: str) -> bytes:
    """The bytes of a stored file.

    Raises:
        FileChanged: they are not those of the fingerprint. It is logged as well.
    """
    try:
        with default_storage.open(name) as file:
            stored = file.read()
    except FileNotFoundError:
        stored = None
    if stored is None or hashlib.sha256(stored).hexdigest() != sha256:
        log.error("%s is gone or no longer has its fingerprint", name)
        raise FileChanged(f"The stored file {name} is not the one that was kept.")
    return stored
