"""Where the files of reports lie, each under its own fingerprint.

A file that lost its fingerprint is never read.
"""

from programme.stored_files import FileChanged, keep_file, read_file

__all__ = ["OWN", "FileChanged", "keep_drawn", "read", "where"]

OWN = "own"  # in which language a file is that is in the paper's own


def keep_drawn(content: bytes, kind: str = "pdf") -> tuple[str, str]:
    """Stores a file; returns (SHA-256 in hex, name in the storage)."""
    return keep_file(content, "reports", kind)


def read(report, kind: str = "pdf", language: str = "", full: bool = False) -> bytes:
    """The report's PDF, or its Word file ("docx"), or that in a further language; of its public
    edition, or of the `full` one.

    Raises:
        FileChanged: the stored bytes are not those whose fingerprint the report keeps.
    """
    name, sha256 = where(report, kind, language, full)
    return read_file(name, sha256)


def where(report, kind, language="", full=False) -> tuple[str, str]:
    """The name and the SHA-256 of a file of a report, as `read` takes them; blank where it has none
    of the kind.
    """
    if full or language:
        files = report.full_files if full else report.further_files
        kept = files[language or OWN][kind]
        return kept["name"], kept["sha256"]
    return getattr(report, f"{kind}_name"), getattr(report, f"{kind}_sha256")
