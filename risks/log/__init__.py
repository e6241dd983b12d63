"""What the risk register and the issue log record, where each fact shows, and how they stand."""

from .issues import ISSUES
from .risks import ACCEPTED, RISKS

__all__ = [
    "ACCEPTED",
    "ISSUES",
    "RISKS",
]

LOGS = [RISKS, ISSUES]
