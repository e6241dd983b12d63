"""What a worker makes of a file: its preview, as plain data too."""

from intake import progress
from intake.applying import imported_before
from intake.claims import log_of
from intake.memory import remembered
from intake.owners import unknown_owners
from intake.preview import Wishes, preview
from intake.process import read_file
from intake.results import as_dict
from programme import uploads


def book_of(row):
    """What the file holds, read in a process of its own.

    Raises:
        Unreadable: it cannot or may not be read.
    """
    progress.say(row.pk, "The file is being read")
    return read_file(uploads.content_of(row.upload.sha256))


def compared(row, book, on):
    """(the preview, the same as plain data)."""
    progress.say(row.pk, "Its rows are being compared with the log")
    ours = log_of(row)
    known = remembered(row.programme, ours)
    wishes = Wishes(row.columns, row.answers, known)
    result = preview(book, ours, row.programme, on=on, chosen=row.table, wishes=wishes)
    told = as_dict(result)
    told["owners"] = unknown_owners(ours, row.programme, result.lines, row.answers)
    before = imported_before(row.programme, ours, row.upload.sha256)
    told["said"] += [before] if before else []
    return result, plain(told)


def plain(told):
    """What any database keeps as JSON: without NUL and half characters."""
    if isinstance(told, dict):
        return {plain(str(name)): plain(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [plain(one) for one in told]
    if told is None or isinstance(told, bool | int | float):
        return told
    return str(told).replace("\0", "\ufffd").encode("utf-8", "replace").decode()
