"""Who may do what: roles that an auditor can read, permissions that name their roles, and one
check.
"""

from .checks import NotPermitted, Permission, looking, may, require
from .roles import LOG_READERS, Role, ServiceRole

__all__ = [
    "LOG_READERS",
    "NotPermitted",
    "Permission",
    "Role",
    "ServiceRole",
    "looking",
    "may",
    "require",
]
