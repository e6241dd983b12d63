"""Everything that can be done to a benefit.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the benefit's version that the person was looking at.
Values of a measure are whole hundredths of its unit, money is whole pence, shares are Decimal.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the benefit first).
"""

from .base import UNMEASURED, needed_to_post
from .claiming import claim_benefit, take_back_claim, verify_benefit, withdraw_claim
from .measuring import (
    check_measure,
    post_actual,
    refuse_late_baseline,
    refuse_planned,
    reverse_actual,
    set_bands,
    set_measure,
    set_profile,
)
from .register import add_benefit, change_benefit, fail_benefit, reopen_benefit, validate_benefit
from .sharing import link_saving, refuse_second_claim, refuse_share, set_split, shares_in_words

__all__ = [
    "UNMEASURED",
    "add_benefit",
    "change_benefit",
    "check_measure",
    "claim_benefit",
    "fail_benefit",
    "link_saving",
    "needed_to_post",
    "post_actual",
    "refuse_late_baseline",
    "refuse_planned",
    "refuse_second_claim",
    "refuse_share",
    "reopen_benefit",
    "reverse_actual",
    "set_bands",
    "set_measure",
    "set_profile",
    "set_split",
    "shares_in_words",
    "take_back_claim",
    "validate_benefit",
    "verify_benefit",
    "withdraw_claim",
]
