"""Pages of update rounds."""

from .answering import AnswerFor, AnswerMine
from .pages import RoundPage, Rounds
from .steps import CloseRound, MoveDay, OpenRound, PlanRounds, Remind, ReopenRound, StopPlan

__all__ = [
    "AnswerFor",
    "AnswerMine",
    "CloseRound",
    "MoveDay",
    "OpenRound",
    "PlanRounds",
    "Remind",
    "ReopenRound",
    "RoundPage",
    "Rounds",
    "StopPlan",
]
