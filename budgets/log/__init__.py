"""What the budget and the reserves record, where it shows, and how they stand at a glance."""

from .lines import ALLOCATED, BUDGET
from .reserves import BALANCES, CALLS_DECIDED, RESERVES, apart_of

__all__ = ["ALLOCATED", "BALANCES", "BUDGET", "CALLS_DECIDED", "LOGS", "RESERVES", "apart_of"]

LOGS = [BUDGET, RESERVES]
