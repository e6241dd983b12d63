"""What update rounds add to the kernel's pages."""

from programme.extension import Extension


class Rounds(Extension):
    """Update rounds: who is asked, who has answered."""
