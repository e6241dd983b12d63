"""How an archive lies on a disk: a ZIP file whose entries are not compressed, always in the same
order and with the same dates, so that equal records give equal bytes.

`manifest.json` names each entry with its SHA-256, and of each block of it the beginning of its
SHA-256; `manifest.sha256` has that of the manifest itself.
"""

import hashlib
import json
import zipfile

FORMAT = 1
BLOCK = 4096  # bytes
SHORT = 16  # how many hex digits of the SHA-256 of a block are kept
MANIFEST, SEAL, SCHEMA, INDEX = "manifest.json", "manifest.sha256", "schema.json", "index.html"
RECORDS, FILES, LOGS = "records", "files", "logs"
DATED = (2000, 1, 1, 0, 0, 0)  # the date of every entry: when it was made says the manifest
PIECE = 1024 * BLOCK


class Writing:
    """An archive being written into `file`; `told` is what its manifest says of its entries."""

    def __init__(self, file):
        self.zip, self.told = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED), []

    def add(self, name, pieces, what=""):
        """Adds an entry from pieces of bytes; `what` says in words what it is."""
        sums = Sums()
        with self.zip.open(entry(name), "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                sums.take(piece)
        self.told.append({"name": name, "what": what, **sums.told()})

    def end(self, **said) -> str:
        """Adds the manifest, which tells what is `said` and of every entry. Returns its SHA-256."""
        told = {"format": FORMAT, **said, "files": self.told}
        manifest = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
        sha256 = hashlib.sha256(manifest).hexdigest()
        for name, content in ((MANIFEST, manifest), (SEAL, f"{sha256}  {MANIFEST}\n".encode())):
            self.zip.writestr(entry(name), content)
        self.zip.close()
        return sha256


def entry(name):
    """An entry that says nothing of the machine on which it was made."""
    info = zipfile.ZipInfo(name, DATED)
    info.create_system, info.external_attr = 3, 0o644 << 16
    return info


class Sums:
    """The fingerprints of what comes in pieces."""

    def __init__(self):
        self.whole, self.blocks, self.bytes, self._rest = hashlib.sha256(), [], 0, b""

    def take(self, piece):
        """Counts the next piece in."""
        self.whole.update(piece)
        self.bytes += len(piece)
        held = self._rest + piece
        whole = len(held) - len(held) % BLOCK
        for begin in range(0, whole, BLOCK):
            self._block(held[begin : begin + BLOCK])
        self._rest = held[whole:]

    def told(self) -> dict:
        """The size in bytes, the SHA-256, and those of the blocks."""
        if self._rest:
            self._block(self._rest)
            self._rest = b""
        return {
            "bytes": self.bytes,
            "sha256": self.whole.hexdigest(),
            "blocks": "".join(self.blocks),
        }

    def _block(self, content):
        self.blocks.append(hashlib.sha256(content).hexdigest()[:SHORT])
