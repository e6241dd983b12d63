"""Files that people hand in: checked, kept under their fingerprint, scanned for viruses.

Where a scanner is configured nobody gets a file, and no report prints it, before ClamAV has
answered. The row is the job as well, as with reports (docs/adr/0003): a worker claims it by a
conditional update, and a tick finds what waits.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.defaultfilters import filesizeformat

from programme import audit, clamav
from programme.doorbell import ring
from programme.formats import known_as
from programme.models.uploads import HANDED_OUT, FileKind, ScanState, Upload
from programme.records import refuse_if, refuse_unless, save_checked
from programme.stored_files import FileChanged, keep_file, name_of, read_file

FOLDER, ENDING = "uploads", "file"
LONGEST_NAME = 150
ENDINGS = {
    FileKind.PDF: (".pdf",),
    FileKind.WORD: (".docx",),
    FileKind.SPREADSHEET: (".xlsx",),
    FileKind.PNG: (".png",),
    FileKind.JPEG: (".jpg", ".jpeg"),
}
TEXTS = (".txt", ".csv", ".tsv", ".md", ".log", ".eml")
MOST_ATTEMPTS = 5  # then it is said that the file could not be scanned; it is tried on
LONGEST_PAUSE = timedelta(hours=1)
BEGINS = {b"\x89PNG\r\n\x1a\n": FileKind.PNG, b"\xff\xd8\xff": FileKind.JPEG}
ZIPPED = {"word/document.xml": FileKind.WORD, "xl/workbook.xml": FileKind.SPREADSHEET}
PDF_WITHIN = 1024  # bytes before a PDF's first mark that readers put up with


@dataclass(frozen=True)
class HandedIn:
    """A file that was found to be of a kind and a size that are taken in."""

    name: str
    content: bytes
    kind: FileKind


def received(file, kinds=None, as_named=False) -> HandedIn:
    """What somebody hands in, where it is of one of the `kinds` and not too large; without them
    nobody looks into it here. One that is to be what it is called, `as_named`, has no other
    kind's ending. It is asked before the transaction that keeps it: looking at a file
    takes its time.

    `file` has a name, a size in bytes, and `read()`.

    Raises:
        ValidationError: in words for the person.
    """
    refuse_unless(file.size, "This file is empty. Choose another one.")
    largest, size = settings.UPLOAD_BYTES, filesizeformat(file.size)
    too_large = f"This file has {size}. Choose one of at most {filesizeformat(largest)}."
    refuse_if(file.size > largest, too_large)
    content = file.read()
    if kinds is None:
        return HandedIn(_tidied(file.name, FileKind.OTHER), content, FileKind.OTHER)
    kind = kind_of(content)
    asked = " or a ".join(FileKind(one).label for one in kinds)
    told = "" if kind == FileKind.OTHER else f" It is: {kind.label}."
    refuse_if(kind not in kinds, f"Choose a {asked}. This file is none, by its content.{told}")
    named = _named(file.name, kind, kinds)
    other = f"By its name this file is {named}, by its content: {kind.label}."
    refuse_if(as_named and named, f"{other} Choose another one, or rename it.")
    return HandedIn(_tidied(file.name, kind), content, kind)


def _named(name, kind, kinds) -> str:
    """What a file is by its name, where that is another kind than it is by its content. Where only
    some kinds are taken in, a text has a text's ending or none: a page with a script is a text too.
    """
    its = {**ENDINGS, FileKind.TEXT: TEXTS}
    found = next((one for one in its if name.lower().endswith(its[one])), None)
    if found:
        called = found.label if found == FileKind.TEXT else f"a {found.label}"
        return "" if found == kind else called
    ending = name.rpartition(".")[1:]
    is_odd = kind == FileKind.TEXT and FileKind.OTHER not in kinds and ending[0]
    return f"a {''.join(ending)}" if is_odd else ""


def keep_upload(handed_in: HandedIn, *, programme, by, at) -> Upload:
    """Keeps a file that `by` handed in, and has it scanned. Whoever calls has asked for the
    permission.
    """
    upload = Upload(
        programme=programme,
        name=handed_in.name,
        size=len(handed_in.content),
        kind=handed_in.kind,
        recorded_at=at,
        recorded_by=by,
        recorded_by_name=known_as(by),
        state=ScanState.WAITING if clamav.is_configured() else ScanState.NOT_SCANNED,
    )
    upload.sha256, _ = keep_file(handed_in.content, FOLDER, ENDING)
    save_checked(upload, exclude=["scanned_at", "next_try_at"])
    if upload.state == ScanState.WAITING:
        ring("programme.tasks.scan_upload", upload.pk)
    return upload


def kind_of(content: bytes) -> FileKind:
    """What a file is by its content."""
    if b"%PDF-" in content[:PDF_WITHIN]:
        return FileKind.PDF
    for mark, kind in BEGINS.items():
        if content.startswith(mark):
            return kind
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    try:
        return FileKind.OTHER if b"\0" in content else content.decode() and FileKind.TEXT
    except UnicodeDecodeError:
        return FileKind.OTHER


def _kind_of_zip(content):
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return FileKind.OTHER
    return next((kind for name, kind in ZIPPED.items() if name in names), FileKind.OTHER)


def _tidied(name, kind):
    """A file's name without folders and without characters that hide or reorder; it ends as files
    of its kind do.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = " ".join("".join(one for one in last if one.isprintable()).split())
    shown, endings = shown or "file", ENDINGS.get(kind, ("",))
    shown += "" if shown.lower().endswith(endings) else endings[0]
    return shown[-LONGEST_NAME:].strip()


def content_of(sha256: str) -> bytes:
    """The bytes of the file with this fingerprint.

    Raises:
        FileChanged: they are gone or no longer have it.
    """
    return read_file(stored_name(sha256), sha256)


def stored_name(sha256: str) -> str:
    """Where the file with this fingerprint lies."""
    return name_of(FOLDER, sha256, ENDING)


def known(programme, sha256) -> Upload | None:
    """What a programme has under a fingerprint; one in which a virus was found before all others,
    then one that may be handed out. None where it has none.
    """
    found = list(Upload.objects.filter(programme=programme, sha256=sha256))
    rank = {ScanState.INFECTED: 0, **dict.fromkeys(HANDED_OUT, 1)}
    return min(found, key=lambda one: rank.get(one.state, 2), default=None)


# --- The virus scan -------------------------------------------------------------------------------


def follow_settings():
    """What waits is not scanned where there is no scanner any more; where there is one by now, what
    was not scanned waits for it.
    """
    waiting, not_scanned = ScanState.WAITING, ScanState.NOT_SCANNED
    was, now = (not_scanned, waiting) if clamav.is_configured() else (waiting, not_scanned)
    Upload.objects.filter(state=was).update(state=now, attempts=0, next_try_at=None, said="")


def to_scan() -> list[int]:
    """The files that wait for the scanner now."""
    follow_settings()
    found = Upload.objects.to_scan() if clamav.is_configured() else Upload.objects.none()
    return list(found.order_by("pk").values_list("pk", flat=True))


def scan(upload_id, at) -> Upload | None:
    """Has ClamAV look at a file at the moment `at`; None when it waits for no scan, or another
    worker has it.
    """
    pause = timedelta(seconds=settings.SCAN_SECONDS + 60)  # after it, a dead worker's is taken up
    if not Upload.objects.to_scan().filter(pk=upload_id).update(next_try_at=Now() + pause):
        return None
    upload = Upload.objects.select_related("programme").get(pk=upload_id)
    try:
        virus = clamav.virus_in(content_of(upload.sha256))
    except (clamav.NoAnswer, FileChanged, OSError) as error:
        return _try_later(upload, error)
    state = ScanState.INFECTED if virus else ScanState.CLEAN
    with transaction.atomic():
        known = {"said": virus[:200], "scanned_at": at, "next_try_at": None}
        if _settle(upload, state=state, **known) and virus:
            how = {"by": None, "at": at, "verb": "found a virus in", "why": virus[:200]}
            audit.record(upload, programme=upload.programme, **how)
    return upload


def _try_later(upload, error):
    """Tries again after a pause that grows fourfold each time, up to an hour."""
    tries = upload.attempts + 1
    grown = settings.RETRY_SECONDS * 4 ** min(tries - 1, 10)
    pause = min(timedelta(seconds=grown), LONGEST_PAUSE)
    over = tries >= MOST_ATTEMPTS
    _settle(
        upload,
        state=ScanState.FAILED if over else ScanState.WAITING,
        said=str(error)[:200] if over else "",
        attempts=min(tries, 1000),
        next_try_at=Now() + pause,
    )
    return upload


def _settle(upload, **values) -> bool:
    """Writes what came of a scan; false where another worker has settled it already."""
    open_ones = Upload.objects.filter(state__in=[ScanState.WAITING, ScanState.FAILED])
    done = open_ones.filter(pk=upload.pk).update(**values)
    upload.refresh_from_db()
    return bool(done)
