"""Pages of the kernel: your programmes, the overview, the calendar, people, history, the account."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.views.generic import TemplateView

from programme import actions, forms, reporting
from programme.authorization import permissions
from programme.authorization.matrix import matrix
from programme.clear_days import working_days_before, working_days_between
from programme.models import AuditEvent, Meeting, Membership
from programme.templatetags.governance import day
from programme.ui.base import ProgrammeView
from programme.ui.views import FormView

OPEN_TO_ALL = "open to everyone"
SIGNED_IN = "for everybody who is signed in"


class SignIn(auth_views.LoginView):
    access = OPEN_TO_ALL
    authentication_form = forms.SignInForm
    redirect_authenticated_user = True


class SignOut(auth_views.LogoutView):
    access = OPEN_TO_ALL


class PasswordChange(auth_views.PasswordChangeView):
    access = SIGNED_IN

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.label_suffix, form.use_required_attribute = "", False
        return form


class PasswordChanged(auth_views.PasswordChangeDoneView):
    access = SIGNED_IN


class Account(LoginRequiredMixin, TemplateView):
    access = SIGNED_IN
    template_name = "programme/account.html"


class Accessibility(TemplateView):
    access = OPEN_TO_ALL
    template_name = "programme/accessibility.html"


class Home(LoginRequiredMixin, TemplateView):
    """Your programmes; with one, straight into it."""

    access = SIGNED_IN
    template_name = "programme/home.html"

    def get(self, request):
        held = {}
        for membership in request.user.memberships.current().select_related("programme"):
            held.setdefault(membership.programme, []).append(membership.get_role_display().lower())
        if len(held) == 1:
            return redirect("overview", next(iter(held)).slug)
        items = [
            {"programme": programme, "roles": sorted(set(roles)), "url": reverse("overview", args=[programme.slug])}
            for programme, roles in held.items()
        ]
        return self.render_to_response({"memberships_by_programme": items})


class Overview(ProgrammeView):
    """The programme at a glance: the clock, what needs somebody, each log, what changed."""

    permission = permissions.SEE_PROGRAMME
    title = "Overview"

    def get(self, request, **kwargs):
        if not self.allowed(permissions.SEE_LOGS):
            return redirect(self.address("reports:list"))
        moment = self.at or self.now
        week = AuditEvent.objects.filter(
            programme=self.programme, at__gt=moment - timedelta(days=7), at__lte=moment
        )
        return self.page(
            "programme/overview.html",
            partners=self.programme.partners.all(),
            objectives=self.programme.objectives.all(),
            clock=clock(self, self.day),
            needs=[] if self.at else self._needs(),
            tiles=self._tiles(),
            changes=week[:20],
            quiet=self._quiet(),
            edit_url=self._edit_url(),
        )

    def _needs(self):
        found = [need for log in reporting.logs() for need in log.needs(self.programme, today=self.today)]
        for path in settings.NEEDS:
            found += import_string(path)(self.programme, now=self.now, roles=self.roles)
        return found

    def _tiles(self):
        return [
            {
                "title": log.title,
                "url": self.address(log.url_name),
                **{name: getattr(log.tile(self.programme, at=self.at, today=self.day), name) for name in ("count", "lines")},
            }
            for log in reporting.logs()
            if log.leads
        ]

    def _quiet(self):
        """A programme in which nothing has happened for long is best seen as it last stood."""
        last = AuditEvent.objects.filter(programme=self.programme, at__lte=self.now).values_list("at", flat=True).first()
        if self.at or not last or self.now - last < timedelta(days=180):
            return None
        position = self.programme.previous_position or last
        text = f"Nothing has been recorded here since {day(last)}. See the programme as at {day(position)}"
        return {"text": text, "url": f"?at={position:%Y-%m-%d}"}

    def _edit_url(self):
        return self.address("programme_edit") if self.allowed(permissions.KEEP_PROGRAMME) and not self.at else None


def clock(view, today):
    """The next meeting of each body: latest publication, last safe day to edit, working days left."""
    draft_lead = import_string(settings.DRAFT_LEADS)(view.programme)
    upcoming = Meeting.objects.filter(body__programme=view.programme, on__gte=today, cancelled_at=None)
    first = {}
    for meeting in upcoming.select_related("body").prefetch_related("body__closed_days"):
        first.setdefault(meeting.body_id, meeting)
    return [_clock_line(view, meeting, today, draft_lead.get(meeting.body_id)) for meeting in first.values()]


def _clock_line(view, meeting, today, lead):
    body, publish_by = meeting.body, meeting.reckoning().publish_by
    left = working_days_between(today, publish_by, body.nation, body.closures())
    late = today > publish_by
    draft_on = None if lead is None else working_days_before(publish_by, lead, body.nation, body.closures())
    return {
        "body": body.name,
        "meeting_on": meeting.on,
        "publish_by": publish_by,
        "draft_on": draft_on,
        "days_left_text": "Publication date has passed" if late else f"{left} working day{'' if left == 1 else 's'} left",
        "url": view.address("meeting", meeting.pk),
    }


class Meetings(ProgrammeView):
    """The calendar of every body with the clock of each meeting."""

    permission = permissions.SEE_PROGRAMME
    title = "Meetings"

    def get(self, request):
        keeps = self.allowed(permissions.KEEP_CALENDAR) and not self.at
        bodies = self.programme.bodies.prefetch_related("meetings", "closed_days")
        links = [("Add a body", "body_add"), ("Add a closed day", "closed_day_add")] if keeps else []
        return self.page(
            "programme/meetings.html",
            intro="" if bodies else "No body yet. Add the committee or board that this programme reports to.",
            add_url=self.address("meeting_add") if keeps and bodies else None,
            add_label="Add a meeting",
            tables=[self._table(body) for body in bodies],
            extra_links=[{"label": label, "url": self.address(name)} for label, name in links],
        )

    def _table(self, body):
        rows = []
        for meeting in reversed(body.meetings.all()):
            meeting.body = body
            publish_by = meeting.reckoning().publish_by
            left = working_days_between(self.day, publish_by, body.nation, body.closures())
            url = self.address("meeting", meeting.pk)
            state = "Cancelled" if meeting.cancelled_at else "Over" if meeting.on < self.day else f"{left} working days"
            rows.append([format_html('<a href="{}">{}</a>', url, day(meeting.on)), day(publish_by), state, meeting.place])
        return {
            "title": f"{body.name} ({body.get_kind_display().lower()}, {body.clear_days} clear days)",
            "head": ["Meeting", "Publish by", "Time left to publish", "Place"],
            "rows": rows,
            "empty": "No meeting in the calendar yet.",
        }


class MeetingPage(ProgrammeView):
    """One meeting: how its publication date comes about, day by day."""

    permission = permissions.SEE_PROGRAMME

    def find(self, pk):
        found = Meeting.objects.filter(pk=pk, body__programme=self.programme).select_related("body")
        self.meeting = found.prefetch_related("body__closed_days").first()
        if self.meeting is None:
            raise Http404("No such meeting.")

    @property
    def title(self):
        return f"{self.meeting.body.name}, {day(self.meeting.on)}"

    def crumbs(self):
        return [*super().crumbs(), ("Meetings", self.address("meetings"))]

    def get(self, request, **kwargs):
        found = self.meeting.reckoning()
        rows = [[f"{d.on:%A} {day(d.on)}", "Yes" if d.counted else "No", d.reason] for d in found.days]
        rows.append([f"{found.publish_by:%A} {day(found.publish_by)}", "No", "Latest day of publication"])
        rows.insert(0, [f"{found.meeting_on:%A} {day(found.meeting_on)}", "No", "Day of the meeting"])
        to_come = self.meeting.on >= self.today and not self.meeting.cancelled_at
        cancel = self.allowed(permissions.KEEP_CALENDAR) and to_come and not self.at
        return self.page(
            "programme/plain_table.html",
            intro=f"Papers must be open to the public by {day(found.publish_by)}: {self.meeting.body.clear_days} clear "
            "days before the meeting. Neither the day of publication nor the day of the meeting counts."
            + (" This meeting is cancelled." if self.meeting.cancelled_at else ""),
            tables=[
                {"title": "Days counted back from the meeting", "head": ["Day", "Counts", "Why"], "rows": rows},
                *[import_string(path)(self, self.meeting) for path in settings.MEETING_TABLES],
            ],
            extra_links=[{"label": "Cancel this meeting", "url": self.address("meeting_cancel", self.meeting.pk)}]
            if cancel
            else [],
        )


class KernelForm(FormView):
    """A form of the kernel: calls an action with the programme, who and when."""

    action = None
    back = "meetings"

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), (self.back.capitalize(), self.address(self.back))]

    def act(self, form):
        return type(self).action(programme=self.programme, by=self.request.user, at=self.now, **form.values())

    def cancel_url(self):
        return self.address(self.back)

    def done_url(self, row):
        return self.address(self.back)

    def done_message(self, row):
        return f"{row} saved."


class AddBody(KernelForm):
    permission, title = permissions.KEEP_CALENDAR, "Add a body"
    form_class, action = forms.BodyForm, actions.add_body


class AddMeeting(KernelForm):
    permission, title = permissions.KEEP_CALENDAR, "Add a meeting"
    form_class, action = forms.MeetingForm, actions.add_meeting
    second_label = "Save and add another"

    def done_message(self, meeting):
        return f"Meeting on {day(meeting.on)} saved. Publish by {day(meeting.reckoning().publish_by)}."


class AddClosedDay(KernelForm):
    permission, title = permissions.KEEP_CALENDAR, "Add a closed day"
    form_class, action = forms.ClosedDayForm, actions.add_closed_day


class CancelMeeting(KernelForm):
    permission, title, submit_label, danger = permissions.KEEP_CALENDAR, "Cancel a meeting", "Cancel the meeting", True
    form_class = forms.WhyForm
    find = MeetingPage.find

    def facts(self):
        return [{"label": "Meeting", "value": f"{self.meeting.body.name}, {day(self.meeting.on)}"}]

    def act(self, form):
        return actions.cancel_meeting(self.meeting, by=self.request.user, at=self.now, **form.values())

    def done_message(self, meeting):
        return f"Meeting on {day(meeting.on)} cancelled."


class People(ProgrammeView):
    """Who holds which role, and what each role may do."""

    permission = permissions.SEE_LOGS
    title = "People"

    def get(self, request):
        keeps = self.allowed(permissions.KEEP_PEOPLE) and not self.at
        links = [("Add a person", "person_add"), ("Give a role", "role_give")] if keeps else []
        return self.page(
            "programme/people.html",
            intro="People are named by job title. A role that has ended stays on record in the history.",
            tables=[self._members(keeps), matrix()],
            extra_links=[{"label": label, "url": self.address(name)} for label, name in links],
        )

    def _members(self, keeps):
        held = Membership.objects.filter(programme=self.programme).select_related("user", "body")
        if self.at:
            held = held.filter(granted_at__lte=self.at).exclude(ended_at__lte=self.at)
        else:
            held = held.current()
        return {
            "title": "Roles held",
            "head": ["Person", "Role", "Body", "Since", *(["Change"] if keeps else [])],
            "rows": [
                [m.user, m.get_role_display(), m.body or "", day(m.granted_at), *([self._end(m)] if keeps else [])]
                for m in held
            ],
        }

    def _end(self, membership):
        hidden = f" {membership.get_role_display().lower()} of {membership.user}"
        url = self.address("role_end", membership.pk)
        return format_html('<a href="{}">End<span class="govuk-visually-hidden">{}</span></a>', url, hidden)


class AddPerson(KernelForm):
    permission, title, back = permissions.KEEP_PEOPLE, "Add a person", "people"
    form_class, action = forms.PersonForm, actions.add_person


class GiveRole(KernelForm):
    permission, title, back = permissions.KEEP_PEOPLE, "Give a role", "people"
    form_class, action = forms.RoleForm, actions.give_role


class EndRole(KernelForm):
    permission, title, back = permissions.KEEP_PEOPLE, "End a role", "people"
    form_class, submit_label, danger = forms.WhyForm, "End the role", True

    def find(self, pk):
        held = Membership.objects.filter(pk=pk, programme=self.programme, ended_at=None)
        self.membership = held.select_related("user", "programme").first()
        if self.membership is None:
            raise Http404("No such role.")

    def facts(self):
        return [
            {"label": "Person", "value": self.membership.user},
            {"label": "Role", "value": self.membership.get_role_display()},
        ]

    def act(self, form):
        return actions.end_role(self.membership, by=self.request.user, at=self.now, **form.values())

    def done_message(self, membership):
        return f"{membership} ended."


class EditProgramme(KernelForm):
    permission, title, back = permissions.KEEP_PROGRAMME, "Change the programme", "overview"
    form_class = forms.ProgrammeForm

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, instance=self.programme)

    def act(self, form):
        programme = type(self.programme).objects.get(pk=self.programme.pk)
        return actions.change_programme(programme, by=self.request.user, at=self.now, **form.values())


class AddPartner(KernelForm):
    permission, title, back = permissions.KEEP_PROGRAMME, "Add a partner", "overview"
    form_class, action = forms.PartnerForm, actions.add_partner


class AddObjective(KernelForm):
    permission, title, back = permissions.KEEP_PROGRAMME, "Add an objective", "overview"
    form_class, action = forms.ObjectiveForm, actions.add_objective


class History(ProgrammeView):
    """Every change in the programme, newest first."""

    permission = permissions.SEE_LOGS
    title = "History"

    def get(self, request):
        events = AuditEvent.objects.filter(programme=self.programme)
        if self.at:
            events = events.filter(at__lte=self.at)
        chosen = request.GET.get("log", "")
        if chosen:
            events = events.filter(log=chosen)
        page = Paginator(events, 50).get_page(request.GET.get("page"))
        return self.page(
            "programme/history.html",
            count=page.paginator.count,
            events=page.object_list,
            page=page,
            pager=self._pager(page),
            chips=[{"label": label, "url": url} for label, url in self._choices(chosen)],
        )

    def _pager(self, page):
        query = self.request.GET.copy()
        for number in page.paginator.get_elided_page_range(page.number) if page.paginator.num_pages > 1 else []:
            query["page"] = number
            yield {"label": number, "url": f"?{query.urlencode()}", "current": number == page.number}

    def _choices(self, chosen):
        return [(f"Only {chosen}", self.address("history"))] if chosen else []
