"""The clearances that a body demands: added, renamed, moved, left out."""

from django.http import Http404

from .. import asking, demanded, putting_back
from ..clearances import DemandedClearance
from .base import OfOneBody, PaperForm, RowForm, left_out
from .recommendations import LeaveOutRecommendation, MoveRecommendation, PutBackRecommendation

PAGES = {
    "move": "papers:move_demand",
    "change": "papers:demand",
    "leave_out": "papers:leave_out_demand",
}


def said(row, on):
    """What the list says on a day of one besides its name."""
    return [f"Cleared by: {row.asked_on(on)}", _advice(row, on)]


def _advice(row, on):
    why = row.cannot_be_asked(row.programme, on)
    return why and f"{why} Leave this clearance out and demand another one."


class AddDemand(OfOneBody, PaperForm):
    """Demands a clearance of every report to the body."""

    form_class, title = asking.DemandForm, "Demand a clearance"
    second_label = "Save and add another"
    intro = "No report to this body is published without it, those in draft now included."

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return demanded.demand_clearance(body=self.body, **who, **form.values())


class OneDemand(OfOneBody):
    """Mixed into forms about one demanded clearance."""

    def find(self, pk):
        rows = DemandedClearance.objects.filter(programme=self.programme, pk=pk)
        self.row = rows.select_related("body", "programme", "partner", "person").first()
        if self.row is None:
            raise Http404("No such clearance.")
        self.body = self.row.body
        self.gone = left_out(self.row, "clearance")

    def facts(self):
        return [{"label": "Cleared by", "value": self.row.asked_on(self.today)}]


class RenameDemand(OneDemand, RowForm):
    """Calls a demanded clearance something else."""

    form_class, title = asking.RenameDemandForm, "Rename a demanded clearance"
    intro = "Who clears it stays. To ask somebody else, leave it out and demand another one."
    action = demanded.rename_demand


class LeaveOutDemand(OneDemand, LeaveOutRecommendation):
    """Demands a clearance no longer."""

    title, action = "Leave out a demanded clearance", demanded.leave_out_demand
    intro = "Reports are published without it from now on. What was answered stays on record."

    def facts(self):
        return [{"label": "What is cleared", "value": self.row.label}, *super().facts()]

    def done_message(self, row):
        return f"{row} is left out. It stays in the history."


class MoveDemand(OneDemand, MoveRecommendation):
    """Moves a demanded clearance by one place, when a button is pressed."""

    move, anchor = demanded.move_demand, "clearance"


class PutBackDemand(OneDemand, PutBackRecommendation):
    """Demands a clearance again, when its button is pressed."""

    put_back, anchor = putting_back.put_back_demand, "clearance"
