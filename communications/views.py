"""Pages of the communications plan. Each view calls one action."""

from django.db.models import Count
from django.http import Http404
from django.utils.html import format_html

from programme.formats import bullets, day
from programme.ui.forms import NoteForm
from programme.ui.views import (
    ActionView,
    AddView,
    DetailView,
    DownloadMixin,
    EditView,
    ListView,
    facts_of,
)
from programme.written import in_full

from . import actions, forms, permissions
from .choices import STEPS, Standing
from .filters import CommunicationFilter
from .querysets import in_standing, with_feedback
from .reporting import COMMUNICATIONS
from .tables import CommunicationTable

MARKS = {Standing.OVERDUE: "red", Standing.DONE: "green"}  # the colour beside the word in the key


class CommunicationList(ListView):
    log = COMMUNICATIONS
    filterset_class, table_class = CommunicationFilter, CommunicationTable
    add_permission, add_label, add_url_name = (
        permissions.KEEP,
        "Add a communication",
        "communications:add",
    )
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
                "url": self.table.link(standing=word.value),
            }
            for word in Standing
        ]
        return counts["all"], key

    def prepare(self, entries):
        return with_feedback(entries, at=self.at)


class CommunicationDownload(DownloadMixin, CommunicationList):
    pass


class CommunicationDetail(DetailView):
    log = COMMUNICATIONS
    edit_permission, edit_url_name = permissions.KEEP, "communications:edit"

    def groups(self):
        entry = self.entry
        kept = {} if self._open("change") else {"change_url": None}
        due = {"label": "Due", "value": in_full(entry, "due")}
        consultation = facts_of(
            entry, "consultation", *(("opens_on", "closes_on") if entry.consultation else ())
        )
        cancelled = ["cancelled_why"] if entry.cancelled_why else []
        return [
            {"title": "The communication", "rows": self._facts(), **kept},
            {"title": "Consultation", "rows": consultation, **kept},
            {
                "title": "Who and when",
                "rows": [*facts_of(entry, "owner", "lead_partner", "workstream"), due],
                **kept,
            },
            {
                "title": "What became of it",
                "rows": facts_of(entry, "done_on", "done_where", *cancelled),
                "change_url": None,
            },
        ]

    def _facts(self):
        title, message, channel = facts_of(self.entry, "title", "message", "channel")
        return [
            title,
            {"label": "Audience", "value": self.entry.audience_in_full},
            message,
            channel,
        ]

    def flags(self):
        return [f"{flag}." for flag in self.entry.flags(self.day)]

    def _open(self, step):
        return self.entry.state in STEPS[step]

    def steps(self):
        offered = [("Start", "start"), ("Record as done", "complete"), ("Add feedback", "feedback")]
        offered += [("Cancel it", "cancel"), ("Reopen", "reopen")]
        return [
            (label, f"communications:{step}", permissions.KEEP)
            for label, step in offered
            if self._open(step)
        ]

    def tables(self):
        may_keep = self.allowed(permissions.KEEP) and not self.at
        found = (
            self.entry.feedback.known_at(self.at).order_by("-number").prefetch_related("answers")
        )
        head = ["Number", "Day", "From whom", "What was said", "What we answered or did"]
        rows = [
            [row.number, day(row.given_on), row.source, row.said, self._answers(row)]
            for row in found
        ]
        if may_keep:
            head.append("Answer")
            rows = [[*cells, self._answer(row)] for cells, row in zip(rows, found, strict=True)]
        return [
            {
                "title": "Feedback",
                "head": head,
                "rows": rows,
                "empty": "No feedback has been recorded.",
            }
        ]

    def _answers(self, feedback):
        known = [
            str(answer)
            for answer in feedback.answers.all()
            if not self.at or answer.recorded_at <= self.at
        ]
        return bullets(known) or "Not answered"

    def _answer(self, feedback):
        url = self.address("communications:answer", self.entry.reference, feedback.number)
        return format_html(
            '<a href="{}">Answer<span class="govuk-visually-hidden"> feedback {}</span></a>',
            url,
            feedback.number,
        )


class AddCommunication(AddView):
    log, permission = COMMUNICATIONS, permissions.KEEP
    title, form_class, action = (
        "Add a communication",
        forms.CommunicationForm,
        actions.add_communication,
    )


class EditCommunication(EditView):
    log, permission = COMMUNICATIONS, permissions.KEEP
    form_class, action = forms.CommunicationForm, actions.change_communication


class CommunicationStep(ActionView):
    log, permission, noun = COMMUNICATIONS, permissions.KEEP, "Communication"


class Start(CommunicationStep):
    action, verb, form_class = actions.start_communication, "Start", NoteForm


class Complete(CommunicationStep):
    action, verb, form_class = actions.complete_communication, "Record as done:", forms.DoneForm
    submit_label = "Record as done"

    def initial(self):
        return {**super().initial(), "done_on": self.today}


class Cancel(CommunicationStep):
    action, verb, form_class = actions.cancel_communication, "Cancel", forms.CancelForm
    submit_label, danger = "Cancel the communication", True


class Reopen(CommunicationStep):
    action, verb = actions.reopen_communication, "Reopen"


class AddFeedback(CommunicationStep):
    action, verb, form_class = actions.add_feedback, "Add feedback to", forms.FeedbackForm
    submit_label = "Save the feedback"

    def initial(self):
        return {**super().initial(), "given_on": self.today}


class AnswerFeedback(CommunicationStep):
    verb, form_class, submit_label = "Answer feedback on", forms.AnswerForm, "Save the answer"

    def find(self, reference, number):
        super().find(reference)
        self.feedback = self.entry.feedback.filter(number=number).first()
        if self.feedback is None:
            raise Http404("No such feedback.")

    def facts(self):
        return [*super().facts(), *facts_of(self.feedback, "given_on", "source", "said")]

    def initial(self):
        return {**super().initial(), "answered_on": self.today}

    def act(self, form):
        return actions.answer_feedback(
            self.feedback, by=self.request.user, at=self.now, **form.values()
        )
