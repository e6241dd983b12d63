"""The kernel's tables: who shares what, who meets when, who may do what, and what was changed."""

from .audit import AuditEvent
from .bodies import Body, ClosedDay, Meeting
from .mistakes import Mistake
from .people import Membership, User
from .programmes import Achievement, Judgement, Objective, Partner, Programme, ReportedPosition
from .saves import Save

__all__ = [
    "Achievement",
    "AuditEvent",
    "Body",
    "ClosedDay",
    "Judgement",
    "Meeting",
    "Membership",
    "Mistake",
    "Objective",
    "Partner",
    "Programme",
    "ReportedPosition",
    "Save",
    "User",
]
