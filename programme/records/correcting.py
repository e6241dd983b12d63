"""Whether a mistake is being put right."""

from contextlib import contextmanager
from contextvars import ContextVar

# Why a mistake is being put right; blank: nobody does so now.
correction = ContextVar("correction", default="")


@contextmanager
def correcting(why):
    """What actions change inside is recorded as putting a mistake right, for the reason `why`.

    It is open to settled rows too. `programme.mistakes`, its only user, has asked before whether
    the person may: actions do not ask here for the permission of an ordinary change.
    """
    token = correction.set(why)
    try:
        yield
    finally:
        correction.reset(token)


def is_correction() -> bool:
    """Whether a mistake is being put right: that is open to rows which refuse changes."""
    return bool(correction.get())
