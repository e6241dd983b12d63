"""Pages of workstreams and follow-on actions. Each view calls one action."""

from django.utils.html import format_html

from programme.fields import lines_of
from programme.formats import bullets, day, moment, with_lateness
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, FormView, ListView, StepView
from programme.written import words_and_day

from . import actions, forms, permissions
from .choices import State
from .filters import FollowOnFilter, WorkstreamFilter
from .log import FOLLOW_ON, WORKSTREAMS, chosen, progress_counts
from .models import ProgressScale
from .tables import FollowOnTable, WorkstreamTable, boxed


class WorkstreamList(ListView):
    log, filterset_class, table_class = WORKSTREAMS, WorkstreamFilter, WorkstreamTable
    empty_text = (
        "Add the first workstream: what it is for and who leads it. Then record how it stands."
    )

    def summary(self, entries):
        """Count and key from one query: how many workstreams each of the programme's words has."""
        words = list(entries.order_by().values_list("progress", flat=True))
        found = progress_counts(words, self.filterset.scale)
        key = [
            {**row, "key": "word", "filters": {"progress": chosen(row["word"])}} for row in found
        ]
        return len(words), key

    def extra(self):
        if self.at or not self.allowed(permissions.SET_SCALE):
            return {}
        url = self.address("workstreams:scale")
        return {"extra_links": [{"label": "Set the words for progress", "url": url}]}


class WorkstreamDetail(DetailView):
    log, prepared = WORKSTREAMS, True

    def show_purpose(self):
        return bullets(lines_of(self.entry.purpose))

    def show_position(self):
        return bullets(lines_of(self.entry.last_position.text))

    def flags(self):
        return self.entry.flags()

    def tables(self):
        return [self._follow_on(), self._positions()]

    def _follow_on(self):
        found = FOLLOW_ON.entries(self.position).filter(workstream=self.entry.pk)
        url = f"{self.address(FOLLOW_ON.url('add'))}?workstream={self.entry.reference}"
        propose = {"label": f"Add {FOLLOW_ON.noun}", "url": url}
        return ChildTable(
            "Follow-on actions",
            ["Ref", "Follow-on action", "State", "New owner", "Plan and monitoring body"],
            [
                [
                    self._link(one),
                    one.title,
                    self._state(one),
                    one.owner,
                    bullets([words for words in (one.plan, one.monitoring_body) if words]),
                ]
                for one in found
            ],
            empty="No follow-on action is on record.",
            actions=[propose] if self.may_keep else [],
        )

    def _state(self, action):
        state = boxed(action.get_state_display())
        late = action.is_overdue(self.day)
        return with_lateness(state, action.due_on, self.day) if late else state

    def _link(self, action):
        url = self.address(FOLLOW_ON.url("detail"), action.reference)
        return format_html('<a href="{}">{}</a>', url, action.reference)

    def _positions(self):
        return ChildTable(
            "Positions",
            ["As at", "Progress", "Position", "Recorded"],
            [
                [
                    day(one.as_at),
                    bullets([one.progress, *([one.source] if one.source else [])]),
                    bullets(lines_of(one.text)),
                    bullets([one.recorded_by_name, day(one.recorded_at)]),
                ]
                for one in reversed(self.entry.known)
            ],
            empty="No position has been recorded yet.",
        )


class AddWorkstream(AddView):
    log, form_class, action = WORKSTREAMS, forms.WorkstreamForm, actions.add_workstream


class EditWorkstream(EditView):
    log, form_class, action = WORKSTREAMS, forms.WorkstreamForm, actions.change_workstream


class AddPosition(StepView):
    log, permission = WORKSTREAMS, permissions.KEEP
    name, label, heading = "position", "Record the position", "Record the position of {}"
    form_class, action = forms.PositionForm, actions.add_position
    submit_label = "Save the position"
    intro = "Older positions stay as they were recorded. The latest by its day counts."

    @classmethod
    def is_open(cls, entry):
        return True

    def form(self, data=None):
        scale = ProgressScale.objects.words(self.position)
        return self.form_class(data, programme=self.programme, scale=scale, initial=self.initial())

    def initial(self):
        last = self.entry.positions.known_at(None).in_order().last()
        kept = {"text": last.text} if last else {}
        return {**super().initial(), **kept, "as_at": self.today}


class SetScale(FormView):
    log, permission = WORKSTREAMS, permissions.SET_SCALE
    title, form_class, submit_label = "Set the words for progress", forms.ScaleForm, "Set the words"
    intro = (
        "From this day on progress is judged in these words. What was judged before keeps its word."
    )

    def form(self, data=None):
        now = "\n".join(ProgressScale.objects.words(self.position))
        initial = {"words": now, "applies_from": self.today}
        return self.form_class(data, programme=self.programme, initial=initial)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.set_scale(programme=self.programme, **who, **form.values())

    def done_url(self, scale):
        return self.address("workstreams:list")

    def done_message(self, scale):
        return f"From {day(scale.applies_from)} progress is judged in these words: {scale}."


class FollowOnList(ListView):
    log, filterset_class, table_class = FOLLOW_ON, FollowOnFilter, FollowOnTable
    empty_text = (
        "Propose what has to go on when a workstream ends. "
        "Each action needs a new owner, a plan and a monitoring body."
    )

    def prepare(self, entries):
        return self.log.prepare(entries, self.position, self.filterset.workstreams)


class FollowOnDetail(DetailView):
    log, prepared = FOLLOW_ON, True

    def show_workstream(self):
        of = self.entry.workstream
        url = self.address(WORKSTREAMS.url("detail"), of.reference)
        return format_html('<a href="{}">{}</a>', url, of)

    def show_due(self):
        return words_and_day(self.entry, "due")

    def show_accepted_on(self):
        who = self.position.signed(self.entry, "accepted")
        return f"{moment(self.entry.accepted_at)}, recorded by {who}"

    def flags(self):
        flags, missing = [], self.entry.missing()
        if self.entry.is_overdue(self.day):
            flags.append(f"Overdue: it was due {words_and_day(self.entry, 'due')}.")
        if self.entry.state == State.PROPOSED and missing:
            flags.append(f"Before it can be accepted it needs: {', '.join(missing)}.")
        return flags


class ProposeFollowOn(AddView):
    log, form_class, action = FOLLOW_ON, forms.FollowOnForm, actions.propose_follow_on

    def form(self, data=None):
        reference = self.request.GET.get("workstream", "")
        named = WORKSTREAMS.entries(self.position).filter(reference=reference).first()
        return self.form_class(data, programme=self.programme, initial={"workstream": named})

    def facts(self):
        if WORKSTREAMS.entries(self.position).exists():
            return []
        url = self.address(WORKSTREAMS.url("add"))
        link = format_html('<a href="{}">Add the workstream first</a>', url)
        return [{"label": "Workstream", "value": link}]


class EditFollowOn(EditView):
    log, form_class, action = FOLLOW_ON, forms.FollowOnForm, actions.change_follow_on


class FollowOnStep(StepView):
    log, permission = FOLLOW_ON, permissions.KEEP


class AcceptFollowOn(FollowOnStep):
    name, label, permission = "accept", "Accept", permissions.ACCEPT
    form_class, action = forms.AcceptForm, actions.accept_follow_on
    intro = "Record the acceptance when the new owner has agreed to go on with it."

    def initial(self):
        names = ("owner", "owner_user", "plan", "monitoring_body")
        return {**super().initial(), **{name: getattr(self.entry, name) for name in names}}


class CompleteFollowOn(FollowOnStep):
    name, label, heading = "complete", "Say that it is done", "Say that {} is done"
    form_class, action = forms.CompleteForm, actions.complete_follow_on
    submit_label, alone = "Save as done", True

    def initial(self):
        return {**super().initial(), "done_on": self.today}


class WithdrawFollowOn(FollowOnStep):
    name, label, action, danger = "withdraw", "Withdraw", actions.withdraw_follow_on, True


class ReopenFollowOn(FollowOnStep):
    name, label, action = "reopen", "Reopen", actions.reopen_follow_on
