"""What closure adds to the kernel's pages."""

from programme.extension import Extension


class Closure(Extension):
    """The end of a programme."""
