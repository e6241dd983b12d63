"""Room for the calls that a function makes in one another, taken once.

CPython (3.11, 3.12) keeps the frames of calls in chunks of 16 KB. A call that goes past the end of
a chunk gets another one from the system, which goes back as soon as that call returns: a loop that
happens to stand near the end of one pays it each time around, in all a sixth of the CPU of a page
(docs/adr/0040).
"""

from functools import wraps

SLOTS = 2**16  # of 8 bytes: their frame gets a chunk of 1 MB, half of which is left for its calls


def with_room(function):
    """The function, called from a frame so large that the frames of all that it calls, as deep as
    Python lets them, stand in one chunk with it. What of that no frame reaches costs no memory.
    """

    @wraps(function)
    def call(*arguments, **named):
        return function(*arguments, **named)

    call.__code__ = call.__code__.replace(co_stacksize=SLOTS)
    return call
