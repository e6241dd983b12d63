"""The targets that savings are held against."""

from programme.facts import Fact
from programme.log import Asked, Log, Tile

from .. import actions, permissions
from ..choices import TARGET_STEPS, TargetState
from ..models import Target
from .shared import MoneyLog, about


class TargetLog(MoneyLog):
    """The savings targets by financial year."""

    model, name, title = Target, "savings-targets", "Savings targets"
    noun, leads = "a savings target", False
    stays = f"{Log.stays} kind financial_year"
    keep, prefix, steps = permissions.KEEP, "target_", TARGET_STEPS
    in_rounds, shown_in_rounds = (Asked("comment"),), "amount state"
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact("title", group="The target", width=30, search=True),
        Fact("kind", group="The target", width=9),
        Fact("financial_year", group="The target", heading="Year", width=8),
        Fact("amount", group="The target", width=14),
        *about("The target"),
        Fact("state"),
    )
    register = "reference title kind financial_year amount state owner"
    column_order = "reference title kind financial_year amount state"

    def refuse_return(self, target):
        actions.refuse_second(target)

    def tile(self, position):
        found = self.entries(position).filter(state=TargetState.IN_FORCE)
        return Tile(self.title, found.count(), filters={"state": TargetState.IN_FORCE.value})


TARGETS = TargetLog()
