"""Everything that can be done to a risk or an issue.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the version of the row that the person was looking
at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from .assessing import assess_in_words, assess_risk, refuse_off_matrix, reopen_if_worse
from .bands import set_bands, set_scheme
from .issues import add_issue, change_issue, reopen_issue, resolve_issue
from .mitigations import (
    add_mitigation,
    change_mitigation,
    complete_mitigation,
    reopen_mitigation,
    withdraw_mitigation,
)
from .register import (
    accept_risk,
    add_risk,
    change_risk,
    close_risk,
    materialise_risk,
    open_risk,
    reopen_risk,
    treat_risk,
)

__all__ = [
    "accept_risk",
    "add_issue",
    "add_mitigation",
    "add_risk",
    "assess_in_words",
    "assess_risk",
    "change_issue",
    "change_mitigation",
    "change_risk",
    "close_risk",
    "complete_mitigation",
    "materialise_risk",
    "open_risk",
    "refuse_off_matrix",
    "reopen_if_worse",
    "reopen_issue",
    "reopen_mitigation",
    "reopen_risk",
    "resolve_issue",
    "set_bands",
    "set_scheme",
    "treat_risk",
    "withdraw_mitigation",
]
