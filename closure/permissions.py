"""What can be done at the end of a programme, and by whom: each part of the room says so itself."""

from .after import permissions as after
from .archive import permissions as archive
from .closing import permissions as closing
from .custody import permissions as custody
from .readiness import permissions as readiness
from .retention import permissions as retention
from .review import permissions as review

ALL = [*custody.ALL, *closing.ALL, *readiness.ALL, *review.ALL, *archive.ALL, *after.ALL]
ALL += retention.ALL
