"""Debian's clamd with a signature of the tests' own, on a socket of its own. No other signature is
there, and none is fetched.
"""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from programme import uploads
from programme.models import Upload

MARK = b"governance-tests-call-this-a-virus"
SIGNATURE = "Tests.Marked"
SETTINGS = """
Foreground yes
DatabaseDirectory {folder}/signatures
LocalSocket {folder}/clamd.sock
TemporaryDirectory {folder}
StreamMaxLength 1M
User {user}
"""


class Clamd:
    """The daemon in a folder of its own, whose path is short enough for a socket."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="clamd-"))
        self.address, self.process = str(self.folder / "clamd.sock"), None
        (self.folder / "signatures").mkdir()
        named = f"{SIGNATURE}:0:*:{MARK.hex()}\n"
        (self.folder / "signatures" / "tests.ndb").write_text(named)
        settings = SETTINGS.format(folder=self.folder, user=self.folder.owner())
        (self.folder / "clamd.conf").write_text(settings)

    def start(self):
        """Starts it, and waits until it listens."""
        command = ["clamd", "--config-file", str(self.folder / "clamd.conf")]
        with (self.folder / "log").open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + 120
        while not Path(self.address).exists():
            ended = self.process.poll() is not None or time.monotonic() > until
            assert not ended, (self.folder / "log").read_text()
            time.sleep(0.1)

    def stop(self):
        """Ends it; whoever asks then hears nothing."""
        if self.process:
            self.process.kill()
            self.process.wait()
            Path(self.address).unlink(missing_ok=True)
        self.process = None

    def close(self):
        """Ends it and removes its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def scan_now(upload, at):
    """Has a file scanned whose pause may not be over."""
    Upload.objects.filter(pk=upload.pk).update(next_try_at=None)
    return uploads.scan(upload.pk, at)
