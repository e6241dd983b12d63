"""Everything that can be done to the budget and the reserves.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the version of the line or reserve that the person
looked at; sums are whole pence.

Raises, all of them: NotPermitted, ValidationError (the step is not open, the period is locked, or a
value breaks a rule), StaleEntry (somebody else changed the row first).
"""

from .base import refuse_if_any_locked
from .lines import (
    add_line,
    allocate_line,
    change_line,
    close_line,
    commit_money,
    move_allocation,
    post_spend,
    refuse_allocation,
    refuse_forecast,
    refuse_in_place,
    reopen_line,
    reverse_posting,
    set_forecast,
)
from .periods import lock_period, unlock_period
from .reserves import (
    add_reserve,
    approve_call,
    ask_again,
    change_reserve,
    close_reserve,
    contribute_to_reserve,
    draw_on_reserve,
    make_call_contingent,
    refuse_decision,
    refuse_out_of_order,
    refuse_overdrawn,
    refuse_with_money,
    reopen_reserve,
    request_call,
    restate_opening,
    withdraw_call,
)

__all__ = [
    "add_line",
    "add_reserve",
    "allocate_line",
    "approve_call",
    "ask_again",
    "change_line",
    "change_reserve",
    "close_line",
    "close_reserve",
    "commit_money",
    "contribute_to_reserve",
    "draw_on_reserve",
    "lock_period",
    "make_call_contingent",
    "move_allocation",
    "post_spend",
    "refuse_allocation",
    "refuse_decision",
    "refuse_forecast",
    "refuse_if_any_locked",
    "refuse_in_place",
    "refuse_out_of_order",
    "refuse_overdrawn",
    "refuse_with_money",
    "reopen_line",
    "reopen_reserve",
    "request_call",
    "restate_opening",
    "reverse_posting",
    "set_forecast",
    "unlock_period",
    "withdraw_call",
]
