"""Pages of the objectives: what was wanted, what was achieved, and how well that meets it."""

from django.utils.functional import cached_property

from programme import actions, forms, objectives
from programme.authorization import permissions
from programme.fields import lines_of
from programme.formats import bullets, day
from programme.objectives import OBJECTIVES
from programme.ui.child_tables import ChildTable
from programme.ui.views import (
    ActionView,
    AddView,
    DetailView,
    DownloadMixin,
    EditView,
    ListView,
    facts_of,
)


class ObjectiveList(ListView):
    log = OBJECTIVES
    filterset_class, table_class = objectives.ObjectiveFilter, objectives.ObjectiveTable
    add_permission, add_label, add_url_name = (
        permissions.KEEP_PROGRAMME,
        "Add an objective",
        "objective_add",
    )
    empty_text = "Add what the programme was set up to achieve, under the letters or numbers that its documents use."

    @property
    def intro(self):
        """What readers may stumble over: letters that the documents leave out."""
        entries = self.log.entries(self.programme, self.at)
        return " ".join(objectives.lettering_gaps(entries.values_list("reference", flat=True)))

    def summary(self, entries):
        """Count and key from one query: how many objectives were met how well."""
        found = list(entries.order_by().values_list("judgement", flat=True))
        counts = objectives.judgement_counts(found)
        key = [
            {**one, "key": "word", "url": self.table.link(judgement=one["judgement"])}
            for one in counts
        ]
        return len(found), key

    def prepare(self, entries):
        return objectives.with_achievements(entries, at=self.at)


class ObjectiveDownload(DownloadMixin, ObjectiveList):
    pass


class ObjectiveDetail(DetailView):
    log = OBJECTIVES
    edit_permission, edit_url_name = permissions.KEEP_PROGRAMME, "objective_edit"

    @cached_property
    def known(self):
        """The achievements known at the moment, in order: the last one counts."""
        return objectives.with_achievements([self.entry], at=self.at)[0].known

    def groups(self):
        return [{"title": "The objective", "rows": facts_of(self.entry, "reference", "text")}]

    def steps(self):
        return [("Record what was achieved", "objective_judge", permissions.JUDGE_OBJECTIVES)]

    def tables(self):
        return [
            ChildTable(
                "Achievements",
                ["As at", "How well it was met", "Achievement", "Judged by", "Recorded"],
                [
                    [
                        day(one.as_at),
                        one.get_judgement_display(),
                        bullets(lines_of(one.statement)),
                        one.author,
                        bullets([one.recorded_by_name, day(one.recorded_at)]),
                    ]
                    for one in reversed(self.known)
                ],
                empty="No achievement has been recorded yet.",
            )
        ]


class AddObjective(AddView):
    log, permission = OBJECTIVES, permissions.KEEP_PROGRAMME
    title, form_class, action = "Add an objective", forms.AddObjectiveForm, actions.add_objective


class EditObjective(EditView):
    log, permission = OBJECTIVES, permissions.KEEP_PROGRAMME
    form_class, action = forms.ObjectiveForm, actions.change_objective


class JudgeObjective(ActionView):
    log, permission, noun = OBJECTIVES, permissions.JUDGE_OBJECTIVES, "Objective"
    action, verb, submit_label = (
        actions.judge_objective,
        "Record what was achieved: objective",
        "Save the achievement",
    )
    form_class = forms.JudgeForm
    intro = "Earlier achievements stay as they were recorded. The latest by its day counts."

    def facts(self):
        return [{"label": self.noun, "value": self.entry.text}]

    def initial(self):
        last = self.entry.achievements.in_order().last()
        kept = (
            {"judgement": last.judgement, "statement": last.statement, "author": last.author}
            if last
            else {}
        )
        return {**super().initial(), **kept, "as_at": self.today}
