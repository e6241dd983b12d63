"""Which faults pass by themselves, so that a run is tried again without anybody's doing."""

import errno

from django.db import InterfaceError, OperationalError

from .engine import DrawingStopped

PASSING = (OperationalError, InterfaceError, DrawingStopped, ConnectionError, TimeoutError)
NUMBERS = {
    errno.ENOSPC,  # no space left on the disk
    errno.EDQUOT,
    errno.EIO,
    errno.ENOMEM,
    errno.EAGAIN,
    errno.EMFILE,  # too many open files
    errno.ENFILE,
    errno.ESTALE,  # a shared disk that went away
}


def passes(error) -> bool:
    """Whether the same run may well succeed a little later: a full disk, a database away."""
    return isinstance(error, (*PASSING, MemoryError)) or (
        isinstance(error, OSError) and error.errno in NUMBERS
    )
