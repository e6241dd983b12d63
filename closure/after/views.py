"""Pages of reviews of benefits after closing: planned, held, called off."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from programme import audit
from programme.date_spans import months_after
from programme.formats import day
from programme.log import logs
from programme.retention import ROWS
from programme.ui.base import ProgrammeView
from programme.ui.views import FormView

from ..models import PlannedReview
from . import actions, forms, permissions
from .choices import State
from .querysets import judged_in, left_of, measured_at, nobody_goes_on, reviews_of
from .tables import found_tables, reviews_table, stands_table

MONTHS = (6, 12, 24)  # after closing, as benefits are usually reviewed
WAITS = (State.PLANNED, State.LATE)
INTRO = (
    "Long after a programme has ended its benefits are looked at again: what was planned, what is "
    "realised, and what nobody expected. A review is planned for a day and held once the programme "
    "is closed; what it found is never changed."
)


class AfterView(ProgrammeView):
    """A page about reviews of benefits, which shows nothing without them."""

    permission, retained = permissions.SEE, ROWS
    gone_title = "Benefit reviews after closing"

    def crumbs(self):
        found = [*ProgrammeView.crumbs(self), ("Closure", self.address("closure:closure"))]
        return [*found, ("Benefit reviews", self.address("closure:benefit_reviews"))]


class Reviews(AfterView):
    """All reviews, and how the benefits stand."""

    title = "Benefit reviews after closing"

    def crumbs(self):
        return AfterView.crumbs(self)[:-1]

    def get(self, request, **kwargs):
        may = self.allowed(permissions.PLAN) and not self.at
        url = self.address("closure:plan_benefit_review")
        reviews = reviews_of([self.programme], self.at)
        found, left = measured_at(self.position), left_of(self.position)
        alone = [one.reference for log, one in found if (log.name, one.reference) in left]
        return self.page(
            "programme/plain_table.html",
            intro=INTRO,
            flags=[nobody_goes_on(alone)] if alone else [],
            add_url=url if may else "",
            add_label="Plan a review",
            tables=[
                reviews_table(reviews, self.programme, self.day, self.at),
                stands_table(found, self.programme, self.day),
            ],
        )


class AfterForm(AfterView, FormView):
    """A form about reviews."""

    def crumbs(self):
        return AfterView.crumbs(self)

    def cancel_url(self):
        return self.address("closure:benefit_reviews")

    def done_url(self, planned):
        return self.address("closure:benefit_review", planned.pk)

    def who(self):
        return {"by": self.request.user, "at": self.now}


class PlanReview(AfterForm):
    """Plans a review."""

    permission, form_class = permissions.PLAN, forms.PlanForm
    title, submit_label, second_label = "Plan a benefit review", "Plan it", "Plan it and another"

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, days=self._usual_days())

    def _usual_days(self):
        usual = "Usually 6, 12 and 24 months after closing"
        if not (closed := self.programme.closed_on):
            return usual
        return f"{usual}: {', '.join(day(months_after(closed, months)) for months in MONTHS)}"

    def act(self, form):
        return actions.plan_review(self.programme, **self.who(), **form.values())

    def done_message(self, planned):
        return f"The {planned} is planned, with {planned.reviewer_name}."


class OneReview:
    """Mixed into pages about one review."""

    def find(self, pk):
        found = reviews_of([self.programme], self.at).filter(pk=pk).first()
        if found is None:
            raise Http404("No such review at this moment.")
        self.planned: PlannedReview = found

    @cached_property
    def state(self):
        return self.planned.state(self.day, self.at)

    @property
    def may_hold(self):
        """Whether the person holds it: its reviewer, or whoever plans reviews."""
        mine = self.planned.reviewer_id == self.request.user.pk
        return self.allowed(permissions.HOLD if mine else permissions.PLAN)


class ReviewPage(OneReview, AfterView):
    """One review: when, by whom, and what it found."""

    @property
    def title(self):
        return f"Benefit review of {day(self.planned.on)}"

    def get(self, request, **kwargs):
        events = audit.events_of(self.planned)
        return self.page(
            "programme/standing.html",
            state=self.state.label,
            flags=self._flags(),
            facts=[{"label": label, "value": value} for label, value in self._facts() if value],
            actions=self._buttons(),
            tables=self._tables(),
            events=events.filter(at__lte=self.at) if self.at else events,
        )

    def _flags(self):
        if self.state not in WAITS:
            return []
        late = f"Late: it was to be held on {day(self.planned.on)}."
        opens = "It can be held once the programme is closed."
        return [late] * (self.state == State.LATE) + [opens] * (not self.programme.is_closed)

    def _facts(self):
        held = self.planned.held if self.state == State.HELD else None
        off = self.planned.called_off if self.state == State.CALLED_OFF else None
        return [
            ("To be held on", day(self.planned.on)),
            ("Reviewer", self.planned.reviewer_name),
            ("Held", held and f"{day(held.recorded_at)}, by {held.recorded_by_name}"),
            ("Called off", off and f"{day(off.recorded_at)}, by {off.recorded_by_name}"),
            ("Why", off and off.why),
        ]

    def _buttons(self):
        if self.at or self.state not in WAITS:
            return []
        hold = self.may_hold and self.programme.is_closed
        ways = [("Hold the review", "closure:hold_benefit_review")] * hold
        may_plan = self.allowed(permissions.PLAN)
        ways += [("Call it off", "closure:call_off_benefit_review")] * may_plan
        return [
            {"label": label, "url": self.address(name, self.planned.pk), "secondary": number > 0}
            for number, (label, name) in enumerate(ways)
        ]

    def _tables(self):
        if self.state != State.HELD:
            return [stands_table(measured_at(self.position), self.programme, self.day)]
        pages = {log.name: log.detail_url_name for log in logs()}
        return found_tables(
            judged_in(self.programme, self.at, review__planned=self.planned),
            lambda row: reverse(pages[row.log], args=[self.programme.slug, row.reference]),
        )


class ReviewForm(OneReview, AfterForm):
    """A form about one review that waits."""

    @property
    def shut(self):
        done = "" if self.state in WAITS else f"It was {self.state.label.lower()} already."
        return super().shut or done

    def cancel_url(self):
        return self.done_url(self.planned)


class HoldReview(ReviewForm):
    """Judges each benefit."""

    permission, form_class, submit_label = permissions.HOLD, forms.HoldForm, "Record the review"
    intro = "What is recorded here is never changed. Every benefit is judged, for a reason."

    @property
    def title(self):
        return f"Hold the benefit review of {day(self.planned.on)}"

    @property
    def shut(self):
        waits = "" if self.programme.is_closed else "It is held once the programme is closed."
        theirs = "" if self.may_hold else actions.NOT_YOURS
        none = "" if self.found else "There is no benefit to review."
        return super().shut or waits or theirs or none

    @cached_property
    def found(self):
        return measured_at(self.position)

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, found=self.found)

    def show(self, form):
        """A refused form comes back about the values as they stand now."""
        if form.is_bound:
            form.data = {**form.data.dict(), "seen": actions.fingerprint(self.found)}
        return super().show(form)

    def act(self, form):
        return actions.hold_review(self.planned, **self.who(), **form.values())

    def done_message(self, planned):
        return f"The {planned} is recorded."


class CallOffReview(ReviewForm):
    """Says that a review is not held."""

    permission, form_class = permissions.PLAN, forms.CallOffForm
    submit_label, danger = "Call it off", True

    @property
    def title(self):
        return f"Call off the benefit review of {day(self.planned.on)}"

    def act(self, form):
        return actions.call_off_review(self.planned, **self.who(), **form.values())

    def done_message(self, planned):
        return f"The {planned} is called off."
