"""Pages of one row that was offered, and of what came of it."""

from django.http import Http404

from programme import audit
from programme.formats import DISPOSED, day, lower_first
from programme.retention import ROWS, disposed_url
from programme.ui.child_tables import ChildTable

from ..models import OfferedRow
from ..retention.gone import disposals_of
from . import actions, forms, permissions
from .choices import State
from .querysets import handed, is_settled_in_log
from .views import CustodyForm, CustodyView

GONE = "The row was disposed of with all rows of the logs."


class OneRow:
    """Mixed into pages about one row that was offered."""

    def find(self, pk):
        found = OfferedRow.objects.filter(offer__programme=self.programme, pk=pk)
        self.row = found.select_related("offer__monitored_by", "offer__programme").first()
        if self.row is None or self.at and self.row.offer.recorded_at > self.at:
            raise Http404("No such row in custody at this moment.")
        self.held = handed(self.programme, self.at).get((self.row.log, self.row.reference))
        over = self.held.state != State.DONE and is_settled_in_log(self.held, self.position)
        self.over = actions.SETTLED.format(self.row.reference) if over else ""
        self.is_gone = bool(disposed_url(self.programme, ROWS))
        if self.is_gone:
            self.over = GONE

    @property
    def is_mine(self):
        """Whether it was last offered to the person who looks."""
        now = self.held.offered == self.row
        return now and self.row.offer.to_id == self.request.user.pk


class RowPage(OneRow, CustodyView):
    """One row: whom it was offered to, what they answered, and what came of it."""

    @property
    def title(self):
        return f"{self.row.reference} in custody"

    def get(self, request, **kwargs):
        log, one = self.held.log, self.row
        entry = log.entries(self.position).filter(reference=one.reference).first()
        offer = one.offer
        facts = [
            ("Row", str(entry) if entry else one.reference),
            ("Log", log.title),
            ("New owner", offer.to_name),
            ("Plan that it moved into", offer.plan),
            ("Monitored by", str(offer.monitored_by)),
            ("To be done by", day(one.due_on)),
            ("Why", offer.why),
        ]
        events = audit.events_of(offer)
        said = [one.answer for one in [self.held] if one.answer]
        gone = disposals_of([offer, *said, *self.held.told]) if self.programme.is_closed else []
        return self.page(
            "programme/standing.html",
            disposed=[self.address("closure:removal", one.pk) for one in gone],
            state=self._state(),
            facts=[{"label": label, "value": value} for label, value in facts if value],
            flags=self.flags(),
            actions=self.buttons(),
            tables=[self._told(), self._offers()],
            events=events.filter(at__lte=self.at) if self.at else events,
        )

    def _state(self):
        if self.is_gone:
            return DISPOSED
        return "Settled in its log" if self.over else self.held.state.label

    def flags(self):
        """That it is late, that its owner has left, or that somebody else has it by now."""
        if self.held.offered != self.row:
            return [f"This offer counts no more. {self.held.said}."]
        if self.over:
            return [self.over]
        left = f"{self.row.offer.to_name} has left. Offer it to somebody else."
        late = f"Late: it was to be done by {day(self.held.due_on)}."
        found = [left] if self.held.state == State.LEFT else []
        return found + [late] * self.held.is_late(self.day)

    def buttons(self):
        state, found = self.held.state, []
        if self.at or self.over:
            return found
        key = self.held.key
        if self.is_mine and state == State.OFFERED:
            url = self.address_with("closure:answer", row=key)
            found.append({"label": "Accept or refuse", "url": url})
        if self.is_mine and state == State.ACCEPTED:
            url = self.address("closure:progress", self.row.pk)
            found.append({"label": "Tell what was done", "url": url})
        if state in (State.OFFERED, State.REFUSED, State.LEFT) and self.allowed(permissions.OFFER):
            url = self.address_with("closure:offer", row=key)
            found.append({"label": "Offer it to somebody else", "url": url, "secondary": True})
        return found

    def _told(self):
        rows = [
            [day(one.as_at), "Done" if one.done else "", one.words, one.recorded_by_name]
            for one in reversed(self.held.told)
        ]
        return ChildTable("What came of it", ["As at", "Done", "What was done", "Told by"], rows)

    def _offers(self):
        """Every offer of the row, and every answer."""
        same = {"log": self.row.log, "reference": self.row.reference}
        found = OfferedRow.objects.filter(offer__programme=self.programme, **same)
        if self.at:
            found = found.filter(offer__recorded_at__lte=self.at)
        found = found.select_related("offer", "answer").order_by("-offer__recorded_at", "-id")
        rows = [
            [day(one.offer.recorded_at), one.offer.to_name, *self._answered(one)] for one in found
        ]
        return ChildTable("Offers", ["Offered on", "To", "Answer", "In their words"], rows)

    def _answered(self, row):
        answer = getattr(row, "answer", None)
        known = answer and not (self.at and answer.recorded_at > self.at)
        return [str(answer), answer.words] if known else ["No answer yet", ""]


class PostProgress(OneRow, CustodyForm):
    """Tells what came of a row that the person accepted."""

    permission, form_class = permissions.ANSWER, forms.ProgressForm
    submit_label = "Save"

    @property
    def title(self):
        return f"What was done: {self.row.reference}"

    @property
    def shut(self):
        mine = self.is_mine and self.held.state == State.ACCEPTED
        said = "" if mine else f"{self.row.reference} is not in your hands."
        return super().shut or said or self.over

    def cancel_url(self):
        return self.address("closure:row", self.row.pk)

    def done_url(self, told):
        return self.address("closure:row", self.row.pk)

    def act(self, form):
        return actions.post_progress(self.row, **self.who(), **form.values())

    def done_message(self, told):
        return f"{self.row.reference}: {lower_first(str(told))}."
