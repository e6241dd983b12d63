"""Everything that can be done to a review or a recommendation.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the version of the row that somebody was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from .dates import (
    date_recommendation,
    decide_extension,
    redate_recommendation,
    refuse_due_date,
    request_extension,
)
from .ending import (
    accept_risk,
    claim_recommendation,
    close_recommendation,
    drop_recommendation,
    reopen_recommendation,
    supersede_recommendation,
    take_back_claim,
    verify_recommendation,
)
from .register import (
    add_recommendation,
    change_recommendation,
    receive_decision,
    respond_to_recommendation,
    set_owners,
    start_recommendation,
)
from .reviews import add_review, change_review, set_columns
from .updates import add_update, check_wording

__all__ = [
    "accept_risk",
    "add_recommendation",
    "add_review",
    "add_update",
    "change_recommendation",
    "change_review",
    "check_wording",
    "claim_recommendation",
    "close_recommendation",
    "date_recommendation",
    "decide_extension",
    "drop_recommendation",
    "receive_decision",
    "redate_recommendation",
    "refuse_due_date",
    "reopen_recommendation",
    "request_extension",
    "respond_to_recommendation",
    "set_columns",
    "set_owners",
    "start_recommendation",
    "supersede_recommendation",
    "take_back_claim",
    "verify_recommendation",
]
