"""What recommendations and the reviews that made them record, and how the logs stand."""

from .decisions import ANSWERED, DATED, DROPPED, RISK_ACCEPTED, VERIFIED
from .recommendations import RECOMMENDATIONS
from .reviews import REVIEWS

__all__ = [
    "ANSWERED",
    "DATED",
    "DROPPED",
    "LOGS",
    "RECOMMENDATIONS",
    "REVIEWS",
    "RISK_ACCEPTED",
    "VERIFIED",
]

LOGS = [RECOMMENDATIONS, REVIEWS]
