"""Pages of the actions of the plans."""

from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.formats import day
from programme.ui.child_tables import ChildTable
from programme.ui.forms import NoteForm
from programme.ui.views import AddView, DetailView, EditView, ListView, StepView

from .. import actions, forms, permissions
from ..choices import BLANK, State
from ..filters import ActionFilter
from ..log import ACTIONS, EQUALITY
from ..models import Assessment
from ..querysets import counts
from ..tables import ActionTable, or_blank
from .assessments import link_to, linked


class ActionList(ListView):
    log, filterset_class, table_class = ACTIONS, ActionFilter, ActionTable
    empty_text = (
        "Add the first action of a plan. What the plan leaves blank may stay blank, and is said."
    )

    def table_arguments(self):
        return {**super().table_arguments(), "assessments": self.filterset.assessments}

    def summary(self, entries):
        """Count and key from one query: each status, what is overdue, what has no importance."""
        found = counts(entries, self.day)
        key = [(state.value, state.label, {"state": state.value}) for state in State]
        key.append(("late", "Overdue", {"needs": "yes"}))
        key.append(("blank_importance", "Importance blank", {"importance": "none"}))
        return found["n_all"], [
            {
                "key": "none",
                "word": word,
                "count": found[f"n_{name}"],
                "filters": query,
            }
            for name, word, query in key
        ]

    def extra(self):
        url = self.address(EQUALITY.url_name)
        return {"extra_links": [{"label": EQUALITY.title, "url": url}]}


class ActionDetail(DetailView):
    log = ACTIONS

    def groups(self):
        plan, *others = super().groups()
        assessment = link_to(self, EQUALITY, self.assessment)
        rows = [{"label": "Assessment", "value": assessment}]
        rows += [{**row, "value": or_blank(row["value"])} for row in plan["rows"]]
        return [{**plan, "rows": rows}, *others]

    @cached_property
    def assessment(self):
        """What the action belongs to, as it stood at the moment."""
        return Assessment.objects.as_at(self.at).get(pk=self.entry.assessment_id)

    def flags(self):
        flags = [f"{flag}." for flag in self.entry.flags(self.day)]
        if not self.entry.in_force:
            old = self.assessment.reference
            flags.append(f"{old} is superseded: this action stays as it was.")
        return flags

    def tables(self):
        notes = self.entry.notes.known_at(self.at).in_order().reverse()
        return [
            ChildTable(
                "Progress",
                ["As at", "Progress", "By", "Recorded on"],
                [
                    [day(note.as_at), note.text, note.recorded_by_name, day(note.recorded_at)]
                    for note in notes
                ],
                empty="No progress has been noted yet.",
            )
        ]

    def extra(self):
        others = self.log.entries(self.position)
        later = others.filter(carried_from=self.entry.pk)
        earlier = others.filter(pk=self.entry.carried_from_id)
        return linked(self, ("Carried over as", later), ("Carried over from", earlier))


class AddAction(AddView):
    log, form_class, action = ACTIONS, forms.AddActionForm, actions.add_action
    title = "Add an equality action"
    intro = f"What you leave empty stays visible: reports print “{BLANK}”."

    @cached_property
    def standing(self):
        """The assessments that can have a new action."""
        return Assessment.objects.of(self.programme).current()

    def form(self, data=None):
        asked = self.standing.filter(reference=self.request.GET.get("assessment", "")).first()
        initial = {"assessment": asked or self.standing.last()}
        return self.form_class(data, programme=self.programme, initial=initial)

    def facts(self):
        if self.standing.exists():
            return []
        url = self.address(EQUALITY.url("add"))
        link = format_html('<a href="{}">Add the assessment first</a>', url)
        return [{"label": "Assessment", "value": link}]


class EditAction(EditView):
    log, form_class, action = ACTIONS, forms.ActionPlanForm, actions.change_action


class ActionStep(StepView):
    log, permission = ACTIONS, permissions.KEEP

    @classmethod
    def is_open(cls, action):
        return action.in_force and super().is_open(action)

    def facts(self):
        return [{"label": "Action", "value": self.entry.text}]


class NoteProgress(ActionStep):
    name, label, heading = "note_progress", "Note progress", "Note progress of {}"
    form_class, action = forms.ProgressForm, actions.note_progress
    ending, submit_label = "progress", "Save the note"

    def initial(self):
        return {**super().initial(), "as_at": self.today}


class NotStarted(ActionStep):
    name, label, heading = "not_begin", "Not started", "Record {} as not started"
    form_class, action, ending = NoteForm, actions.record_not_started, "not-started"
    submit_label = "Record as not started"


class StartAction(ActionStep):
    name, label, form_class, action = "start", "Start", NoteForm, actions.start_action


class FinishAction(ActionStep):
    name, label, heading = "finish", "Done", "Mark {} as done"
    form_class, action = forms.FinishForm, actions.finish_action
    ending, submit_label = "done", "Mark as done"

    def initial(self):
        return {**super().initial(), "done_on": self.today}


class DropAction(ActionStep):
    name, label, action, danger = "drop", "Drop", actions.drop_action, True


class ReopenAction(ActionStep):
    name, label, action = "reopen", "Reopen", actions.reopen_action
