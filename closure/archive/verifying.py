"""Reads an archive again and names what is not as it was made. It needs no database."""

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections import Counter
from itertools import islice, zip_longest
from pathlib import Path
from tempfile import TemporaryFile

from .chains import broken
from .layout import BLOCK, FORMAT, MANIFEST, PIECE, RECORDS, SEAL, SHORT, Sums, entry

TOO_NEW = (
    "This archive has the format {}; this version of the product reads formats up to {}."
    " Read it with a newer version."
)
DAMAGED = "The list of what the archive holds is damaged, so that it cannot be opened: {}."

LENGTHS = 26  # where the header of an entry says how long its name and its extra field are
MOST_NAMED = 20


# What a file that was changed at random makes those raise who read it.
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    OSError,
    OverflowError,
    RuntimeError,  # an unknown way of compressing; a nest that is too deep
    ValueError,
)
# What a manifest of format 1 says, and of what kind it is.
SAID = {
    "programme": dict,
    "made_at": str,
    "made_by": str,
    "migrations": dict,
    "rows": dict,
    "missing": list,
    "files": list,
}
NAMED = {"name": str, "slug": str}
OF_A_FILE = {"name": str, "what": str, "bytes": int, "sha256": str, "blocks": str}


class Unreadable(Exception):
    """The file cannot be read as an archive at all. The message says why."""


def opened(path) -> tuple[zipfile.ZipFile, dict]:
    """The archive in a file, and its manifest, which says what its format has.

    Raises:
        Unreadable: it is none, or of a newer format.
    """
    if not Path(path).is_file():
        raise Unreadable(f"There is no file {path}.")
    try:
        archive = zipfile.ZipFile(path)
        manifest = json.loads(archive.read(MANIFEST))
    except DAMAGE as error:
        raise Unreadable(DAMAGED.format(error)) from error
    number = manifest.get("format") if isinstance(manifest, dict) else None
    if not isinstance(number, int):
        raise Unreadable(DAMAGED.format(f"{MANIFEST} does not say which format it has"))
    if number > FORMAT:
        raise Unreadable(TOO_NEW.format(number, FORMAT))
    if lacks := list(_lacks(manifest)):
        raise Unreadable(DAMAGED.format(f"{MANIFEST} does not say {', '.join(lacks)}"))
    return archive, manifest


def _lacks(manifest):
    """What a manifest of format 1 should say and does not, or not as it should."""
    yield from _others(manifest, SAID)
    programme = manifest.get("programme")
    yield from _others(programme if isinstance(programme, dict) else {}, NAMED, "of the programme ")
    counts = manifest["rows"].values() if isinstance(manifest.get("rows"), dict) else ()
    yield from ["how many rows there are"] if not all(map(_is_count, counts)) else ()
    files = manifest["files"] if isinstance(manifest.get("files"), list) else ()
    for number, one in enumerate(files, start=1):
        told = one if isinstance(one, dict) else {}
        yield from _others(told, OF_A_FILE, f"of file {number:,} ")


def _others(told, kinds, whose=""):
    for key, kind in kinds.items():
        if not isinstance(told.get(key), kind):
            yield f"{whose}“{key}”"


def _is_count(one):
    return isinstance(one, int) and one >= 0


def faults(path, sha256="") -> list[str]:
    """What is not as it was made, in sentences; nothing where every byte is. `sha256` is that of
    the manifest as it was said when the archive was made.

    Raises:
        Unreadable: the file cannot be read as an archive.
    """
    archive, manifest = opened(path)
    found = [*_of_manifest(archive, sha256)]
    told = {one["name"]: one for one in manifest["files"]}
    names = Counter(archive.namelist())
    found += [f"{name} stands in it {many} times." for name, many in names.items() if many > 1]
    there = names.keys() - {MANIFEST, SEAL}
    found += [f"{name} is missing." for name in sorted(told.keys() - there)]
    added = sorted(there - told.keys())
    found += [f"{name} was added: the manifest does not name it." for name in added]
    counted = {f"{RECORDS}/{label}.jsonl" for label in manifest["rows"]}
    found += [f"{name} is not named by the manifest." for name in sorted(counted - told.keys())]
    for name in sorted(told.keys() & there):
        found += _unless_damaged(lambda name=name: _of_file(archive, told[name]), name)
    found = found or _unless_damaged(lambda: _of_wrapping(path, archive), "The archive")
    found = found or _unless_damaged(lambda: broken(archive), "The history")
    return [readable(one) for one in found]


def readable(words) -> str:
    """Words with names that somebody else gave: what would not show, or end the line, or turn the
    rest of it around is written out, as \\x1b.
    """
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in words
    )


def _unless_damaged(read, name):
    """What is found by reading something; else that it cannot be read."""
    try:
        return list(read())
    except DAMAGE:
        return [f"{name} was changed: it cannot be read where the archive says that it is."]


def _of_manifest(archive, sha256):
    """The manifest against its seal, and against what was said of it elsewhere."""
    found = hashlib.sha256(archive.read(MANIFEST)).hexdigest()
    try:
        sealed = archive.read(SEAL).decode(errors="replace")
    except DAMAGE:
        sealed = ""
    if sealed != f"{found}  {MANIFEST}\n":
        yield f"{MANIFEST} or {SEAL} was changed: they do not fit each other."
    if sha256 and found != sha256.strip().lower():
        yield f"{MANIFEST} has the SHA-256 {found}, and not the one that you gave."


def _of_file(archive, told):
    """The bytes of one file against the manifest."""
    sums = Sums()
    for piece in _pieces(archive, told["name"]):
        sums.take(piece)
    now = sums.told()
    if now["sha256"] == told["sha256"]:
        return
    if now["bytes"] != told["bytes"]:
        sizes = f"{now['bytes']:,} bytes and not {told['bytes']:,}"
        yield f"{told['name']} was changed: it has {sizes}."
        return
    for number, begin in enumerate(range(0, len(told["blocks"]), SHORT)):
        if now["blocks"][begin : begin + SHORT] != told["blocks"][begin : begin + SHORT]:
            first = number * BLOCK + 1
            last = min(first + BLOCK - 1, told["bytes"])
            yield f"{told['name']} was changed: among its bytes {first:,} to {last:,}."


def _pieces(archive, name):
    """The bytes of an entry as they lie there, whatever the checksum of the ZIP file says."""
    info = archive.getinfo(name)
    with open(archive.filename, "rb") as file:
        file.seek(info.header_offset + LENGTHS)
        file.seek(sum(struct.unpack("<HH", file.read(4))), io.SEEK_CUR)
        left = info.compress_size
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _of_wrapping(path, archive):
    """What stands between the files: the archive is written again from them and compared."""
    with open(path, "rb") as made, TemporaryFile() as again:
        with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as writing:
            for name in archive.namelist():
                if name in (MANIFEST, SEAL):
                    writing.writestr(entry(name), archive.read(name))
                    continue
                with writing.open(entry(name), "w", force_zip64=True) as out:
                    out.writelines(_pieces(archive, name))
        again.seek(0)
        found = list(islice(_differing(made, again), MOST_NAMED))
    return [f"Byte {one:,} of the archive was changed, outside its files." for one in found]


def _differing(one, other):
    """The places, from 1, at which two open files differ."""
    begin = 0
    while True:
        left, right = one.read(PIECE), other.read(PIECE)
        if not left and not right:
            return
        if left != right:
            pairs = enumerate(zip_longest(left, right), start=begin + 1)
            yield from (place for place, (a, b) in pairs if a != b)
        begin += PIECE
