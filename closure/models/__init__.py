"""What the end of a programme keeps: one file for each part of the room."""

from .after import BenefitReview, PlannedReview, ReviewCalledOff, ReviewedBenefit
from .archive import Archive
from .closing import Closing
from .custody import Answer, Disposal, DisposedRow, Offer, OfferedRow, Progress
from .explanations import Explanation
from .retention import (
    HistoryChain,
    LegalHold,
    LiftedHold,
    Removal,
    RemovedRow,
    RetentionClass,
    SubjectRequest,
)
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
    "Answer",
    "Archive",
    "BenefitReview",
    "Closing",
    "Disposal",
    "DisposedRow",
    "EvidenceSeen",
    "Explanation",
    "FindingRecommendation",
    "HistoryChain",
    "LegalHold",
    "LiftedHold",
    "Offer",
    "OfferedRow",
    "PartRead",
    "PlannedReview",
    "Progress",
    "RecommendationTracked",
    "Removal",
    "RemovedRow",
    "RetentionClass",
    "ReviewAnswer",
    "ReviewCalledOff",
    "ReviewFinding",
    "ReviewQuestion",
    "ReviewedBenefit",
    "ScrutinyReview",
    "SubjectRequest",
]
