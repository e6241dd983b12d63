"""The steps of a milestone, in the order of their buttons."""

from programme.formats import day
from programme.ui.forms import NoteForm
from programme.ui.views import StepView

from .. import actions, forms, permissions
from ..log import MILESTONES


class MilestoneStep(StepView):
    log, permission = MILESTONES, permissions.KEEP


class StartMilestone(MilestoneStep):
    name, label = "start", "Start"
    form_class, action = NoteForm, actions.start_milestone


class DeliverMilestone(MilestoneStep):
    name, heading, submit_label = "deliver", "Record a delivery of {}", "Record the delivery"
    form_class, action = forms.DeliverForm, actions.deliver_milestone
    part_title, part_initial = "Its delivery, if it has been met", {"is_final": True}
    part_hint = "Leave the day blank if nothing has been delivered yet."

    @classmethod
    def label_for(cls, milestone):
        return "Add an earlier delivery" if milestone.delivered_on else "Record a delivery"

    def initial(self):
        return {**super().initial(), "delivered_on": self.today}


class CompleteMilestone(MilestoneStep):
    name, label, leaves_open = "complete", "Complete", "dependencies"
    form_class, action = forms.CompleteForm, actions.complete_milestone
    intro = (
        "This ticks it off without a delivery date. "
        "Record the final delivery instead when you know its day."
    )

    def initial(self):
        return {**super().initial(), "comment": self.entry.comment}


class RedateMilestone(MilestoneStep):
    name, label, ending = "redate", "Re-date", "re-date"
    submit_label = "Save the date"
    form_class, action = forms.RedateForm, actions.redate_milestone

    @classmethod
    def label_for(cls, milestone):
        return "Re-date" if milestone.due else "Give a due date"

    @property
    def heading(self):
        return "Re-date {}" if self.entry.due else "Give a due date to {}"

    def facts(self):
        first = {"label": "First due", "value": self.entry.baseline}
        return [*super().facts(), first, {"label": "Due now", "value": self.entry.due}]


class CommentMilestone(MilestoneStep):
    name, label, heading = "comment", "Change the comment", "Change the comment on {}"
    form_class, action = forms.CommentForm, actions.comment_milestone
    submit_label = "Save"

    def initial(self):
        return {**super().initial(), "comment": self.entry.comment}


class WithdrawMilestone(MilestoneStep):
    name, label, action, danger = "withdraw", "Withdraw", actions.withdraw_milestone, True
    leaves_open = "dependencies"


class ReopenMilestone(MilestoneStep):
    name, label, action = "reopen", "Reopen", actions.reopen_milestone


class Depend(MilestoneStep):
    name, heading, submit_label = "depend", "Add a dependency to {}", "Save"
    form_class, action = forms.DependForm, actions.add_dependency
    ending, button = "dependencies/add", False


class EndDependency(MilestoneStep):
    name, heading, label = "end_dependency", "End a dependency of {}", "End the dependency"
    ending, button, action = "dependencies/<slug:other>/end", False, actions.end_dependency

    def find(self, reference, other):
        super().find(reference)
        dependencies = self.entry.dependencies.select_related("needs", "ended_by")
        last = self.child(dependencies, needs__reference=other)
        self.other, ended = last.needs, last.ended_at and day(last.ended_at)
        self.gone = self.gone or (f"{last.ended_by} ended {last} on {ended}." if ended else "")

    def facts(self):
        return [*super().facts(), {"label": "Depends on", "value": str(self.other)}]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.end_dependency(self.entry, needs=self.other, **who, **form.values())
