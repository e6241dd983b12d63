"""Everything that can be done to savings, targets, re-allocations and carry-forwards.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is that of the entry that the person was looking at;
sums are whole pence.

No step may leave a pot overdrawn: a programme's steps happen one at a time, and each is checked
against both pots.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the entry first).
"""

from .base import refuse_overdrawn
from .carry_forwards import (
    approve_carry_forward,
    change_carry_forward,
    drop_carry_forward,
    reopen_carry_forward,
    request_carry_forward,
)
from .reallocations import (
    add_reallocation,
    approve_reallocation,
    change_reallocation,
    reopen_reallocation,
    withdraw_reallocation,
)
from .savings import (
    add_saving,
    approve_saving,
    change_amount,
    change_saving,
    confirm_achieved,
    end_saving,
    post_achieved,
    refuse_achieved,
    refuse_once_achieved,
    reopen_saving,
    reverse_achieved,
    revise_saving,
    withdraw_saving,
)
from .targets import add_target, change_target, refuse_second, reopen_target, withdraw_target

__all__ = [
    "add_reallocation",
    "add_saving",
    "add_target",
    "approve_carry_forward",
    "approve_reallocation",
    "approve_saving",
    "change_amount",
    "change_carry_forward",
    "change_reallocation",
    "change_saving",
    "change_target",
    "confirm_achieved",
    "drop_carry_forward",
    "end_saving",
    "post_achieved",
    "refuse_achieved",
    "refuse_once_achieved",
    "refuse_overdrawn",
    "refuse_second",
    "reopen_carry_forward",
    "reopen_reallocation",
    "reopen_saving",
    "reopen_target",
    "request_carry_forward",
    "reverse_achieved",
    "revise_saving",
    "withdraw_reallocation",
    "withdraw_saving",
    "withdraw_target",
]
