"""Pages of workstreams and follow-on actions. Each view calls one action."""

from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.fields import lines_of
from programme.formats import bullets, day, moment
from programme.ui.views import (
    ActionView,
    AddView,
    DetailView,
    DownloadMixin,
    EditView,
    FormView,
    ListView,
    facts_of,
)

from . import actions, forms, permissions
from .choices import STEPS, State
from .filters import FollowOnFilter, WorkstreamFilter
from .models import ProgressScale
from .querysets import with_positions
from .reporting import FOLLOW_ON, NO_POSITION, WORKSTREAMS, progress_counts
from .tables import FollowOnTable, WorkstreamTable, boxed


class WorkstreamList(ListView):
    log = WORKSTREAMS
    filterset_class, table_class = WorkstreamFilter, WorkstreamTable
    add_permission, add_label, add_url_name = (
        permissions.KEEP,
        "Add a workstream",
        "workstreams:add",
    )
    empty_text = (
        "Add the first workstream: what it is for and who leads it. Then record how it stands."
    )

    def summary(self, entries):
        """Count and the key of progress from one query: how many workstreams each of the programme's words has."""
        words = list(entries.order_by().values_list("progress", flat=True))
        key = [
            {
                **row,
                "key": "word",
                "url": self.table.link(
                    progress=row["word"] if row["word"] != NO_POSITION else "none"
                ),
            }
            for row in progress_counts(words, self.filterset.scale)
        ]
        return len(words), key

    def prepare(self, entries):
        return with_positions(entries, at=self.at)

    def extra(self):
        if self.at or not self.allowed(permissions.SET_SCALE):
            return {}
        return {
            "extra_links": [
                {"label": "Set the words for progress", "url": self.address("workstreams:scale")}
            ]
        }


class WorkstreamDownload(DownloadMixin, WorkstreamList):
    pass


class WorkstreamDetail(DetailView):
    log = WORKSTREAMS
    edit_permission, edit_url_name = permissions.KEEP, "workstreams:edit"

    @cached_property
    def known(self):
        """The positions known at the moment, in order: the last one counts."""
        return with_positions([self.entry], at=self.at)[0].known

    def groups(self):
        purpose = {"label": "Purpose", "value": bullets(lines_of(self.entry.purpose))}
        facts = facts_of(self.entry, "owner", "lead_partner", "note")
        return [
            {"title": "The workstream", "rows": [*facts_of(self.entry, "title"), purpose, *facts]},
            self._position(),
        ]

    def _position(self):
        last = self.known[-1] if self.known else None
        rows = facts_of(self.entry, "progress", "position_on")
        rows.append({"label": "Position", "value": bullets(lines_of(last.text)) if last else ""})
        return {"title": "Current position", "rows": rows, "change_url": None}

    def flags(self):
        return self.entry.flags(self.known)

    def steps(self):
        return [("Record the position", "workstreams:position", permissions.KEEP)]

    def tables(self):
        return [self._follow_on(), self._positions()]

    def _follow_on(self):
        found = FOLLOW_ON.entries(self.programme, self.at).filter(workstream=self.entry.pk)
        may_keep = self.allowed(permissions.KEEP) and not self.at
        url = f"{self.address('workstreams:propose')}?workstream={self.entry.reference}"
        return {
            "title": "Follow-on actions",
            "head": ["Ref", "Follow-on action", "State", "New owner", "Plan and monitoring body"],
            "rows": [
                [
                    self._link(one),
                    one.title,
                    boxed(one.get_state_display()),
                    one.owner,
                    bullets([words for words in (one.plan, one.monitoring_body) if words]),
                ]
                for one in found
            ],
            "empty": "No follow-on action is on record.",
            "actions": [{"label": "Propose a follow-on action", "url": url}] if may_keep else [],
        }

    def _link(self, action):
        url = self.address("workstreams:action", action.reference)
        return format_html('<a href="{}">{}</a>', url, action.reference)

    def _positions(self):
        return {
            "title": "Positions",
            "head": ["As at", "Progress", "Position", "Recorded"],
            "rows": [
                [
                    day(p.as_at),
                    self._judged(p),
                    bullets(lines_of(p.text)),
                    bullets([p.recorded_by_name, day(p.recorded_at)]),
                ]
                for p in reversed(self.known)
            ],
            "empty": "No position has been recorded yet.",
        }

    def _judged(self, position):
        """The word, and the paper that says so where there is one."""
        return bullets([position.progress, *([position.source] if position.source else [])])


class AddWorkstream(AddView):
    log, permission = WORKSTREAMS, permissions.KEEP
    title, form_class, action = "Add a workstream", forms.WorkstreamForm, actions.add_workstream


class EditWorkstream(EditView):
    log, permission = WORKSTREAMS, permissions.KEEP
    form_class, action = forms.WorkstreamForm, actions.change_workstream


class AddPosition(ActionView):
    log, permission, noun = WORKSTREAMS, permissions.KEEP, "Workstream"
    action, verb, submit_label = actions.add_position, "Record the position of", "Save the position"
    form_class = forms.PositionForm
    intro = "Older positions stay as they were recorded. The latest by its day counts."

    def form(self, data=None):
        scale = ProgressScale.objects.words(self.programme, None, self.today)
        return self.form_class(data, programme=self.programme, scale=scale, initial=self.initial())

    def initial(self):
        last = self.entry.positions.in_order().last()
        kept = {"progress": last.progress, "text": last.text} if last else {}
        return {**super().initial(), **kept, "as_at": self.today}


class SetScale(FormView):
    log, permission = WORKSTREAMS, permissions.SET_SCALE
    title, form_class, submit_label = "Set the words for progress", forms.ScaleForm, "Set the words"
    intro = (
        "From this day on progress is judged in these words. What was judged before keeps its word."
    )

    def form(self, data=None):
        now = ProgressScale.objects.words(self.programme, None, self.today)
        return self.form_class(
            data,
            programme=self.programme,
            initial={"words": "\n".join(now), "applies_from": self.today},
        )

    def act(self, form):
        return actions.set_scale(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )

    def done_url(self, scale):
        return self.address("workstreams:list")

    def done_message(self, scale):
        return f"From {day(scale.applies_from)} progress is judged in these words: {scale}."


class FollowOnList(ListView):
    log = FOLLOW_ON
    filterset_class, table_class = FollowOnFilter, FollowOnTable
    add_permission, add_label, add_url_name = (
        permissions.KEEP,
        "Propose a follow-on action",
        "workstreams:propose",
    )
    empty_text = "Propose what has to go on when a workstream ends. Each action needs a new owner, a plan and a monitoring body."

    def table_arguments(self):
        return {**super().table_arguments(), "workstreams": self.filterset.workstreams}


class FollowOnDownload(DownloadMixin, FollowOnList):
    pass


class FollowOnDetail(DetailView):
    log = FOLLOW_ON

    @property
    def edit_permission(self):
        return permissions.KEEP if self.entry.state in STEPS["change"] else None

    edit_url_name = "workstreams:edit_action"

    def groups(self):
        entry, of = (
            self.entry,
            WORKSTREAMS.entries(self.programme, self.at).get(pk=self.entry.workstream_id),
        )
        link = format_html(
            '<a href="{}">{}</a>', self.address("workstreams:detail", of.reference), of
        )
        return [
            {
                "title": "The action",
                "rows": [
                    *facts_of(entry, "title"),
                    {"label": "Workstream", "value": link},
                    *facts_of(entry, "detail", "due_on", "lead_partner", "source"),
                ],
            },
            {
                "title": "Who goes on with it",
                "rows": [*facts_of(entry, "owner", "plan", "monitoring_body"), *self._accepted()],
            },
            *self._ended(),
        ]

    def _accepted(self):
        entry = self.entry
        said = (
            f"{moment(entry.accepted_at)}, recorded by {entry.accepted_by_name}"
            if entry.accepted_at
            else ""
        )
        return [{"label": "Accepted", "value": said}]

    def _ended(self):
        names = (
            ["outcome", "done_on"]
            if self.entry.done_on
            else ["withdrawn_because"]
            if self.entry.withdrawn_because
            else []
        )
        return (
            [{"title": "How it ended", "rows": facts_of(self.entry, *names), "change_url": None}]
            if names
            else []
        )

    def flags(self):
        flags, missing = [], self.entry.missing()
        if self.entry.is_overdue(self.day):
            flags.append(f"Overdue: it was due on {day(self.entry.due_on)}.")
        if self.entry.state == State.PROPOSED and missing:
            flags.append(f"Before it can be accepted it needs: {', '.join(missing)}.")
        return flags

    def steps(self):
        offered = [
            ("Accept", "accept", permissions.ACCEPT),
            ("Say that it is done", "complete", permissions.KEEP),
            ("Withdraw", "withdraw", permissions.KEEP),
            ("Reopen", "reopen", permissions.KEEP),
        ]
        return [
            (label, f"workstreams:{name}", who)
            for label, name, who in offered
            if self.entry.state in STEPS[name]
        ]


class ProposeFollowOn(AddView):
    log, permission = FOLLOW_ON, permissions.KEEP
    title, form_class, action = (
        "Propose a follow-on action",
        forms.FollowOnForm,
        actions.propose_follow_on,
    )

    def form(self, data=None):
        named = WORKSTREAMS.entries(self.programme).filter(
            reference=self.request.GET.get("workstream", "")
        )
        return self.form_class(
            data, programme=self.programme, initial={"workstream": named.first()}
        )

    def facts(self):
        if WORKSTREAMS.entries(self.programme).exists():
            return []
        link = format_html(
            '<a href="{}">Add the workstream first</a>', self.address("workstreams:add")
        )
        return [{"label": "Workstream", "value": link}]


class EditFollowOn(EditView):
    log, permission = FOLLOW_ON, permissions.KEEP
    form_class, action = forms.FollowOnForm, actions.change_follow_on
    intro = "A change of the action, its new owner, its plan or its monitoring body makes an acceptance void."


class FollowOnStep(ActionView):
    log, permission, noun = FOLLOW_ON, permissions.KEEP, "Follow-on action"


class AcceptFollowOn(FollowOnStep):
    action, verb, form_class = actions.accept_follow_on, "Accept", forms.AcceptForm
    permission = permissions.ACCEPT
    intro = "Record the acceptance when the new owner has agreed to go on with it."

    def initial(self):
        now = {name: getattr(self.entry, name) for name in ("owner", "plan", "monitoring_body")}
        return {**super().initial(), **now}


class CompleteFollowOn(FollowOnStep):
    action, verb, form_class = actions.complete_follow_on, "Say what was done:", forms.CompleteForm
    submit_label = "Save as done"

    def initial(self):
        return {**super().initial(), "done_on": self.today}


class WithdrawFollowOn(FollowOnStep):
    action, verb, danger = actions.withdraw_follow_on, "Withdraw", True


class ReopenFollowOn(FollowOnStep):
    action, verb = actions.reopen_follow_on, "Reopen"
