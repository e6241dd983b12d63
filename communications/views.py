"""Pages of the communications plan. Each view calls one action."""

from django.db.models import Count
from django.utils.html import format_html

from programme.formats import bullets, day
from programme.ui.child_tables import ChildTable
from programme.ui.forms import NoteForm
from programme.ui.views import AddView, DetailView, EditView, ListView, StepView, facts_of
from programme.written import in_full

from . import actions, forms, permissions
from .choices import Standing
from .filters import CommunicationFilter
from .log import COMMUNICATIONS
from .models import Feedback
from .querysets import in_standing
from .tables import CommunicationTable

MARKS = {Standing.OVERDUE: "red", Standing.DONE: "green"}  # the colour beside the word in the key


class CommunicationList(ListView):
    log = COMMUNICATIONS
    filterset_class, table_class = CommunicationFilter, CommunicationTable
    empty_text = "Add the first communication: who should know or be asked what, how, and by when."

    def summary(self, entries):
        """Count and how they stand, from one query."""
        found = {word.value: Count("id", in_standing(word, self.day)) for word in Standing}
        counts = entries.order_by().aggregate(all=Count("id"), **found)
        key = [
            {
                "key": MARKS.get(word, "none"),
                "word": word.label,
                "count": counts[word.value],
                "filters": {"standing": word.value},
            }
            for word in Standing
        ]
        return counts["all"], key

    def prepare(self, entries):
        return Feedback.objects.count_in(entries, self.at)


class CommunicationDetail(DetailView):
    log = COMMUNICATIONS

    def groups(self):
        """The groups of facts; only a consultation has the days on which it opens and closes."""
        groups = super().groups()
        if not self.entry.consultation:
            for group in groups:
                kept = [
                    row for row in group["rows"] if row["name"] not in ("opens_on", "closes_on")
                ]
                group["rows"] = kept
        return groups

    def show_due(self):
        return in_full(self.entry, "due")

    def flags(self):
        return [f"{flag}." for flag in self.entry.flags(self.day)]

    def tables(self):
        Feedback.objects.attach_to([self.entry], self.at)
        head = ["Number", "Day", "From whom", "What was said", "What we answered or did"]
        may_answer = self.may(permissions.KEEP)
        return [
            ChildTable(
                "Feedback",
                [*head, *(["Answer"] if may_answer else [])],
                [
                    [*self._cells(feedback), *([self._answer(feedback)] if may_answer else [])]
                    for feedback in reversed(self.entry.known_feedback)
                ],
                empty="No feedback has been recorded.",
            )
        ]

    def _cells(self, feedback):
        answers = bullets([str(answer) for answer in feedback.known_answers])
        told = [feedback.number, day(feedback.given_on), feedback.source, feedback.said]
        return [*told, answers or "Not answered"]

    def _answer(self, feedback):
        return format_html(
            '<a href="{}">Answer<span class="govuk-visually-hidden"> feedback {}</span></a>',
            self.address(self.log.url("answer"), self.entry.reference, feedback.number),
            feedback.number,
        )


class AddCommunication(AddView):
    log, form_class = COMMUNICATIONS, forms.CommunicationForm
    action = actions.add_communication


class EditCommunication(EditView):
    log, form_class = COMMUNICATIONS, forms.CommunicationForm
    action = actions.change_communication


class CommunicationStep(StepView):
    log, permission = COMMUNICATIONS, permissions.KEEP


class StartCommunication(CommunicationStep):
    name, label, form_class = "start", "Start", NoteForm
    action = actions.start_communication


class CompleteCommunication(CommunicationStep):
    leaves_open = "feedback"
    name, label, heading, ending = "complete", "Record as done", "Record {} as done", "done"
    form_class, action = forms.DoneForm, actions.complete_communication

    def initial(self):
        return {**super().initial(), "done_on": self.today}


class AddFeedback(CommunicationStep):
    name, label, heading = "feedback", "Add feedback", "Add feedback to {}"
    form_class, action = forms.FeedbackForm, actions.add_feedback
    ending, submit_label = "feedback/add", "Save the feedback"

    def initial(self):
        return {**super().initial(), "given_on": self.today}


class CancelCommunication(CommunicationStep):
    leaves_open = "feedback"
    name, label, heading = "cancel", "Cancel it", "Cancel {}"
    form_class, action, danger = forms.CancelForm, actions.cancel_communication, True
    submit_label = "Cancel the communication"


class ReopenCommunication(CommunicationStep):
    name, label, action = "reopen", "Reopen", actions.reopen_communication


class AnswerFeedback(CommunicationStep):
    name, label, heading = "answer", "Answer", "Answer feedback on {}"
    form_class, action = forms.AnswerForm, actions.answer_feedback
    ending, button = "feedback/<int:number>/answer", False
    submit_label = "Save the answer"

    def find(self, reference, number):
        super().find(reference)
        self.feedback = self.child(self.entry.feedback, number=number)

    def subject(self):
        return self.feedback

    def facts(self):
        return [*super().facts(), *facts_of(self.feedback, "given_on", "source", "said")]

    def initial(self):
        return {**super().initial(), "answered_on": self.today}
