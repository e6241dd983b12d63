"""Asks ClamAV's daemon whether bytes hold a virus. It knows one command of it, INSTREAM; why it is
no library, docs/adr/0020 says.
"""

import re
import socket
import struct
from contextlib import suppress

from django.conf import settings

PIECE = 64 * 1024  # bytes that are sent at a time
LONGEST_ANSWER = 4096
ANSWER = re.compile(r"stream: (?:(?P<virus>.+) FOUND|OK)")


class NoAnswer(Exception):
    """The daemon is away, too slow, or could not scan; the text says which."""


def is_configured() -> bool:
    """Whether there is a scanner to ask."""
    return bool(settings.CLAMAV_ADDRESS)


def virus_in(content: bytes) -> str:
    """The name of the signature that ClamAV finds in the content; blank where it finds none.

    Raises:
        NoAnswer: the daemon did not say either.
    """
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            with suppress(BrokenPipeError, ConnectionResetError):  # it says why it hung up
                for start in range(0, len(content), PIECE):
                    piece = content[start : start + PIECE]
                    line.sendall(struct.pack("!L", len(piece)) + piece)
                line.sendall(struct.pack("!L", 0))
            said = _answer(line)
    except OSError as error:
        raise NoAnswer(f"ClamAV does not answer: {error}.") from error
    found = ANSWER.fullmatch(said)
    if found is None:
        raise NoAnswer(f"ClamAV says: {said or 'nothing'}.")
    return found["virus"] or ""


def _connected():
    """A line to the daemon at settings.CLAMAV_ADDRESS: host:port, or the path of its socket."""
    host, colon, port = settings.CLAMAV_ADDRESS.rpartition(":")
    if colon and port.isdecimal():
        where = (host.strip("[]"), int(port))
        return socket.create_connection(where, timeout=settings.SCAN_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(settings.SCAN_SECONDS)
    try:
        line.connect(settings.CLAMAV_ADDRESS.removeprefix("unix:"))
    except OSError:
        line.close()
        raise
    return line


def _answer(line):
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
