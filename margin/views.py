"""The pages of what stands beside a row: each leads back to the page of the row."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect

from programme.authorization import NotPermitted
from programme.models import Titles
from programme.reporting import log_called
from programme.ui.child_tables import ChildTable
from programme.ui.uploads import TakesFile, handed_out
from programme.ui.views import EntryView
from programme.ui.views.forms import EntryFormView

from . import comments, evidence, forms, permissions
from .models import Comment, Evidence
from .rows import readers_of

NOBODY_ASKED = "Choose one of the buttons."


class BesideRow:
    """Mixed into pages about the row of any log, which the address names."""

    permission = permissions.SEE

    def find(self, log, row):
        self.log = log_called(log)
        if self.log is None:
            raise Http404("No such log.")
        if not self.allowed(self.log.permission):
            raise NotPermitted(self.log.permission.only_for)
        super().find(row)

    def _is_below(self, name):
        """It belongs to the log that its address names."""
        return name == self.log.url_name

    def row_url(self, anchor):
        """The page of the row, at what stands beside it."""
        return f"{self.entry_url()}#{anchor}"

    def one(self, model, pk):
        """One thing that stands beside the row."""
        found = model.objects.beside(self.entry).filter(pk=pk).select_related("programme").first()
        if found is None:
            raise Http404("Nothing of that number stands beside this row.")
        return found


class Form(BesideRow, EntryFormView):
    """A form about what stands beside a row, closed or not: it changes nothing of the row."""

    anchor = ""

    def is_open_now(self, current):
        return True

    def looked_at(self):
        return None

    def form(self, data=None):
        return self.form_class(data, programme=self.programme)

    def facts(self):
        noun = self.log.bare_noun
        return [{"label": noun[:1].upper() + noun[1:], "value": self.entry.title}]

    def cancel_url(self):
        return self.row_url(self.anchor)

    def done_url(self, row):
        return self.row_url(self.anchor)

    def act(self, form):
        return self.do(by=self.request.user, at=self.now, **form.values())

    def do(self, **how):
        """Calls the one action."""
        raise NotImplementedError


class Press(BesideRow, EntryView):
    """A button on the page of the row; opened as a page it leads back there."""

    anchor = ""

    def get(self, request, **kwargs):
        return redirect(self.row_url(self.anchor))

    def post(self, request, **kwargs):
        try:
            messages.success(request, self.press(request.POST.get("step", "")))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.row_url(self.anchor))

    def press(self, step):
        """Does what the button says, and gives the words for that."""
        raise NotImplementedError

    def who(self):
        """Who presses, and when. Nothing is pressed in the past, nor on what was withdrawn."""
        if self.at or self.mistake:
            raise ValidationError("This row stands here as it was: nothing can be done to it.")
        return {"by": self.request.user, "at": self.now}


class AddEvidence(TakesFile, Form):
    """Adds a file that shows something about the row."""

    permission, form_class = permissions.KEEP_EVIDENCE, forms.EvidenceForm
    submit_label, second_label, anchor = "Add", "Add, and then another", "evidence"

    @property
    def title(self):
        return f"Add evidence to {self.entry.reference}"

    def form(self, data=None):
        closed = self.entry.is_closed
        return self.form_class(data, programme=self.programme, is_closed=closed)

    def do(self, **how):
        return evidence.add_evidence(self.entry, **how)

    def done_message(self, row):
        return f"{row} added to {row.reference}. {row.upload.state_in_words}."


class OneEvidence:
    """Mixed into pages about one piece of evidence."""

    anchor = "evidence"

    def find(self, log, row, pk):
        super().find(log, row)
        self.row = self.one(Evidence, pk)


class TakeOff(OneEvidence, Form):
    """Takes a piece of evidence off the row."""

    permission, form_class = permissions.KEEP_EVIDENCE, forms.TakeOffForm
    submit_label, danger = "Take off", True
    intro = "What was published with it stays as it is. The file stays on record."

    @property
    def title(self):
        return f"Take evidence off {self.entry.reference}"

    def facts(self):
        return [*super().facts(), {"label": "Evidence", "value": self.row.title}]

    def do(self, **how):
        return evidence.take_off(self.row, self.entry, **how)

    def done_message(self, row):
        return f"{row} is taken off {row.reference}."


class MarkSeen(OneEvidence, Press):
    """Says that the person has seen a piece of evidence."""

    title = "Seen"

    def press(self, step):
        evidence.mark_seen(self.row, **self.who())
        return f"You have seen {self.row}."


class EvidenceFile(OneEvidence, BesideRow, EntryView):
    """The file, also of evidence that was taken off."""

    title = "Evidence"

    def get(self, request, **kwargs):
        return handed_out(self, self.row.upload)


class AddComment(Form):
    """Says something about the row to those who read its log."""

    form_class, submit_label, anchor = forms.CommentForm, "Add this comment", "comments"
    intro = "It is read by everybody who reads this log, and never printed in a report."

    @property
    def title(self):
        return f"Comment on {self.entry.reference}"

    def context(self, **extra):
        return super().context(tables=[self._people()], **extra)

    def _people(self):
        titles, people = Titles(), readers_of(self.log.name, self.programme).order_by("job_title")
        rows = [[f"@{one.username}", titles.now(one.pk)] for one in people]
        return ChildTable("Who can be mentioned", ["Write", "Who"], rows)

    def do(self, **how):
        return comments.comment(self.entry, **how)

    def done_message(self, row):
        told = [one.known_as for one in row.mentioned.all() if one != self.request.user]
        return "Your comment is added." + (f" Told: {', '.join(told)}." if told else "")


class OneComment:
    """Mixed into pages about one comment."""

    anchor = "comments"

    def find(self, log, row, pk):
        super().find(log, row)
        self.row = self.one(Comment, pk)


class Answer(OneComment, AddComment):
    """Answers a comment."""

    form_class, submit_label = forms.AnswerForm, "Send this answer"

    @property
    def title(self):
        return f"Answer a comment on {self.entry.reference}"

    def facts(self):
        found = next(
            (one for one in comments.threads(self.entry) if one.pk == self.row.pk), self.row
        )
        said = [one for one in getattr(found, "said", []) if not one.gone]
        said = [{"label": one.recorded_by_name, "value": one.text} for one in said]
        return [*super().facts(), *said]

    def do(self, **how):
        return comments.answer(self.row, self.entry, **how)


class MarkComment(OneComment, Press):
    """Resolves a discussion, or opens it again."""

    title = "Comments"
    steps = {"resolve": comments.resolve, "open": comments.open_again}
    done = {"resolve": "The discussion is resolved.", "open": "The discussion is open again."}

    def press(self, step):
        if step not in self.steps:
            raise ValidationError(NOBODY_ASKED)
        self.steps[step](self.row, **self.who())
        return self.done[step]


class Withdraw(OneComment, Form):
    """Withdraws a comment of one's own."""

    form_class, submit_label, danger = forms.WithdrawForm, "Withdraw", True
    intro = "That you said something stays on record. Your words are shown no more."

    @property
    def title(self):
        return f"Withdraw a comment on {self.entry.reference}"

    def facts(self):
        mine = self.row.recorded_by_id == self.request.user.pk
        return [{"label": self.row.recorded_by_name, "value": self.row.text}] if mine else []

    def do(self, **how):
        return comments.withdraw(self.row, **how)

    def done_message(self, row):
        return "Your comment is withdrawn."
