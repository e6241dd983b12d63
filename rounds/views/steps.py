"""Steps of update rounds: each a form that leads to one action."""

from django.http import Http404

from programme.formats import day
from programme.views.forms import KernelForm
from rounds import actions, forms
from rounds.models import Plan, logs_of_rounds
from rounds.permissions import KEEP
from rounds.scope import drafts, suggested

from .found import ROUNDS, OfRound, way


class _OfRounds(KernelForm):
    """A form of the rounds."""

    permission, back = KEEP, "rounds:list"

    def crumbs(self):
        return way(self, ROUNDS)


class OpenRound(_OfRounds):
    title, submit_label = "Open an update round", "Open the round"
    form_class, action = forms.OpenForm, actions.open_round

    @property
    def intro(self):
        """By when the next drafts are."""
        found = drafts(self.programme, self.today)[:3]
        said = "; ".join(f"{one.meeting.body} on {day(one.on)}" for one in found)
        ask = "Each owner gets one page with their rows, and a mail that leads to it."
        return f"{ask} The next drafts: {said}." if said else ask

    def form(self, data=None):
        closes = suggested(drafts(self.programme, self.today), self.today)
        initial = {"logs": [*logs_of_rounds()], "period": f"{self.today:%B %Y}"}
        initial["closes_on"] = closes
        return self.form_class(data, programme=self.programme, initial=initial)

    def done_url(self, round_):
        return self.address("rounds:one", round_.pk)

    def done_message(self, round_):
        return f"The round {round_} is open until {day(round_.closes_on)}."


class PlanRounds(_OfRounds):
    title, submit_label = "Plan rounds before meetings", "Plan the rounds"
    form_class, action = forms.PlanForm, actions.plan_rounds
    intro = "A round opens by itself before every meeting of the body, until the plan is stopped."

    def form(self, data=None):
        initial = {"logs": [*logs_of_rounds()]}
        return self.form_class(data, programme=self.programme, initial=initial)

    def done_message(self, plan):
        return f"Planned: {plan}."


class StopPlan(_OfRounds):
    title, submit_label, danger = "Stop a plan", "Stop it", True
    form_class = forms.CloseForm
    intro = "It opens no further round. The rounds that it opened stand."

    def find(self, pk):
        plans = Plan.objects.filter(programme=self.programme, pk=pk)
        self.plan = plans.select_related("programme", "body").first()
        if self.plan is None:
            raise Http404("No such plan.")

    def facts(self):
        return [{"label": "Plan", "value": f"{self.plan}: {self.plan.scope_in_words}"}]

    def form(self, data=None):
        initial = {"version": self.plan.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def looked_at(self):
        return self.plan

    def act(self, form):
        return actions.stop_plan(self.plan, by=self.request.user, at=self.now, **form.values())

    def done_message(self, plan):
        return f"The {plan} are stopped."


class _Step(OfRound, _OfRounds):
    """A step of one round."""

    def crumbs(self):
        return OfRound.crumbs(self)

    def form(self, data=None):
        initial = {"version": self.round.version, "closes_on": self.round.closes_on}
        return self.form_class(data, programme=self.programme, initial=initial)

    def looked_at(self):
        return self.round

    def facts(self):
        about = (("Round", self.round), ("Answers by", day(self.round.closes_on)))
        return [{"label": label, "value": value} for label, value in about]

    def act(self, form):
        action, who = type(self).action, {"by": self.request.user, "at": self.now}
        return action(self.round, **who, **form.values())

    def cancel_url(self):
        return self.address("rounds:one", self.round.pk)

    def done_url(self, round_):
        return self.cancel_url()


class MoveDay(_Step):
    title, form_class, action = "Move the closing day", forms.DayForm, actions.move_closing_day

    def done_message(self, round_):
        return f"Answers are taken until {day(round_.closes_on)}."


class CloseRound(_Step):
    title, submit_label = "Close the round", "Close it"
    form_class, action = forms.CloseForm, actions.close_round
    intro = (
        "No answer is taken any more. Rows that nobody answered for are printed as not confirmed."
    )

    def done_message(self, round_):
        return f"The round {round_} is closed."


class ReopenRound(_Step):
    title, submit_label = "Open the round again", "Open it again"
    form_class, action = forms.ReopenForm, actions.reopen_round

    def done_message(self, round_):
        return f"The round {round_} is open again, until {day(round_.closes_on)}."


class Remind(_Step):
    title, submit_label = "Remind who is missing", "Remind them"
    form_class, action = forms.RemindForm, actions.remind_owners
    intro = "Owners who have not answered for all of their rows get a mail, on one day once."

    def done_message(self, round_):
        return "Those who are missing are reminded by mail."
