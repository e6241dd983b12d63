"""Pages of the lesson log. Each view calls one action."""

from django.db.models import Count

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
from .choices import STEPS, State
from .filters import LessonFilter
from .reporting import LESSONS
from .tables import LessonTable

MARKS = {State.ADOPTED: "green", State.PROPOSED: "amber"}  # the colour beside the word in the key


class LessonList(ListView):
    log = LESSONS
    filterset_class, table_class = LessonFilter, LessonTable
    add_permission, add_label, add_url_name = permissions.KEEP, "Add a lesson", "lessons:add"
    empty_text = "Add the first lesson: what happened, why, and what to do next time."

    def summary(self, entries):
        """Count and key of states from one query."""
        counts = dict(entries.order_by().values_list("state").annotate(Count("id")))
        key = [
            {
                "key": MARKS.get(state, "none"),
                "word": state.label,
                "count": counts.get(state, 0),
                "url": self.table.link(state=state.value),
            }
            for state in State
        ]
        return sum(counts.values()), key


class LessonDownload(DownloadMixin, LessonList):
    pass


class LessonDetail(DetailView):
    log = LESSONS
    edit_permission, edit_url_name = permissions.KEEP, "lessons:edit"

    def groups(self):
        kept = (
            {} if self._open("change") else {"change_url": None}
        )  # what was decided on stays as it was decided
        learned = (
            "title",
            "stage",
            "kind",
            "happened",
            "cause",
            "effect",
            "recommendation",
            "applies_to",
        )
        decided = ["decided_by", "decided_on"]
        decided += [name for name in ("adopted_into", "why_not") if getattr(self.entry, name)]
        return [
            {"title": "The lesson", "rows": facts_of(self.entry, *learned), **kept},
            {
                "title": "Who",
                "rows": facts_of(self.entry, "adopter", "owner", "lead_partner", "workstream"),
                **kept,
            },
            {
                "title": "What became of it",
                "rows": facts_of(self.entry, *decided),
                "change_url": None,
            },
        ]

    def _open(self, step):
        return self.entry.state in STEPS[step]

    def steps(self):
        offered = [
            ("Propose for adoption", "propose", permissions.KEEP),
            ("Record as adopted", "adopt", permissions.DECIDE),
            ("Record as not adopted", "decline", permissions.DECIDE),
            ("Reopen", "reopen", permissions.KEEP),
        ]
        return [
            (label, f"lessons:{step}", permission)
            for label, step, permission in offered
            if self._open(step)
        ]


class AddLesson(AddView):
    log, permission = LESSONS, permissions.KEEP
    title, form_class, action = "Add a lesson", forms.LessonForm, actions.add_lesson


class EditLesson(EditView):
    log, permission = LESSONS, permissions.KEEP
    form_class, action = forms.LessonForm, actions.change_lesson


class LessonStep(ActionView):
    log, permission, noun = LESSONS, permissions.KEEP, "Lesson"


class ProposeLesson(LessonStep):
    action, verb, form_class = actions.propose_lesson, "Propose for adoption:", forms.ProposeForm
    submit_label = "Propose for adoption"

    def initial(self):
        return {**super().initial(), "adopter": self.entry.adopter}


class DecideLesson(LessonStep):
    permission = permissions.DECIDE

    def initial(self):
        return {**super().initial(), "decided_by": self.entry.adopter, "decided_on": self.today}

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "recommendation", "adopter")]


class AdoptLesson(DecideLesson):
    action, verb, form_class = actions.adopt_lesson, "Record as adopted:", forms.AdoptForm
    submit_label = "Record as adopted"


class DeclineLesson(DecideLesson):
    action, verb, form_class = actions.decline_lesson, "Record as not adopted:", forms.DeclineForm
    submit_label, danger = "Record as not adopted", True


class ReopenLesson(LessonStep):
    action, verb = actions.reopen_lesson, "Reopen"
