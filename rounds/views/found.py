"""What pages of one round have in common: the round, and the way back to it."""

from django.http import Http404

from programme.ui.base import ProgrammeView
from rounds.models import Round

MEETINGS, ROUNDS = ("Meetings", "meetings"), ("Update rounds", "rounds:list")


def way(view, *names):
    """The way back up from a page of the rounds."""
    above = ((label, view.address(name)) for label, name in (MEETINGS, *names))
    return [*ProgrammeView.crumbs(view), *above]


class OfRound:
    """Mixed into a page about one round of the programme."""

    def find(self, pk):
        rounds = Round.objects.as_at(self.at).filter(programme=self.programme)
        found = rounds.filter(id=pk).select_related("lead_partner", "meeting__body").first()
        if found is None:
            raise Http404("No such round.")
        found.programme = self.programme
        self.round = found

    def crumbs(self):
        return [*way(self, ROUNDS), (self.round.period, self.address("rounds:one", self.round.pk))]
