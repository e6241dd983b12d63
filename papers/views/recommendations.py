"""The recommendations of a paper: added, changed, moved, left out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property

from programme.records import StaleEntry

from .. import actions, forms, putting_back
from ..choices import PartKind
from ..models import PaperRecommendation, UnsavedText
from ..recommended_words import PRINTED, as_printed
from .base import PaperForm, RowForm, RowStep, left_out
from .writing import Writing


class OfRecommendations:
    """Mixed into forms about recommendations: they lead back to all of them."""

    def cancel_url(self):
        part = self.paper.parts.filter(kind=PartKind.RECOMMENDATIONS).first()
        return self.address("papers:recommended", part.pk) if part else self.paper_url()


class WriteRecommendation(OfRecommendations, Writing):
    """Mixed into the forms in which a recommendation is written."""

    kind = PartKind.RECOMMENDATIONS

    def form_class(self, data=None, **how):
        """The form of a recommendation of the paper."""
        return forms.RecommendationForm(data, paper=self.paper, **how)

    @cached_property
    def part(self):
        return self.paper.parts.filter(kind=self.kind).first()

    def preview(self, cleaned):
        first, second = (
            as_printed({name: cleaned.get(f"{prefix}{name}", "") for name in PRINTED})
            for prefix in ("", "second_")
        )
        return {"recommendations": [first], "second": {"recommendations": [second]}}


class OneMore(PaperForm):
    """A form about a recommendation that is added at the end."""

    def find(self, pk):
        self.paper = self.find_paper(pk)

    def act(self, form):
        return actions.add_recommendation(
            paper=self.paper, by=self.request.user, at=self.now, **form.values()
        )


class AddRecommendation(WriteRecommendation, OneMore):
    """Adds a recommendation at the end."""

    title, second_label = "Add a recommendation", "Save and add another"
    of = UnsavedText.NEW


class OneRecommendation(OfRecommendations, RowForm):
    """A form about one recommendation."""

    def find(self, pk):
        rows = PaperRecommendation.objects.filter(programme=self.programme, pk=pk)
        self.row = rows.select_related("paper__meeting__body", "programme").first()
        if self.row is None:
            raise Http404("No such recommendation.")
        self.paper = self.row.paper
        self.gone = left_out(self.row, "recommendation")


class ChangeRecommendation(WriteRecommendation, OneRecommendation):
    """Changes a recommendation."""

    title, action = "Change a recommendation", actions.change_recommendation

    @property
    def of(self):
        return str(self.row.pk)


class LeaveOutRecommendation(OneRecommendation, RowStep):
    """Leaves a recommendation out of the paper."""

    title, submit_label, danger = "Leave out a recommendation", "Leave it out", True
    action = actions.leave_out_recommendation

    def facts(self):
        return [{"label": "Recommendation", "value": str(self.row)}]

    def done_message(self, row):
        return "The recommendation is left out. It stays in the history."


class MoveRecommendation(OneRecommendation):
    """Moves a recommendation by one place, when a button is pressed."""

    move, anchor = actions.move_recommendation, "row"

    def get(self, request, **kwargs):
        return redirect(self.cancel_url())

    def post(self, request, **kwargs):
        version = request.POST.get("version", "")
        who = {"by": request.user, "at": self.now}
        try:
            self.press(version=int(version) if version.isdecimal() else 0, **who)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except StaleEntry as stale:
            messages.error(request, self.meanwhile(stale.current))
        return redirect(f"{self.cancel_url()}#{self.anchor}-{self.row.pk}")

    def press(self, **how):
        """What the button does."""
        type(self).move(self.row, step=self.request.POST.get("step", ""), **how)

    def meanwhile(self, row):
        """What to say where somebody else was first."""
        became = "left out" if row.left_out else "moved or changed"
        return f"It was {became} meanwhile. Nothing was moved now."


class PutBackRecommendation(MoveRecommendation):
    """Puts back what was left out, when its button is pressed."""

    put_back = putting_back.put_back_recommendation

    def press(self, **how):
        row = type(self).put_back(self.row, **how)
        messages.success(self.request, f"Put back: {row}")

    def meanwhile(self, row):
        became = "changed" if row.left_out else "put back or changed"
        return f"It was {became} meanwhile. Nothing was put back now."
