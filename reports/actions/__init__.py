"""What people can do with reports.

Each function is one step: it refuses what `by` may not do, is all or nothing, and writes the audit
trail.

Raises, all of them: NotPermitted, ValidationError.
"""

from .clearing import (
    answer_clearance,
    ask_clearances,
    may_answer,
    meet_condition,
    print_clearances,
    withdraw_clearance,
)
from .corrections import DISCARDABLE, correct_report, discard_correction, release_report
from .definitions import (
    change_definition,
    define_report,
    end_definition,
    pass_reports,
    renew_definition,
    take_report_back,
)
from .drafts import AGAIN, called_off, draw_again, explain_finding, give_urgency, undraw
from .figures import record_printed_figure, withdraw_printed_figure
from .publishing import disagreeing, how_to_finish, publish_report
from .withdrawing import (
    ask_withdrawal,
    confirm_withdrawal,
    take_back_withdrawal,
    what_became_of,
)

__all__ = [
    "AGAIN",
    "DISCARDABLE",
    "answer_clearance",
    "ask_clearances",
    "ask_withdrawal",
    "called_off",
    "change_definition",
    "confirm_withdrawal",
    "correct_report",
    "define_report",
    "disagreeing",
    "discard_correction",
    "draw_again",
    "end_definition",
    "explain_finding",
    "give_urgency",
    "how_to_finish",
    "may_answer",
    "meet_condition",
    "pass_reports",
    "print_clearances",
    "publish_report",
    "record_printed_figure",
    "release_report",
    "renew_definition",
    "take_back_withdrawal",
    "take_report_back",
    "undraw",
    "what_became_of",
    "withdraw_clearance",
    "withdraw_printed_figure",
]
