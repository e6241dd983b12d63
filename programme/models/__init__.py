"""The kernel's tables: who shares what, who meets when, who may do what, and what was changed."""

from .audit import AuditEvent
from .bodies import Body, ClosedDay, Meeting
from .people import Membership, User
from .programmes import Objective, Partner, Position, Programme

__all__ = [
    "AuditEvent",
    "Body",
    "ClosedDay",
    "Meeting",
    "Membership",
    "Objective",
    "Partner",
    "Position",
    "Programme",
    "User",
]
