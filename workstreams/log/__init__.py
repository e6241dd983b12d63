"""What workstreams and follow-on actions record, where each fact shows, and how they stand."""

from .follow_on import ACCEPTED, FOLLOW_ON
from .workstreams import WORKSTREAMS, chosen, progress_counts

__all__ = ["ACCEPTED", "FOLLOW_ON", "LOGS", "WORKSTREAMS", "chosen", "progress_counts"]

LOGS = [WORKSTREAMS, FOLLOW_ON]
