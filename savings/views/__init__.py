"""Pages of savings, targets, re-allocations and carry-forwards. Each view calls one action."""

from .carry_forwards import (
    CarryForwardDetail,
    CarryForwardList,
    EditCarryForward,
    RequestCarryForward,
)
from .reallocations import (
    AddReallocation,
    EditReallocation,
    ReallocationDetail,
    ReallocationList,
)
from .savings import AddSaving, EditSaving, SavingDetail, SavingList
from .targets import AddTarget, EditTarget, TargetDetail, TargetList
from .years import Years

__all__ = [
    "AddReallocation",
    "AddSaving",
    "AddTarget",
    "CarryForwardDetail",
    "CarryForwardList",
    "EditCarryForward",
    "EditReallocation",
    "EditSaving",
    "EditTarget",
    "ReallocationDetail",
    "ReallocationList",
    "RequestCarryForward",
    "SavingDetail",
    "SavingList",
    "TargetDetail",
    "TargetList",
    "Years",
]
