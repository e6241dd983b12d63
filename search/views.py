"""The page of results: of one programme, and over all programmes of a person."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.views import View

from programme.authorization import permissions
from programme.ui.base import ProgrammeView
from programme.views import SIGNED_IN

from .asking import Asked
from .models import Document

RESULTS = "search/results.html"


class OfProgramme(ProgrammeView):
    """What is found in one programme, as it stands now; a reference leads straight to its row."""

    permission = permissions.SEE_PROGRAMME
    title = "Search"

    def _moment(self, request):
        """No moment of the past: the index knows what stands now."""
        return None

    def get(self, request):
        asked = Asked(request.GET, Document.objects.readable(self.memberships))
        if one := asked.jumps_to:
            return redirect(one.address)
        everywhere = request.user.memberships.current().exclude(programme=self.programme).exists()
        return self.page(RESULTS, asked=asked, elsewhere=everywhere, **asked.answer())


class OfAll(LoginRequiredMixin, View):
    """What is found in all programmes in which the person has a part."""

    access = SIGNED_IN

    def get(self, request):
        memberships = request.user.memberships.current()
        asked = Asked(request.GET, Document.objects.readable(memberships))
        said = {"title": "Search all your programmes", "asked": asked, "of_all": True}
        return render(request, RESULTS, {**said, **asked.answer()})
