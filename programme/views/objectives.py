"""Pages of the objectives: what was wanted, what was achieved, and how well that meets it."""

from django.utils.functional import cached_property

from programme import actions, forms, objectives
from programme.authorization import permissions
from programme.fields import lines_of
from programme.formats import NOT_RECORDED, bullets, day
from programme.objectives import OBJECTIVES
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, ListView, StepView, facts_of


class ObjectiveList(ListView):
    log = OBJECTIVES
    filterset_class, table_class = objectives.ObjectiveFilter, objectives.ObjectiveTable
    empty_text = (
        "Add what the programme was set up to achieve, under the letters or numbers that its"
        " documents use."
    )

    @property
    def intro(self):
        """What readers may stumble over: letters that the documents leave out."""
        entries = self.log.entries(self.position)
        return " ".join(objectives.lettering_gaps(entries.values_list("reference", flat=True)))

    def summary(self, entries):
        """Count and key from one query: how many objectives were met how well."""
        found = list(entries.order_by().values_list("judgement", flat=True))
        counts = objectives.judgement_counts(found)
        key = [{**one, "key": "word", "filters": {"judgement": one["judgement"]}} for one in counts]
        return len(found), key


class ObjectiveDetail(DetailView):
    log = OBJECTIVES

    @cached_property
    def known(self):
        """The achievements known at the moment, in order: the last one counts."""
        return objectives.with_achievements([self.entry], at=self.at)[0].known

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
                        one.author or NOT_RECORDED,
                        bullets([one.recorded_by_name, day(one.recorded_at)]),
                    ]
                    for one in reversed(self.known)
                ],
                empty="No achievement has been recorded yet.",
            )
        ]


class AddObjective(AddView):
    log, form_class, action = OBJECTIVES, forms.AddObjectiveForm, actions.add_objective


class EditObjective(EditView):
    log, form_class, action = OBJECTIVES, forms.ObjectiveForm, actions.change_objective


class JudgeObjective(StepView):
    log, permission = OBJECTIVES, permissions.JUDGE_OBJECTIVES
    name, label = "judge", "Record what was achieved"
    heading, submit_label = "Record what was achieved: objective {}", "Save the achievement"
    form_class, action = forms.JudgeForm, actions.judge_objective
    intro = "Earlier achievements stay as they were recorded. The latest by its day counts."

    @classmethod
    def is_open(cls, entry):
        return True

    def facts(self):
        return [{"label": "Objective", "value": self.entry.text}]

    def initial(self):
        last = self.entry.achievements.known_at(None).in_order().last()
        names = ("judgement", "statement", "author")
        kept = {name: getattr(last, name) for name in names} if last else {}
        return {**super().initial(), **kept, "as_at": self.today}


class RewordObjective(StepView):
    log, permission = OBJECTIVES, permissions.JUDGE_OBJECTIVES
    name, label = "reword", "Reword the objective"
    heading, submit_label = "Reword objective {}", "Save the words"
    form_class, action = forms.RewordForm, actions.reword_objective
    intro = "The judgement stays, and from now on it is about these words."

    @classmethod
    def is_open(cls, entry):
        return bool(entry.judgement)

    def facts(self):
        return facts_of(self.entry, "judgement")

    def initial(self):
        return {**super().initial(), "text": self.entry.text}
