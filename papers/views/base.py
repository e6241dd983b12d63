"""What the pages of papers have in common."""

from django.http import Http404

from programme.formats import listed
from programme.models import Body
from programme.ui.base import ProgrammeView
from programme.ui.forms import WhyForm
from programme.ui.views import FormView, TwoVersions

from .. import permissions
from ..fields import shortened
from ..models import Paper, Part
from ..put_to_meeting import OTHER_ORDER, OTHERWISE, differs_from_print, order_in_print


class PapersView(ProgrammeView):
    """A page about a paper."""

    permission = permissions.SEE
    gone_title = "Draft of a paper"
    paper = None

    def disposed_row(self):
        return self.paper if self.paper and self.paper.is_disposed else None

    def find_paper(self, pk):
        """The paper of the programme with this id, as known at the page's moment.

        Raises Http404 when there is none.
        """
        paper = Paper.objects.of(self.programme, self.at).filter(pk=pk).first()
        if paper is None:
            raise Http404("No such paper.")
        return paper

    def crumbs(self):
        meeting = self.paper and self.paper.meeting
        above = [(str(meeting), self.address("meeting", meeting.pk))] if meeting else []
        return [*ProgrammeView.crumbs(self), *above]

    def paper_url(self):
        """The address of the paper's own page."""
        return self.address("papers:detail", self.paper.pk)


class PaperPage(PapersView):
    """A page one step below that of a paper."""

    def find(self, pk):
        self.paper = self.find_paper(pk)

    def crumbs(self):
        return [*super().crumbs(), (self.paper.title, self.paper_url())]


class PaperForm(PapersView, FormView):
    """A form about a paper, or about a row of it."""

    permission = permissions.WRITE

    def crumbs(self):
        here = [(self.paper.title, self.paper_url())] if self.paper else []
        return [*PapersView.crumbs(self), *here]

    def cancel_url(self):
        return self.paper_url()

    def done_url(self, row):
        return self.cancel_url()

    def done_message(self, row):
        return f"{shortened(str(row))} saved."


def otherwise(paper) -> list[str]:
    """What to say where a paper recommends something else by now than what was published."""
    missing, further = differs_from_print(paper)
    said = [f"Published: “{text}”" for text in missing]
    said += [f"Not published: “{text}”" for text in further]
    found = [" ".join([OTHERWISE, *said])] if said else []
    order = order_in_print(paper)
    return [*found, OTHER_ORDER.format(listed(order))] if order else found


def in_order(view, rows, names, words):
    """Rows in their order for `papers/_ordered.html`: `names` are those of the pages that move,
    change and leave out a row, `words(row)` is what is said of it besides its name.
    """
    return [
        {"row": row, "words": list(filter(None, words(row)))}
        | {step: view.address(name, row.pk) for step, name in names.items()}
        for row in rows
    ]


class RowForm(TwoVersions, PaperForm):
    """A form that changes a row; a save over somebody else's newer save shows both versions."""

    action = None  # called with the row, by, at, version and the form's values
    row = None

    def looked_at(self):
        return self.row

    def form(self, data=None):
        return self.form_of(self.row, data)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now, "version": form.cleaned_data["version"]}
        return type(self).action(self.row, **who, **form.values())


class RowStep(RowForm):
    """A step of a row that asks for a reason and nothing else."""

    form_class = WhyForm

    def form_of(self, row, data=None):
        return self.form_class(data, programme=self.programme, initial={"version": row.version})

    def act(self, form):
        return type(self).action(self.row, by=self.request.user, at=self.now, **form.values())


def to_put_back(view, rows, page):
    """Rows that were left out for `papers/_left_out.html`, the latest first; `page` is the name of
    that which puts one back.
    """
    found = rows.filter(left_out=True).order_by("-updated_at", "-pk")
    return [{"row": row, "put_back": view.address(page, row.pk)} for row in found]


def left_out(row, noun):
    """What became of a row that stays on record and is not in use any more; blank of one that is.
    A form about it says so, and shows what was typed.
    """
    return f"{row.updated_by_name} left this {noun} out." if row.left_out else ""


class OnePart:
    """Mixed into pages about one part of a paper."""

    kind = None  # of the part; without one every kind has it

    def find(self, pk):
        found = Part.objects.filter(programme=self.programme, pk=pk)
        found = found.filter(kind=self.kind) if self.kind else found
        self.row = found.select_related("paper__meeting__body", "programme").first()
        if self.row is None:
            raise Http404("No such part.")
        self.paper = self.row.paper


class PartForm(OnePart, RowForm):
    """A form about one part of a paper."""

    @property
    def title(self):
        return self.row.heading


class OfOneBody:
    """Mixed into pages about the front sheet of one body."""

    permission = permissions.ARRANGE

    def find(self, pk):
        self.body = Body.objects.filter(programme=self.programme, pk=pk).first()
        if self.body is None:
            raise Http404("No such body.")

    def crumbs(self):
        return [*PapersView.crumbs(self), (str(self.body), self.address("body", self.body.pk))]

    def cancel_url(self):
        return self.address("papers:front_sheet", self.body.pk)
