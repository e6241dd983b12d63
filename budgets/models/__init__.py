"""Budget lines, the postings and virements that move their money, locked periods, and reserves."""

from .lines import Line, PeriodLock, Posting, Virement, variance_in_words
from .reserves import Call, CallStep, Reserve, ReserveMovement

__all__ = [
    "Call",
    "CallStep",
    "Line",
    "PeriodLock",
    "Posting",
    "Reserve",
    "ReserveMovement",
    "Virement",
    "variance_in_words",
]
