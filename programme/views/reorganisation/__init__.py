"""Orders by which councils are reorganised, what they will move, and the step that moves it."""

from .forms import AddOrder, ChangeOrder, SayBodies, SayOwners, SayPartners
from .orders import OrderPage, Orders
from .vesting import CarryOut, TakeBackOrder

__all__ = [
    "AddOrder",
    "CarryOut",
    "ChangeOrder",
    "OrderPage",
    "Orders",
    "SayBodies",
    "SayOwners",
    "SayPartners",
    "TakeBackOrder",
]
