"""What savings, targets, re-allocations and carry-forwards record, and where each fact shows."""

from .moved import CARRY_FORWARDS, REALLOCATION_APPROVED, REALLOCATIONS
from .savings import SAVING_APPROVED, SAVINGS
from .targets import TARGETS

__all__ = [
    "CARRY_FORWARDS",
    "REALLOCATIONS",
    "REALLOCATION_APPROVED",
    "SAVINGS",
    "SAVING_APPROVED",
    "TARGETS",
]

LOGS = [SAVINGS, TARGETS, REALLOCATIONS, CARRY_FORWARDS]
