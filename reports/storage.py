"""Where the files of reports lie, each under its own fingerprint.

A file that lost its fingerprint is never read.
"""

from programme.stored_files import FileChanged, keep_file, read_file

__all__ = ["FileChanged", "keep", "read"]


def keep(content: bytes, kind: str = "pdf") -> tuple[str, str]:
    """Stores a file; returns (SHA-256 in hex, name in the storage)."""
    return keep_file(content, "reports", kind)


def read(report, kind: str = "pdf", language: str = "") -> bytes:
    """The report's PDF, or its Word file ("docx"), or that in a further language.

    Raises:
        FileChanged: the stored bytes are not those whose fingerprint the report keeps.
    """
    if language:
        kept = report.further_files[language][kind]
        return read_file(kept["name"], kept["sha256"])
    return read_file(getattr(report, f"{kind}_name"), getattr(report, f"{kind}_sha256"))
