"""The kernel's tables: who shares what, who meets when, who may do what, and what was changed."""

from .audit import AuditEvent
from .bodies import Body
from .calendar_addresses import CalendarAddress
from .further_owners import FurtherOwner
from .meetings import ClosedDay, Meeting
from .mistakes import Mistake
from .people import CreationRight, FormerTitle, Membership, Titles, User
from .posts import Post, PostKind
from .programmes import Achievement, Judgement, Objective, Partner, Programme, ReportedPosition
from .reorganisations import Reorganisation, Succession
from .saved_views import SavedView
from .saves import Save
from .uploads import FileKind, ScanState, Upload

__all__ = [
    "Achievement",
    "AuditEvent",
    "Body",
    "CalendarAddress",
    "ClosedDay",
    "CreationRight",
    "FileKind",
    "FormerTitle",
    "FurtherOwner",
    "Judgement",
    "Meeting",
    "Membership",
    "Mistake",
    "Objective",
    "Partner",
    "Post",
    "PostKind",
    "Programme",
    "Reorganisation",
    "ReportedPosition",
    "Save",
    "SavedView",
    "ScanState",
    "Succession",
    "Titles",
    "Upload",
    "User",
]
