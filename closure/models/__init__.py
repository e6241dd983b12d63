"""What the end of a programme keeps: one file for each part of the room."""

from .review import (
    EvidenceSeen,
    FindingRecommendation,
    PartRead,
    RecommendationTracked,
    ReviewAnswer,
    ReviewFinding,
    ReviewQuestion,
    ScrutinyReview,
)

__all__ = [
    "EvidenceSeen",
    "FindingRecommendation",
    "PartRead",
    "RecommendationTracked",
    "ReviewAnswer",
    "ReviewFinding",
    "ReviewQuestion",
    "ScrutinyReview",
]
