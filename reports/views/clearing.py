"""Clearances of a draft: asked for, answered, withdrawn, their conditions met."""

from django.http import Http404
from django.utils.functional import cached_property

from programme.formats import day
from programme.ui.forms import WhyForm
from reports import actions, cleared, clearing_forms, permissions
from reports.attached import linked
from reports.choices import State
from reports.clearances import Clearance, ClearanceAnswer, ClearedDraft
from reports.document import report_context
from reports.editions import full_edition, kept_back, public_edition
from reports.leading import leading
from reports.readers import may_read_full, note_opened
from reports.unready import differing

from .base import ReportForm, attached_to
from .full import attached_in_full
from .steps import STANDS, ReportStep


class Ask(ReportStep):
    """Asks for the clearances that the body demands, and for another one."""

    permission, form_class = permissions.ASK, clearing_forms.AskForm
    states = (State.DRAFT,)
    title = submit_label = "Ask for clearance"
    intro = (
        "Whoever is asked finds it under “My clearances” on their first page. An answer is about "
        "the draft that was looked at: what is changed after it has to be cleared again."
    )

    def form(self, data=None):
        open_ones = {
            f"{demand.pk} {council.pk if council else '-'}": cleared.name_of(demand, council)
            for demand, council in cleared.not_asked(self.report, cleared.standings(self.report))
        }
        return self.form_class(data, programme=self.programme, open_ones=open_ones)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.ask_clearances(self.report, **who, **form.values())

    def done_message(self, report):
        return "Asked for clearance."


class OneClearance(ReportForm):
    """A form about one clearance of a report."""

    def find(self, pk):
        found = Clearance.objects.filter(pk=pk, report__in=self.visible())
        found = found.select_related("report__definition__programme", "partner", "person")
        self.clearance = found.first()
        if self.clearance is None:
            raise Http404("No such clearance.")
        super().find(self.clearance.report_id)
        if (one := self.clearance).ended_at:
            self.gone = f"{one.ended_by_name} withdrew this clearance. {one.ended_why}"
        elif self.report.state != State.DRAFT:
            last = one.answers.last()
            last = last if self.quotes or not last else cleared.unquoted(last)
            said = f"{last.sentence} " if last else ""
            self.gone = f"{one.label}: {said}The report is {STANDS[self.report.state]}."
        elif self.report.is_called_off:
            self.gone = f"{one.label}: {actions.called_off(self.report)}"

    @cached_property
    def standing(self):
        """Where the clearance stands for the draft; None once it was withdrawn."""
        found = cleared.standings(self.report, quoting=self.quotes)
        return next((one for one in found if one.clearance.pk == self.clearance.pk), None)

    def facts(self):
        one = self.clearance
        said = {
            "What is cleared": one.label,
            "Asked of": one.asked_on(self.today),
            "Asked by": f"{one.recorded_by_name} on {day(one.recorded_at)}",
            "Answer by": day(one.due_on),
            "Where it stands": self.standing and self._stands(),
        }
        return [{"label": label, "value": value} for label, value in said.items() if value]

    def _stands(self):
        return cleared.in_words_on(self.standing, self.report, self.today)


class AnswerClearance(OneClearance):
    """The page for the one who clears: what is asked, what changed, the draft, the answer."""

    permission, form_class = permissions.CLEAR, clearing_forms.AnswerForm
    template, submit_label = "reports/clear.html", "Send this answer"
    read_before = None  # the draft about which an answer was sent, where that is not the one of now

    @property
    def title(self):
        return f"Clearance: {self.clearance.label}"

    def form(self, data=None):
        now = cleared.fingerprint(self.report.content) if self.report.content else ""
        how = {"clearance": self.clearance, "initial": {"fingerprint": now}}
        return self.form_class(data, programme=self.programme, **how)

    def show(self, form):
        """What was typed stays; it is about the draft that is shown now, with what changed since
        the one that was looked at.
        """
        if form.is_bound:
            form.data = form.data.copy()
            looked_at, now = form.data.get("fingerprint", ""), form["fingerprint"].initial
            kept = ClearedDraft.objects.filter(report=self.report.pk, fingerprint=looked_at)
            self.read_before = kept.exclude(fingerprint=now).first()
            form.data["fingerprint"] = form["fingerprint"].initial
        return super().show(form)

    def context(self, **extra):
        form, found = extra["form"], self.standing
        mine = actions.may_answer(self.clearance, self.request.user, self.now)
        waits = found and not found.answer and not self.gone
        drawn = self.report.content and not self.report.is_in_the_making
        return super().context(
            report=self.report,
            mine=mine,
            answers=mine and (waits or form.is_bound),
            last=None if self.read_before else self.last,
            read_before=self.read_before,
            changes=self._changes() if drawn else [],
            differing=differing(self.report) if drawn and self._reads_all() else [],
            reads_full=drawn and self.reads_full,
            **(self._draft() if drawn else {}),
            **extra,
        )

    def _reads_all(self):
        return self.reads_full or not self.report.has_full

    def _draft(self):
        content = self.report.public_content
        if self.reads_full:
            content = full_edition(self.report.content)
            note_opened(self.report, by=self.request.user, at=self.now, what="Page of a clearance")
        shown = leading(report_context(content), self, content["heading"]["position_as_at"])
        address = attached_in_full if self.reads_full else attached_to
        return linked(shown, address(self, self.report))

    @cached_property
    def reads_full(self):
        """Whether there is a full edition and the person may read it."""
        report = self.report
        return report.has_full and may_read_full(report, self.request.user, self.now)

    @cached_property
    def last(self):
        """The last answer about another draft for the meeting, to a clearance like this one."""
        one, report = self.clearance, self.report
        now = cleared.fingerprint(report.content) if report.content else ""
        like = {"label": one.label, "role": one.role, "post": one.post}
        found = ClearanceAnswer.objects.filter(
            clearance__report__definition=report.definition_id,
            clearance__report__meeting=report.meeting_id,
            **{f"clearance__{name}": value for name, value in like.items()},
            clearance__partner=one.partner_id,
            clearance__person=one.person_id,
        )
        last = found.exclude(draft__fingerprint=now).select_related("draft").last()
        return last if self.quotes or not last else cleared.unquoted(last)

    def _changes(self):
        """What differs from the draft that was looked at, or was answered about last."""
        then = self.read_before or self.last and self.last.draft
        if not then or not then.content or cleared.rests_on_withdrawn(then):
            return []
        both = then.content, self.report.content
        shown = (
            public_edition if any(map(kept_back, both)) and not self.reads_full else full_edition
        )
        return cleared.changed_since(*map(shown, both))

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.answer_clearance(self.clearance, **who, **form.values())

    def done_message(self, report):
        done = "Your answer is recorded."
        drawn = "Nothing is missing now: the draft is drawn again with who cleared it."
        return f"{done} {drawn}" if report.is_in_the_making else done


class Withdraw(OneClearance):
    """Asks for a clearance no longer."""

    permission, form_class, danger = permissions.ASK, WhyForm, True
    title, submit_label = "Withdraw a clearance", "Withdraw it"
    intro = (
        "What was answered stays on record. A clearance that the body demands has to be asked for "
        "again before the report is published."
    )

    def form(self, data=None):
        form = super().form(data)
        del form.fields["version"]
        return form

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.withdraw_clearance(self.clearance, **who, **form.values())

    def done_message(self, report):
        return f"{self.clearance.label} is withdrawn."


class Met(OneClearance):
    """Says how the condition of a clearance was met."""

    permission, form_class = permissions.PUBLISH, clearing_forms.MetForm
    title, submit_label = "Say how a condition was met", "Save"

    def find(self, pk):
        super().find(pk)
        if not self.gone and not (self.standing and self.standing.has_open_condition):
            self.gone = f"{self.clearance.label} has no condition that is open."

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.meet_condition(self.clearance, **who, **form.values())

    def done_message(self, report):
        return "Saved. The condition counts as met."
