"""Risks, their append-only assessments, their mitigations, the bands of a programme, and issues."""

from .assessments import Assessment, Banding, RatingScheme, WordAssessment
from .issues import Issue
from .mitigations import Mitigation
from .risks import Risk

__all__ = [
    "Assessment",
    "Banding",
    "Issue",
    "Mitigation",
    "RatingScheme",
    "Risk",
    "WordAssessment",
]
