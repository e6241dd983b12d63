"""What equality assessments and the actions of their plans record, and how the logs stand."""

from .assessments import EQUALITY, RATIFIED
from .plan import ACTIONS, PLAN_RATIFIED

__all__ = ["ACTIONS", "EQUALITY", "LOGS", "PLAN_RATIFIED", "RATIFIED"]

LOGS = [EQUALITY, ACTIONS]
