"""The questions of a review: their list, each with its thread, and the steps that end it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.html import format_html

from closure.models import ReviewAnswer, ReviewQuestion
from closure.review import actions, forms, permissions
from closure.review.anchors import Place
from closure.review.choices import QuestionState
from closure.review.withheld import unreadable
from programme.formats import day
from programme.owners import owners_in
from programme.ui.child_tables import ChildTable
from programme.ui.forms import ActionForm
from programme.ui.paging import pager
from reports.readers import REFUSED

from .base import OfReview, ReviewForm, place_url

A_PAGE = 20
STATES = {"": "All", **dict(QuestionState.choices)}
MINE = {"": "Anybody's", "asked": "Asked by me", "answer": "For me to answer"}
LEFT = "{} has left. Close the question, and ask somebody else."
KEPT = (
    "{} may not read what it is about any more. Close the question, and ask somebody who reads the"
    " full edition."
)
LINK = '<a class="govuk-link" href="{}">{}</a>'


class Questions(OfReview):
    """All questions of a review that the person may read, twenty on a page."""

    def find(self, pk):
        self.find_review(pk)

    title = "Questions"

    def get(self, request, **kwargs):
        found = self.questions().select_related("asked_of").order_by("number")
        chosen = {name: self._chosen(name, of) for name, of in self._choices().items()}
        if chosen["state"]:
            found = found.filter(state=chosen["state"])
        if chosen["part"]:
            found = found.filter(part=chosen["part"])
        if chosen["whose"]:
            column = {"asked": "asked_by", "answer": "asked_of"}[chosen["whose"]]
            found = found.filter(**{column: request.user})
        page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
        self.here = set(owners_in(self.programme, self.at).values_list("pk", flat=True))
        asked = [(one, one.asked_of) for one in page.object_list]
        self.kept = unreadable(asked, self.now)
        rows = [self._row(one) for one in page.object_list]
        head = ["Question", "About", "Asked of", "Answer by", "State"]
        nothing = "No question fits these filters." if any(chosen.values()) else "None yet."
        return self.page(
            "closure/questions.html",
            review=self.review,
            count=page.paginator.count,
            fields=[self._field(name, of, chosen[name]) for name, of in self._choices().items()],
            clear_url=self.address("closure:questions", self.review.pk)
            if any(chosen.values())
            else "",
            table=ChildTable("", head, rows, nothing, caption=self.title),
            pager=pager(page, request.GET),
        )

    def _choices(self):
        known = {**self.parts, **self.documents}
        parts = {key: f"{one['label']}{one['title']}" for key, one in known.items()}
        return {"state": STATES, "whose": MINE, "part": {"": "All", **parts}}

    def _chosen(self, name, choices):
        asked = self.request.GET.get(name, "")
        return asked if asked in choices else ""

    def _field(self, name, choices, chosen):
        label = {"state": "State", "whose": "Whose", "part": "Part"}[name]
        options = [(value, words, value == chosen) for value, words in choices.items()]
        return {"name": name, "label": label, "choices": options}

    def _row(self, one):
        url = self.address("closure:question", one.pk)
        name = format_html(
            LINK, url, f"{one.number}. {one.text[:140]}{'…' * (len(one.text) > 140)}"
        )
        late = " (late)" if not self.at and one.is_late(self.today) else ""
        of = f"{one.asked_of_name}{self._cannot(one)}"
        return [name, one.label, of, day(one.due_on), f"{one.get_state_display()}{late}"]

    def _cannot(self, one):
        """Why whoever should answer cannot; blank where they can, or did."""
        if one.state != QuestionState.OPEN:
            return ""
        if one.asked_of_id not in self.here:
            return " (has left)"
        return " (may not read it)" if (one.pk, one.asked_of_id) in self.kept else ""


class OfQuestion(OfReview):
    """A page about one question."""

    def find_question(self, pk):
        """The question with this id, and its review.

        Raises Http404 when there is none, or the person may not read it.
        """
        found = ReviewQuestion.objects.as_at(self.at).filter(programme=self.programme, pk=pk)
        question = found.first()
        if question is None:
            raise Http404("No such question.")
        self.find_review(question.review_id)
        self.question, person = question, self.request.user.pk
        self.question.review = self.review
        if question.report_id == self.report.pk:
            question.report = self.report
        self.kept_why = "" if self.questions().filter(pk=pk).exists() else self._why()
        if self.kept_why and person not in (question.asked_of_id, question.asked_by_id):
            raise Http404("No such question.")

    def _why(self):
        """Why the question cannot be opened any more, in words that tell nothing of it."""
        if self.report.is_gone:
            return self.said_gone()
        return f"{actions.KEPT_BY_NOW} {REFUSED}"

    def crumbs(self):
        questions = ("Questions", self.address("closure:questions", self.review.pk))
        return [*super().crumbs(), questions]

    def question_url(self):
        return self.address("closure:question", self.question.pk)

    @property
    def is_mine(self):
        """Whether it is addressed to the person."""
        return self.question.asked_of_id == self.request.user.pk


class QuestionPage(OfQuestion):
    """One question with its answers, what it followed and what followed it."""

    def find(self, pk):
        self.find_question(pk)

    @property
    def title(self):
        one = self.question
        return f"{one} cannot be opened any more" if self.kept_why else f"{one}: {one.label}"

    def get(self, request, **kwargs):
        one = self.question
        if self.kept_why:
            shown = {"flags": [self.kept_why], "actions": self._steps()}
            return self.page("closure/question_kept.html", question=one, **shown)
        answers = ReviewAnswer.objects.known_at(self.at).filter(question=one.pk)
        further = self.questions().filter(follows=one.pk).order_by("number")
        before = self.questions().filter(pk=one.follows_id).first() if one.follows_id else None
        return self.page(
            "closure/question.html",
            question=one,
            late=not self.at and one.is_late(self.today),
            flags=self._flags(),
            same_version=one.report_id == self.report.pk,
            place_url=self._place_url(),
            answers=answers,
            linked=[
                *([("It follows", before)] if before else []),
                *(("Followed by", f) for f in further),
            ],
            actions=self._steps(),
        )

    def _flags(self):
        """That whoever should answer cannot, so that no answer will come."""
        one = self.question
        if one.state != QuestionState.OPEN:
            return []
        if not owners_in(self.programme, self.at).filter(pk=one.asked_of_id).exists():
            return [LEFT.format(one.asked_of_name)]
        kept = unreadable([(one, one.asked_of)], self.now)
        return [KEPT.format(one.asked_of_name)] if kept else []

    def _place_url(self):
        return place_url(self, Place.of(self.question))

    def _steps(self):
        if self.at or self.question.is_closed:
            return []
        answered = self.question.state == QuestionState.ANSWERED
        reviews = self.allowed(permissions.REVIEW)
        reads = not self.kept_why
        closes = reviews and actions.may_close(self.question, self.request.user)
        offered = [
            (self.is_mine and reads, "answer_question", "Answer further" if answered else "Answer"),
            (reviews and answered and reads and self.review.is_open, "ask_further", "Ask further"),
            (closes, "close_question", "Close the question"),
        ]
        possible = [(name, label) for may, name, label in offered if may]
        return [
            {
                "label": label,
                "url": self.address(f"closure:{name}", self.question.pk),
                "secondary": bool(number),
            }
            for number, (name, label) in enumerate(possible)
        ]


class QuestionForm(OfQuestion, ReviewForm):
    """A form about one question."""

    def find(self, pk):
        self.find_question(pk)

    def facts(self):
        one = self.question
        if self.kept_why:
            return [{"label": "Question", "value": str(one)}]
        said = [(f"{one}, {one.asked_by_name}", one.text), ("About", one.label)]
        said += [("What stands there", one.quote)] if one.quote else []
        said += [
            (f"Answer, {it.recorded_by_name}", it.text)
            for it in ReviewAnswer.objects.filter(question=one.pk)
        ]
        return [{"label": label, "value": value} for label, value in said]

    def cancel_url(self):
        return self.question_url()


class Answer(QuestionForm):
    """Answers a question that is addressed to the person."""

    permission, form_class = permissions.ANSWER, forms.AnswerForm
    title, submit_label = "Answer a question", "Send this answer"

    def find(self, pk):
        super().find(pk)
        if self.kept_why:
            self.gone = self.kept_why
        elif not self.is_mine:
            self.gone = actions.NOT_YOURS.format(self.question.asked_of_name)
        elif self.question.is_closed:
            self.gone = actions.CLOSED

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.answer_question(self.question, **who, **form.values())

    def done_message(self, question):
        return "Your answer is sent."


class AskFurther(QuestionForm):
    """Asks further after an answer."""

    permission, form_class = permissions.REVIEW, forms.FurtherForm
    title, submit_label = "Ask further", "Send this question"

    def find(self, pk):
        super().find(pk)
        if self.kept_why:
            self.gone = self.kept_why
        elif self.question.state == QuestionState.OPEN:
            self.gone = "This question waits for its answer."
        elif not self.review.is_open:
            self.gone = actions.GIVEN

    def looked_at(self):
        return self.question

    def form(self, data=None):
        initial = {"asked_of": self.question.asked_of_id, "version": self.question.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.ask_further(self.question, **who, **form.values())

    def done_url(self, question):
        return self.address("closure:question", question.pk)

    def done_message(self, question):
        return f"{question} is sent to {question.asked_of_name}."


class CloseQuestion(QuestionForm):
    """Closes a question."""

    permission, form_class = permissions.REVIEW, ActionForm
    title = submit_label = "Close the question"
    intro = "Nothing more is asked about it. A further question can be asked after it."

    def find(self, pk):
        super().find(pk)
        if self.question.is_closed:
            self.gone = "This question is closed already."

    def looked_at(self):
        return self.question

    def form(self, data=None):
        initial = {"version": self.question.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def act(self, form):
        how = {"by": self.request.user, "at": self.now, **form.values()}
        return actions.close_question(self.question, **how)

    def done_message(self, question):
        return f"{question} is closed."
