"""Reviews by outsiders, what they recommended, and the dated rows that are added to that."""

from .dated import DueDate, PartnerOwner, Update
from .recommendations import Recommendation, plain_reference
from .reviews import Review, TableColumns

__all__ = [
    "DueDate",
    "PartnerOwner",
    "Recommendation",
    "Review",
    "TableColumns",
    "Update",
    "plain_reference",
]
