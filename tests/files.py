"""The storage of tests inside a process: what a test removes or replaces is there again after it,
as its rows are. Rows of which a later test is given a copy have their files then (tests/begun.py).
"""

from pathlib import Path

from django.core.files.storage import FileSystemStorage

REMOVED = {}  # in the test that runs: {path: bytes}


class Files(FileSystemStorage):
    """Django's own, which remembers what was removed."""

    def delete(self, name):
        path = Path(self.path(name))
        if path.is_file():
            REMOVED.setdefault(path, path.read_bytes())
        super().delete(name)


def take_back():
    """Puts back what was removed; folders of a test's own go with it."""
    for path, content in REMOVED.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    REMOVED.clear()
