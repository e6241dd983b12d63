"""Pages of equality assessments and their monitoring questions."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.authorization import require
from programme.formats import NOT_RECORDED, with_lateness
from programme.ui.child_tables import ChildTable
from programme.ui.links import link
from programme.ui.views import AddView, DetailView, EditView, ListView, StepView

from .. import actions, forms, permissions
from ..choices import Question
from ..filters import AssessmentFilter
from ..law import CHARACTERISTICS, LIMBS
from ..log import ACTIONS, EQUALITY
from ..models import Answer, Screening
from ..tables import AssessmentTable, or_blank


class AssessmentList(ListView):
    log, filterset_class, table_class = EQUALITY, AssessmentFilter, AssessmentTable
    empty_text = (
        "Add the first assessment: what is assessed, whom it may touch, and who answers for it."
    )

    def extra(self):
        url = self.address(ACTIONS.url_name)
        return {"extra_links": [{"label": ACTIONS.title, "url": url}]}


class AssessmentDetail(DetailView):
    log = EQUALITY

    @cached_property
    def answers(self):
        """The monitoring questions with their answers, as they stood at the moment."""
        return Answer.objects.by_question(self.entry, self.at)

    def show_characteristics(self):
        return ", ".join(self.entry.characteristics)

    def show_limbs(self):
        return "; ".join(self.entry.limbs)

    def flags(self):
        flags = [f"{flag}." for flag in self.entry.flags()]
        if not self.entry.is_current:
            later = self.log.entries(self.position).filter(supersedes=self.entry.pk).first()
            later = later or self.entry.superseded_by  # one that was withdrawn
            flags.append(f"Superseded by {later}: this version stays as it was.")
        return flags + [
            f"{question.label}: {row.note}." for question, row in self.answers if row and row.note
        ]

    def tables(self):
        return [self._plan(), self._screening(), self._questions()]

    def _screening(self):
        """The nine characteristics, each with the way to its form for those who keep the log."""
        found = Screening.objects.by_characteristic([self.entry], self.at)[self.entry.pk]
        head = ["Characteristic", "Relevance", "Limbs of the duty", "Evidence", "Consultation"]
        rows = [
            [
                CHARACTERISTICS[name],
                row.get_relevance_display() if row else NOT_RECORDED,
                "; ".join(row.limbs) if row else "",
                row.evidence if row else "",
                row.consultation if row else "",
                *([self._screen(name)] if self.may_keep else []),
            ]
            for name, row in found
        ]
        return ChildTable("Screening", [*head, *(["Change"] if self.may_keep else [])], rows)

    def _screen(self, characteristic):
        url = self.address(self.log.url("screen"), self.entry.reference, characteristic)
        return format_html(
            '<a href="{}">Screen<span class="govuk-visually-hidden"> {}</span></a>',
            url,
            CHARACTERISTICS[characteristic],
        )

    def _plan(self):
        url = f"{self.address(ACTIONS.url('add'))}?assessment={self.entry.reference}"
        head = "Ref,Action,Importance,Person responsible,Start and end,Resources approved,Status"
        return ChildTable(
            "Actions",
            head.split(","),
            [
                [
                    link_to(self, ACTIONS, one, one.reference),
                    one.text,
                    self._importance(one),
                    or_blank(one.owner),
                    or_blank(one.dates),
                    or_blank(one.get_resources_display()),
                    self._state(one),
                ]
                for one in Screening.objects.propose(
                    list(ACTIONS.entries(self.position).filter(assessment=self.entry.pk)), self.at
                )
            ],
            empty="The plan has no action yet.",
            actions=[{"label": "Add an action", "url": url}] if self.may_keep else [],
        )

    def _importance(self, action):
        said = or_blank(action.get_importance_display())
        differs = action.proposed and action.proposed != action.importance
        words = differs and f"The screening proposes {action.proposed.label.lower()}"
        return format_html("{}<br>{}", said, words) if differs else said

    def _state(self, action):
        word = action.get_state_display()
        late = action.is_overdue(self.day)
        return with_lateness(word, action.ends_latest, self.day) if late else word

    def _questions(self):
        open_now = self.may_take(AnswerQuestion) and not self.entry.is_closed
        answer = [self._answer] if open_now else []
        return ChildTable(
            "Monitoring",
            ["Question", "Answer", "Date", *(["Change"] if answer else [])],
            [
                [
                    question.label,
                    or_blank(row and row.text),
                    self._dated(row),
                    *(write(question) for write in answer),
                ]
                for question, row in self.answers
            ],
        )

    def _dated(self, row):
        dated = or_blank(row and row.dated)
        return format_html("{}<br>{}", dated, row.doubt) if row and row.doubt else dated

    def _answer(self, question):
        if not self.holds(permissions.to_answer(question)):
            return ""
        url = self.address(self.log.url("answer"), self.entry.reference, question.value)
        return format_html(
            '<a href="{}">Answer<span class="govuk-visually-hidden"> {}</span></a>',
            url,
            question.label,
        )

    def extra(self):
        others = self.log.entries(self.position)
        later = others.filter(supersedes=self.entry.pk)
        earlier = others.filter(pk=self.entry.supersedes_id)
        return linked(self, ("Superseded by", later), ("Supersedes", earlier))


def link_to(page, log, row, words=None):
    """A link to another row, under its own words unless others are given."""
    url = page.address(log.detail_url_name, row.reference)
    return link(url, words or row)


def linked(page, *groups):
    """Links to other rows beside a detail page, each after the words that say what it is."""
    return {
        "links": [
            {
                "label": f"{words} {row}",
                "url": page.address(page.log.detail_url_name, row.reference),
            }
            for words, rows in groups
            for row in rows
        ]
    }


class AddAssessment(AddView):
    log, form_class, action = EQUALITY, forms.AssessmentForm, actions.add_assessment
    title = "Add an equality assessment"


class EditAssessment(EditView):
    log, form_class, action = EQUALITY, forms.AssessmentForm, actions.change_assessment


class AssessmentStep(StepView):
    log, permission = EQUALITY, permissions.KEEP


class AddVersion(AssessmentStep):
    name, label, heading = "add_version", "Make a new version", "Make a new version of {}"
    form_class, action, permission = forms.VersionForm, actions.add_version, permissions.SUPERSEDE
    ending, submit_label, danger = "new-version", "Make the new version", True
    leaves_open = "actions"
    intro = (
        "The version that stands now is superseded. "
        "It stays as it was, with its actions and answers, and cannot be changed."
    )

    def done_message(self, new):
        return (
            f"{new.reference} is version {new.edition} and supersedes {new.supersedes.reference}."
        )


class TakeBackVersion(AssessmentStep):
    name, label, permission = (
        "take_back_version",
        "Take back the new version",
        permissions.SUPERSEDE,
    )
    heading, action, danger = (
        "Take back the version after {}",
        actions.take_back_version,
        True,
    )
    intro = (
        "For a version that was made by mistake. It is withdrawn with all that was recorded on it, "
        "and this one stands again with its actions. The history keeps both."
    )


class AnswerQuestion(AssessmentStep):
    name, label, doing = "answer", "Save the answer", "answer a question of {}"
    form_class, action = forms.AnswerForm, actions.answer_question
    ending, button = "questions/<slug:question>", False

    def find(self, reference, question):
        super().find(reference)
        if question not in Question.values:
            raise Http404("No such question.")
        self.question = Question(question)
        require(self.request.user, permissions.to_answer(self.question), self.programme)

    @property
    def title(self):
        return f"{self.question.label}: {self.entry.reference}"

    def initial(self):
        row = self.entry.answers.filter(question=self.question).first() or Answer()
        said = {"text": row.text, "dated": row.dated, "doubt": row.doubt}
        return {**super().initial(), **said}

    def act(self, form):
        how = {"by": self.request.user, "at": self.now, "question": self.question}
        return actions.answer_question(self.entry, **how, **form.values())


class ScreenCharacteristic(AssessmentStep):
    """The test for relevance of one characteristic."""

    name, label, doing = "screen", "Save the screening", "screen a characteristic of {}"
    form_class, action = forms.ScreenForm, actions.screen_characteristic
    ending, button = "screening/<slug:characteristic>", False

    def find(self, reference, characteristic):
        super().find(reference)
        if characteristic not in CHARACTERISTICS:
            raise Http404("No such characteristic.")
        self.characteristic = characteristic

    @property
    def title(self):
        return f"{CHARACTERISTICS[self.characteristic]}: {self.entry.reference}"

    def form(self, data=None):
        how = {"initial": self.initial(), "characteristic": self.characteristic}
        return self.form_class(data, programme=self.programme, **how)

    def initial(self):
        row = self.entry.screening.filter(characteristic=self.characteristic).first()
        row = row or Screening(characteristic=self.characteristic)
        names = ["relevance", *LIMBS, "evidence", "consultation"]
        return {**super().initial(), **{name: getattr(row, name) for name in names}}

    def act(self, form):
        how = {"by": self.request.user, "at": self.now, "characteristic": self.characteristic}
        return actions.screen_characteristic(self.entry, **how, **form.values())
