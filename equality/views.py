"""Pages of equality assessments and their actions. Each view calls one action."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.formats import day
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

from . import actions, forms, permissions
from .choices import BLANK, Question, State
from .filters import ActionFilter, AssessmentFilter
from .models import Answer, Assessment
from .querysets import counts, with_progress
from .reporting import ACTIONS, EQUALITY, answers_of
from .tables import ActionTable, AssessmentTable, or_blank


class AssessmentList(ListView):
    log = EQUALITY
    filterset_class, table_class = AssessmentFilter, AssessmentTable
    add_permission, add_label, add_url_name = permissions.KEEP, "Add an assessment", "equality:add"
    empty_text = (
        "Add the first assessment: what is assessed, whom it may touch, and who answers for it."
    )

    def prepare(self, entries):
        return EQUALITY.counted(entries, programme=self.programme, at=self.at, today=self.day)

    def extra(self):
        return {
            "extra_links": [{"label": "Equality actions", "url": self.address("equality:actions")}]
        }


class AssessmentDownload(DownloadMixin, AssessmentList):
    pass


class AssessmentDetail(DetailView):
    log = EQUALITY
    edit_url_name = "equality:edit"

    @property
    def edit_permission(self):
        return permissions.KEEP if self.entry.is_current else None

    @property
    def may_keep(self):
        return self.entry.is_current and self.allowed(permissions.KEEP) and not self.at

    @cached_property
    def answers(self):
        """The monitoring questions with their answers, as they stood at the moment."""
        return answers_of(self.entry, self.at)

    def groups(self):
        entry = self.entry
        about = ("title", "organisation", "service_area", "owner", "lead_partner", "assessed")
        law = [
            *facts_of(entry, "regime"),
            {
                "label": "Protected characteristics touched",
                "value": ", ".join(entry.characteristics),
            },
            {"label": "Limbs of the duty (section 149)", "value": "; ".join(entry.limbs)},
        ]
        return [
            {
                "title": "The assessment",
                "rows": [*facts_of(entry, *about), *facts_of(entry, "edition")],
            },
            {"title": "The law", "rows": law},
            {"title": "What it rests on", "rows": facts_of(entry, "evidence")},
        ]

    def flags(self):
        flags = [f"{flag}." for flag in self.entry.flags()]
        if not self.entry.is_current:
            flags.append(f"Superseded by {self.entry.superseded_by}: this version stays as it was.")
        return flags + [
            f"{question.label}: {row.note}." for question, row in self.answers if row and row.note
        ]

    def steps(self):
        return (
            [("Make a new version", "equality:add_version", permissions.SUPERSEDE)]
            if self.entry.is_current
            else []
        )

    def tables(self):
        return [self._plan(), self._questions()]

    def _plan(self):
        found = ACTIONS.entries(self.programme, self.at).filter(assessment=self.entry.pk)
        add = {
            "label": "Add an action",
            "url": f"{self.address('equality:add_action')}?assessment={self.entry.reference}",
        }
        return {
            "title": "Actions",
            "head": [
                "Ref",
                "Action",
                "Importance",
                "Person responsible",
                "Start and end",
                "Resources approved",
                "Status",
            ],
            "rows": [
                [
                    self._link("equality:action", one, one.reference),
                    one.text,
                    or_blank(one.get_importance_display()),
                    or_blank(one.owner),
                    or_blank(one.dates),
                    or_blank(one.get_resources_display()),
                    one.get_state_display(),
                ]
                for one in found
            ],
            "empty": "The plan has no action yet.",
            "actions": [add] if self.may_keep else [],
        }

    def _questions(self):
        head, may = ["Question", "Answer", "Date"], self.may_keep
        return {
            "title": "Monitoring",
            "head": [*head, "Change"] if may else head,
            "rows": [
                [
                    question.label,
                    or_blank(row and row.text),
                    self._dated(row),
                    *([self._answer(question)] if may else []),
                ]
                for question, row in self.answers
            ],
        }

    def _dated(self, row):
        dated = or_blank(row and row.dated)
        return format_html("{}<br>{}", dated, row.doubt) if row and row.doubt else dated

    def _answer(self, question):
        url = self.address("equality:answer", self.entry.reference, question.value)
        return format_html(
            '<a href="{}">Answer<span class="govuk-visually-hidden"> {}</span></a>',
            url,
            question.label,
        )

    def _link(self, name, row, text):
        return format_html('<a href="{}">{}</a>', self.address(name, row.reference), text)

    def extra(self):
        others = EQUALITY.entries(self.programme, self.at)
        later, earlier = (
            others.filter(supersedes=self.entry.pk),
            others.filter(pk=self.entry.supersedes_id),
        )
        return linked(self, "equality:detail", ("Superseded by", later), ("Supersedes", earlier))


def linked(view, url_name, *groups):
    """Links to other rows beside a detail page, each row after the words that say what it is to this one."""
    return {
        "links": [
            {"label": f"{words} {row}", "url": view.address(url_name, row.reference)}
            for words, rows in groups
            for row in rows
        ]
    }


class AddAssessment(AddView):
    log, permission = EQUALITY, permissions.KEEP
    title, form_class, action = (
        "Add an equality assessment",
        forms.AssessmentForm,
        actions.add_assessment,
    )


class EditAssessment(EditView):
    log, permission = EQUALITY, permissions.KEEP
    form_class, action = forms.AssessmentForm, actions.change_assessment


class AssessmentStep(ActionView):
    log, permission, noun = EQUALITY, permissions.KEEP, "Assessment"


class AddVersion(AssessmentStep):
    action, verb, form_class = actions.add_version, "Make a new version of", forms.VersionForm
    permission, submit_label, danger = permissions.SUPERSEDE, "Make the new version", True
    intro = "The version that stands now is superseded. It stays as it was, with its actions and answers, and cannot be changed."

    def done_message(self, assessment):
        return f"{assessment.reference} is version {assessment.edition} and supersedes {assessment.supersedes.reference}."


class AnswerQuestion(AssessmentStep):
    action, form_class, submit_label = actions.answer, forms.AnswerForm, "Save the answer"

    def find(self, reference, question):
        super().find(reference)
        if question not in Question.values:
            raise Http404("No such question.")
        self.question = Question(question)

    @property
    def title(self):
        return f"{self.question.label}: {self.entry.reference}"

    def initial(self):
        row = self.entry.answers.filter(question=self.question).first() or Answer()
        return {
            **super().initial(),
            **{name: getattr(row, name) for name in ("text", "dated", "doubt")},
        }

    def act(self, form):
        return actions.answer(
            self.entry, by=self.request.user, at=self.now, question=self.question, **form.values()
        )


class ActionList(ListView):
    log = ACTIONS
    filterset_class, table_class = ActionFilter, ActionTable
    add_permission, add_label, add_url_name = (
        permissions.KEEP,
        "Add an action",
        "equality:add_action",
    )
    empty_text = (
        "Add the first action of a plan. What the plan leaves blank may stay blank, and is said."
    )

    def table_arguments(self):
        return {**super().table_arguments(), "assessments": self.filterset.assessments}

    def summary(self, entries):
        """Count and key from one query: each status, what is overdue, and what has no importance."""
        found = counts(entries, self.day)
        key = [(state.value, state.label, {"state": state.value}) for state in State]
        key += [
            ("late", "Overdue", {"needs": "yes"}),
            ("blank_importance", "Importance blank", {"importance": "none"}),
        ]
        return found["n_all"], [
            {
                "key": "none",
                "word": word,
                "count": found[f"n_{name}"],
                "url": self.table.link(**query),
            }
            for name, word, query in key
        ]

    def prepare(self, entries):
        return with_progress(entries, at=self.at)

    def extra(self):
        return {
            "extra_links": [{"label": "Equality assessments", "url": self.address("equality:list")}]
        }


class ActionDownload(DownloadMixin, ActionList):
    pass


class ActionDetail(DetailView):
    log = ACTIONS
    edit_url_name = "equality:edit_action"

    @property
    def edit_permission(self):
        return permissions.KEEP if self.entry.in_force else None

    def groups(self):
        entry = self.entry
        plan = facts_of(
            entry, "text", "importance", "owner", "starts", "ends", "resources", "measure", "target"
        )
        ended = facts_of(
            entry, *(name for name in ("done_on", "dropped_why") if getattr(entry, name))
        )
        assessment = {
            "label": "Assessment",
            "value": self._link("equality:detail", self._assessment),
        }
        return [
            {
                "title": "The plan",
                "rows": [assessment, *({**row, "value": or_blank(row["value"])} for row in plan)],
            },
            *([{"title": "How it ended", "rows": ended, "change_url": None}] if ended else []),
            {"title": "Where it belongs", "rows": facts_of(entry, "lead_partner", "workstream")},
        ]

    @cached_property
    def _assessment(self):
        return Assessment.objects.as_at(self.at).get(pk=self.entry.assessment_id)

    def _link(self, name, row):
        return format_html('<a href="{}">{}</a>', self.address(name, row.reference), row)

    def flags(self):
        flags = [f"{flag}." for flag in self.entry.flags(self.day)]
        if not self.entry.in_force:
            flags.append(
                f"{self._assessment.reference} is superseded: this action stays as it was."
            )
        return flags

    def steps(self):
        offered = [
            ("Note progress", "note_progress", self.entry.in_force),
            ("Start", "start", self.entry.may("start")),
            ("Done", "finish", self.entry.may("finish")),
            ("Drop", "drop", self.entry.may("drop")),
            ("Reopen", "reopen", self.entry.may("reopen")),
        ]
        return [
            (label, f"equality:{name}", permissions.KEEP)
            for label, name, is_open in offered
            if is_open
        ]

    def tables(self):
        notes = self.entry.notes.known_at(self.at).in_order().reverse()
        return [
            {
                "title": "Progress",
                "head": ["As at", "Progress", "By", "Recorded on"],
                "rows": [
                    [day(note.as_at), note.text, note.recorded_by_name, day(note.recorded_at)]
                    for note in notes
                ],
                "empty": "No progress has been noted yet.",
            }
        ]

    def extra(self):
        others = ACTIONS.entries(self.programme, self.at)
        later, earlier = (
            others.filter(carried_from=self.entry.pk),
            others.filter(pk=self.entry.carried_from_id),
        )
        return linked(
            self, "equality:action", ("Carried over as", later), ("Carried over from", earlier)
        )


class AddAction(AddView):
    log, permission = ACTIONS, permissions.KEEP
    title, form_class, action = "Add an equality action", forms.AddActionForm, actions.add_action
    intro = f"What you leave empty stays visible: reports print “{BLANK}”."

    def form(self, data=None):
        standing = Assessment.objects.of(self.programme).current()
        wanted = (
            standing.filter(reference=self.request.GET.get("assessment", "")).first()
            or standing.last()
        )
        return self.form_class(data, programme=self.programme, initial={"assessment": wanted})

    def facts(self):
        if Assessment.objects.of(self.programme).current().exists():
            return []
        link = format_html(
            '<a href="{}">Add the assessment first</a>', self.address("equality:add")
        )
        return [{"label": "Assessment", "value": link}]


class EditAction(EditView):
    log, permission = ACTIONS, permissions.KEEP
    form_class, action = forms.ActionPlanForm, actions.change_action


class ActionStep(ActionView):
    log, permission, noun = ACTIONS, permissions.KEEP, "Action"

    def facts(self):
        return [{"label": self.noun, "value": self.entry.text}]


class Start(ActionStep):
    action, verb, form_class = actions.start_action, "Start", NoteForm


class Finish(ActionStep):
    action, verb, form_class, submit_label = (
        actions.finish_action,
        "Done:",
        forms.FinishForm,
        "Mark as done",
    )

    def initial(self):
        return {**super().initial(), "done_on": self.today}


class Drop(ActionStep):
    action, verb, danger = actions.drop_action, "Drop", True


class Reopen(ActionStep):
    action, verb = actions.reopen_action, "Reopen"


class NoteProgress(ActionStep):
    action, verb, form_class = actions.note_progress, "Note progress of", forms.ProgressForm
    submit_label = "Save the note"

    def initial(self):
        return {**super().initial(), "as_at": self.today}
