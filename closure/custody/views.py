"""Pages of custody: all open rows, offering, answering, disposing."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from programme.formats import counted, day
from programme.log.filled import look_for_rows
from programme.ui.base import ProgrammeView
from programme.ui.paging import pager
from programme.ui.views import FormView

from ..models import OfferedRow
from ..retention.gone import CUSTODY
from . import actions, forms, permissions
from .choices import UNSETTLED, State
from .filters import CustodyFilter
from .querysets import custody_of, standing_of, waiting_for
from .tables import counts_table, rows_table

PAGE_SIZE = 100
EACH = "each"  # in an address: every row that the filters let through
INTRO = (
    "Every row that is still open goes to a new owner, who accepts it in their own name, or to "
    "nobody, because a meeting decided so. The programme can be closed when none is left."
)
NONE_LEFT = "None of these rows is in nobody's hands any more."
INTRO_CLOSED = "What was open as the programme was closed, with whoever goes on with it."


class CustodyView(ProgrammeView):
    """A page about the open rows of the programme, as they stood at its moment."""

    permission, retained = permissions.SEE, CUSTODY
    gone_title = "Custody of open rows"

    @cached_property
    def rows(self):
        look_for_rows(self.position)
        return custody_of(self.position)

    @cached_property
    def filter(self):
        return CustodyFilter(self.rows, self.request.GET)

    def crumbs(self):
        found = [*ProgrammeView.crumbs(self), ("Closure", self.address("closure:closure"))]
        return [*found, ("Custody", self.address("closure:custody"))]


class Custody(CustodyView):
    """All open rows, narrowed by filters, with what can be done with them."""

    title = "Custody of open rows"

    def crumbs(self):
        return CustodyView.crumbs(self)[:-1]

    def get(self, request, **kwargs):
        found = self.filter.passing
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        url = self.address("closure:custody")
        todo = [one for one in found if one.state in UNSETTLED]
        return self.page(
            "closure/custody.html",
            intro=INTRO_CLOSED if self.programme.is_closed else INTRO,
            counts=counts_table(self.rows, self.address_with),
            filter=self.filter,
            count=len(found),
            todo=len(todo),
            table=rows_table(page.object_list, self.programme, boxes=bool(self.ways(todo))),
            pager=pager(page, request.GET),
            clear_url=url,
            ways=self.ways(todo),
            answer_url=self._answer_url(),
        )

    def ways(self, todo):
        """What the person can do with rows that are in nobody's hands."""
        if self.at or not todo:
            return []
        steps = (("closure:offer", "Offer", permissions.OFFER),)
        steps += (("closure:dispose", "Dispose of", permissions.DISPOSE),)
        return [
            {
                "label": label,
                "url": self.address(name),
                "all": f"{self.address(name)}?{self.filter.query}&row={EACH}",
            }
            for name, label, permission in steps
            if self.allowed(permission)
        ]

    def _answer_url(self):
        """Where the person answers for rows that are offered to them; blank where none is."""
        found = waiting_for(self.request.user, [self.programme], self.today)
        waits = found.get(self.programme, ([], []))[0]
        return self.address("closure:answer") if waits and not self.at else ""


class CustodyForm(CustodyView, FormView):
    """A form of custody, that leads back to its page."""

    def crumbs(self):
        return CustodyView.crumbs(self)

    def cancel_url(self):
        return self.address("closure:custody")

    def done_url(self, done):
        return self.address("closure:custody")

    def who(self):
        return {"by": self.request.user, "at": self.now}


class RowsFormView(CustodyForm):
    """A form about several rows, which the address names or lets through by its filters."""

    doing = ""

    @cached_property
    def chosen(self):
        """The rows that it is about, and can be: what was sent, else what the address names."""
        sent = self.request.POST.get("rows", "").split()
        keys = sent or self.request.GET.getlist("row")
        if EACH in keys:
            return [one for one in self.filter.passing if one.state in UNSETTLED]
        return [one for one in self.rows if one.key in set(keys) and one.state in UNSETTLED]

    @property
    def title(self):
        many = counted(len(self.chosen), "open row") if self.chosen else "open rows"
        return f"{self.doing} {many}"

    @property
    def shut(self):
        named = self.request.POST.get("rows") or self.request.GET
        none = NONE_LEFT if named else actions.NO_ROWS
        return super().shut or ("" if self.chosen else none)

    @property
    def submit_label(self):
        return self.title

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, initial=self.looked_at_rows())

    def looked_at_rows(self):
        """Which rows the form is about, and where they stand as it is shown."""
        rows = " ".join(one.key for one in self.chosen)
        return {"rows": rows, "stood": standing_of(self.chosen)}

    def show(self, form):
        """A refused form comes back about the rows with which it can still be done, as they stand
        by now.
        """
        if form.is_bound:
            for looked_at in ("rows", "filter", "chosen"):
                self.__dict__.pop(looked_at, None)
            form.data = {**form.data.dict(), **self.looked_at_rows()}
        return super().show(form)

    def context(self, **extra):
        shown = rows_table(self.chosen, self.programme, title="These rows")
        by_log = counts_table(self.chosen, self.address_with)
        return super().context(tables=[by_log, shown], **extra)


class OfferRows(RowsFormView):
    """Offers rows to a person, all with one reason."""

    permission, form_class, doing = permissions.OFFER, forms.OfferForm, "Offer"

    def act(self, form):
        return actions.offer_rows(self.programme, **self.who(), **form.values())

    def done_message(self, offer):
        return f"{counted(offer.rows.count(), 'row')} offered to {offer.to_name}."


class DisposeRows(RowsFormView):
    """Records that rows go to nobody, by a decision."""

    permission, form_class, doing = permissions.DISPOSE, forms.DisposeForm, "Dispose of"

    def act(self, form):
        return actions.dispose_rows(self.programme, **self.who(), **form.values())

    def done_message(self, disposal):
        return f"{counted(disposal.rows.count(), 'row')} disposed of: {disposal.decision}."


class AnswerRows(CustodyForm):
    """Accepts or refuses what is offered to the person who looks."""

    permission, form_class = permissions.ANSWER, forms.AnswerForm
    title, submit_label = "Rows that are offered to you", "Send your answer"

    @cached_property
    def offered(self):
        me = self.request.user.pk
        waiting = [one for one in self.rows if one.state == State.OFFERED]
        return [one for one in waiting if one.offered.offer.to_id == me]

    @property
    def shut(self):
        none = "No row waits for your answer." if not self.offered else ""
        return super().shut or none

    def form(self, data=None):
        keys = self.request.GET.getlist("row") or [one.key for one in self.offered]
        return self.form_class(
            data, programme=self.programme, offered=self.offered, initial={"rows": keys}
        )

    def facts(self):
        """Each offer once: who made it, into which plan, watched by whom, and why."""
        offers = {one.offered.offer for one in self.offered}
        return [
            {
                "label": f"Offered by {one.recorded_by_name} on {day(one.recorded_at)}",
                "value": f"Plan: {one.plan}\nMonitored by: {one.monitored_by}\n{one.why}",
            }
            for one in sorted(offers, key=lambda one: one.pk)
        ]

    def act(self, form):
        return actions.answer_rows(self.programme, **self.who(), **form.values())

    def done_message(self, rows):
        said = "accepted" if rows and _accepted(rows) else "refused"
        return f"You {said} {counted(len(rows), 'row')}."


def _accepted(rows):
    return OfferedRow.objects.filter(pk=rows[0].offered.pk, answer__accepted=True).exists()
