"""The register of lessons, a lesson's page, and its forms."""

from django.urls import reverse

from programme.ui.views import (
    AddView,
    DetailView,
    EditView,
    ListView,
    StepView,
    counted_by_state,
    facts_of,
)

from .. import actions, forms, permissions
from ..choices import State
from ..filters import LessonFilter
from ..log import LESSONS
from ..others import source_link, taken_up_table
from ..tables import LessonTable

MARKS = {State.ADOPTED: "green", State.PROPOSED: "amber"}  # the colour beside the word in the key


class LessonList(ListView):
    log, filterset_class, table_class = LESSONS, LessonFilter, LessonTable
    empty_text = "Add the first lesson: what happened, why, and what to do next time."

    def summary(self, entries):
        return counted_by_state(entries, State, MARKS)

    def extra(self):
        if self.at:
            return {}
        offered, everything = self.address("lessons:offered"), reverse("all_lessons")
        links = [("Lessons of other programmes", offered)]
        links += [("Search the lessons of all programmes", everything)]
        return {"extra_links": [{"label": label, "url": url} for label, url in links]}


class LessonDetail(DetailView):
    log = LESSONS

    def show_taken_from(self):
        """The lesson that it was taken over from, as a link for those who may read that."""
        return source_link(self.entry, self.request.user)

    def tables(self):
        table = taken_up_table(self.entry, self.request.user, self.at)
        return [table] if table.rows else []


class AddLesson(AddView):
    log, form_class, action = LESSONS, forms.LessonForm, actions.add_lesson


class EditLesson(EditView):
    log, form_class, action = LESSONS, forms.LessonForm, actions.change_lesson


class LessonStep(StepView):
    log, permission = LESSONS, permissions.KEEP


class ProposeLesson(LessonStep):
    name, label, heading = "propose", "Propose for adoption", "Propose {} for adoption"
    form_class, action = forms.ProposeForm, actions.propose_lesson

    def initial(self):
        return {**super().initial(), "adopter": self.entry.adopter}


class DecideLesson(LessonStep):
    permission = permissions.DECIDE

    def initial(self):
        return {**super().initial(), "decided_by": self.entry.adopter, "decided_on": self.today}

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "recommendation", "adopter")]


class AdoptLesson(DecideLesson):
    name, label, heading = "adopt", "Record as adopted", "Record {} as adopted"
    form_class, action = forms.AdoptForm, actions.adopt_lesson


class DeclineLesson(DecideLesson):
    name, label, heading = "decline", "Record as not adopted", "Record {} as not adopted"
    form_class, action, danger = forms.DeclineForm, actions.decline_lesson, True


class ReopenLesson(LessonStep):
    permission = permissions.KEEP.or_those_who(permissions.DECIDE)  # who decided lifts it
    otherwise = permissions.KEEP
    name, label, action = "reopen", "Reopen", actions.reopen_lesson
