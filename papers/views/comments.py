"""Comments on the parts of a paper, among those who write it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect

from .. import comments, forms
from ..comments import PartComment
from .base import OnePart, PaperForm


class Comments(OnePart, PaperForm):
    """What was said about a part, and the form that says something more."""

    form_class, submit_label = forms.CommentForm, "Add this comment"
    template = "papers/comments.html"
    intro = "For those who write this paper, and nobody else. Comments are never printed."

    @property
    def title(self):
        return f"Comments on {self.row.heading}"

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return comments.comment(self.row, **who, **form.values())

    def done_url(self, row):
        return self.address("papers:comments", self.row.pk)

    def done_message(self, row):
        return "Your comment is added."

    def context(self, **extra):
        return super().context(threads=comments.threads(self.row), **extra)


class OneComment:
    """Mixed into pages about one comment: they lead back to all of its part."""

    def find(self, pk):
        found = PartComment.objects.filter(programme=self.programme, pk=pk, answers_to=None)
        self.row = found.select_related("part__paper__meeting__body", "programme").first()
        if self.row is None:
            raise Http404("No such comment.")
        self.paper = self.row.part.paper

    def cancel_url(self):
        return f"{self.address('papers:comments', self.row.part_id)}#comment-{self.row.pk}"


class AnswerComment(OneComment, PaperForm):
    """Answers a comment."""

    form_class, title, submit_label = forms.AnswerForm, "Answer a comment", "Send this answer"

    def find(self, pk):
        super().find(pk)
        self.gone = comments.SETTLED if self.row.is_settled else ""

    def facts(self):
        said = [(self.row.said_by_name, self.row.text)]
        said += [(one.said_by_name, one.text) for one in self.row.answers.all()]
        return [{"label": who, "value": text} for who, text in said]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return comments.answer_comment(self.row, **who, **form.values())

    def done_message(self, row):
        return "Your answer is added."


class SettleComment(OneComment, PaperForm):
    """Settles a comment or takes it up again, when its button is pressed."""

    steps = {"settle": comments.settle_comment, "take_up": comments.take_up_comment}
    done = {"settle": "The comment is settled.", "take_up": "The comment is taken up again."}

    def get(self, request, **kwargs):
        return redirect(self.cancel_url())

    def post(self, request, **kwargs):
        step = request.POST.get("step", "")
        if step not in self.steps:
            messages.error(request, "Choose one of the buttons.")
            return redirect(self.cancel_url())
        try:
            self.steps[step](self.row, by=request.user, at=self.now)
            messages.success(request, self.done[step])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.cancel_url())
