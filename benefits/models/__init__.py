"""Benefits, plan and ledger, partners' shares, the savings they rest on, and the bands."""

from .bands import VarianceBanding
from .benefits import TARGET_BY, Benefit
from .columns import PER_CENT, ValueField
from .shares import PartnerShare, SavingsLink
from .values import Actual, PlannedValue

__all__ = [
    "Actual",
    "Benefit",
    "PER_CENT",
    "PartnerShare",
    "PlannedValue",
    "SavingsLink",
    "TARGET_BY",
    "ValueField",
    "VarianceBanding",
]
