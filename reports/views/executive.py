"""Key decisions and private business of an executive: planned, their notices recorded, undone."""

from django.db.models import Q
from django.http import Http404
from django.utils.html import format_html

from programme.authorization.permissions import KEEP_CALENDAR, SEE_LOGS
from programme.formats import day
from programme.forms import WhyForm
from programme.models import AuditEvent, Body
from programme.models.meetings import meetings_of
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.views import FormView
from reports import permissions
from reports.actions import executive as actions
from reports.executive import ExecutiveBusiness, ExecutiveNotice, Step
from reports.executive_clock import STEPS, sentences, stands, warnings, with_notices
from reports.executive_forms import BusinessForm, NoticeForm

LINK = '<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'


class OfMeeting(ProgrammeView):
    """A page about what an executive has planned for a meeting."""

    permission = permissions.SEE

    def find_meeting(self, pk):
        found = meetings_of(self.programme, self.at, id=pk)
        if not found:
            raise Http404("No such meeting.")
        (self.meeting,) = found

    def crumbs(self):
        meeting = (f"{self.meeting.body.name}, {self.meeting.when}", self.meeting_url())
        return [*ProgrammeView.crumbs(self), ("Meetings", self.address("meetings")), meeting]

    def meeting_url(self):
        return self.address("meeting", self.meeting.pk)


class OfBusiness(OfMeeting):
    """A page about one key decision, or one matter in private; also once that was taken back."""

    def find(self, pk, **kwargs):
        rows = ExecutiveBusiness.objects.filter(pk=pk, meeting__body__programme=self.programme)
        rows = rows.filter(recorded_at__lte=self.at or self.now)
        self.business = with_notices(rows, self.at).first()
        if self.business is None:
            raise Http404("No such business.")
        self.find_meeting(self.business.meeting_id)

    def crumbs(self):
        return [*super().crumbs(), (str(self.business), self.business_url())]

    def business_url(self):
        return self.address("reports:business", self.business.pk)


class Business(OfBusiness):
    """By when each notice of it is published, where it stands, and what was said to the public."""

    @property
    def title(self):
        return str(self.business)

    def crumbs(self):
        return super().crumbs()[:-1]

    def get(self, request, **kwargs):
        business = self.business
        ended = business.ended_at and (not self.at or business.ended_at <= self.at)
        keeps = self.allowed(KEEP_CALENDAR) and not self.at and not ended
        paper = f" Paper: {business.definition.title}." if business.definition else ""
        back = {"label": "Take this back", "url": self._to("undo_business", business.pk)}
        return self.page(
            "programme/meeting.html",
            intro=f"{self.meeting}.{paper} 28 clear days are days of the calendar; five clear days"
            " are counted as for papers.",
            flags=[self._gone()] if ended else warnings(business, self.meeting, self.day),
            tables=self._tables(keeps),
            extra_links=[back] if keeps else [],
            events=self._events(),
        )

    def _gone(self):
        return f"Taken back on {day(self.business.ended_at)}: {self.business.ended_why}"

    def _tables(self, keeps):
        rows = [self._row(one, keeps) for one in stands(self.business, self.meeting, self.day)]
        said = [[one] for one in sentences(self.business)]
        head = ["Step", "By", "Where it stands", *["Change"] * keeps]
        said = said if self.business.standing else []
        told = ChildTable(
            "As everybody reads it", ["Words"], said, empty="Nothing was published yet."
        )
        return [ChildTable("Notices", head, rows), told]

    def _row(self, one, keeps):
        cells = [one.label, day(one.by) if one.by else "", one.words]
        return [*cells, self._link(one)] if keeps else cells

    def _link(self, one):
        if one.notice:
            url, word = self._to("undo_notice", one.notice.pk), "Undo"
        else:
            url, word = self._to("record_notice", self.business.pk, one.step.value), "Record"
        return format_html(LINK, url, word, one.label)

    def _to(self, name, *args):
        return self.address(f"reports:{name}", *args)

    def _events(self):
        if not self.allowed(SEE_LOGS):
            return AuditEvent.objects.none()
        notices = ExecutiveNotice.objects.filter(business=self.business).values("pk")
        about = Q(subject_type=ExecutiveBusiness._meta.label_lower, subject_id=self.business.pk)
        about |= Q(subject_type=ExecutiveNotice._meta.label_lower, subject_id__in=notices)
        found = AuditEvent.objects.filter(about)
        return found.filter(at__lte=self.at) if self.at else found


class AddBusiness(OfMeeting, FormView):
    """Plans a key decision, or business in private, for a meeting of an executive."""

    permission, form_class = KEEP_CALENDAR, BusinessForm
    title = "Add a key decision or private business"
    intro = "Notice of it is recorded on its page, where the last day for it stands."

    def find(self, meeting):
        self.find_meeting(meeting)
        if self.meeting.body.regime != Body.Regime.EXECUTIVE:
            self.gone = actions.NOT_EXECUTIVE.format(self.meeting.body)

    def form(self, data=None):
        return BusinessForm(data, programme=self.programme, body=self.meeting.body)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.add_business(meeting=self.meeting, **who, **form.values())

    def cancel_url(self):
        return self.meeting_url()

    def done_url(self, business):
        return self.address("reports:business", business.pk)

    def done_message(self, business):
        return f"{business} saved."


class BusinessStep(OfBusiness, FormView):
    """A form about some business that stands."""

    permission = KEEP_CALENDAR

    def find(self, pk, **kwargs):
        super().find(pk)
        if self.business.ended_at:
            self.gone = actions.TAKEN_BACK

    def facts(self):
        return [
            {"label": self.business.get_what_display(), "value": self.business.matter},
            {"label": "Meeting", "value": str(self.meeting)},
        ]

    def cancel_url(self):
        return self.business_url()

    def done_url(self, row):
        return self.business_url()


class RecordNotice(BusinessStep):
    """Records that a notice was published, or by what exception it goes without."""

    form_class = NoticeForm

    def find(self, pk, step):
        super().find(pk)
        if step not in STEPS[self.business.what]:
            raise Http404("No such step.")
        self.step = Step(step)
        if any(one.step == step for one in self.business.standing):
            self.gone = actions.RECORDED

    @property
    def title(self):
        return f"Record: {self.step.label.lower()}"

    def form(self, data=None):
        how = {"business": self.business, "step": self.step}
        return NoticeForm(data, programme=self.programme, **how)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.record_notice(self.business, step=self.step, **who, **form.values())

    def done_message(self, notice):
        return f"{self.step.label} recorded."


class UndoNotice(BusinessStep):
    """Undoes a notice that was recorded wrongly."""

    title, form_class, danger = "Undo what was recorded", WhyForm, True
    submit_label = "Undo it"
    intro = "It stays in the history. What was printed stays as it is."

    def find(self, pk):
        found = ExecutiveNotice.objects.filter(pk=pk).select_related("business").first()
        if found is None:
            raise Http404("No such notice.")
        self.notice = found
        super().find(found.business_id)
        if found.ended_at:
            self.gone = actions.UNDONE

    def facts(self):
        said = f"{self.notice.get_step_display()}, {day(self.notice.given_on)}"
        return [*super().facts(), {"label": "Recorded", "value": said}]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.undo_notice(self.notice, **who, **form.values())

    def done_message(self, notice):
        return f"{notice.get_step_display()} undone."


class UndoBusiness(BusinessStep):
    """Takes back what was planned for a meeting."""

    title, form_class, danger = "Take back what was planned", WhyForm, True
    submit_label = "Take it back"
    intro = "It and its notices stay in the history; the public page names them no more."

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.undo_business(self.business, **who, **form.values())

    def done_url(self, business):
        return self.meeting_url()

    def done_message(self, business):
        return f"{business} taken back."
