"""What can be done at the end of a programme, and by whom: each part of the room says so itself."""

from .archive import permissions as archive
from .closing import permissions as closing
from .custody import permissions as custody

ALL = [*custody.ALL, *closing.ALL, *archive.ALL]
