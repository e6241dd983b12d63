"""Bodies, and the calendar of their meetings."""

from django.http import Http404
from django.urls import reverse

from programme import actions, closed_days, forms, meeting_forms
from programme.authorization import permissions
from programme.extension import extensions
from programme.formats import day
from programme.meeting_clock import clocks
from programme.models import Body, Partner
from programme.models.meetings import meetings_of
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.links import link

from .forms import KernelForm


class Meetings(ProgrammeView):
    """The calendar of every body with the clock of each meeting."""

    permission = permissions.SEE_PROGRAMME
    title = "Meetings"

    def get(self, request):
        keeps = self.allowed(permissions.KEEP_CALENDAR) and not self.at
        bodies = list(Body.objects.of_moment(self.programme, self.at))
        hosts = Partner.objects.known({body.host_id for body in bodies}, self.at)
        for body in bodies:
            body.host = hosts.get(body.host_id)  # under its name of then
        links = [("Bodies", "bodies"), ("Closed days", "closed_days")]
        links += [("Add a body", "body_add")] if keeps else []
        links += [link for room in extensions() for link in room.meetings_links(self)]
        links = [{"label": label, "url": self.address(name)} for label, name in links]
        if self.allowed(permissions.SEE_LOGS):
            links.append({"label": "Calendar of all programmes", "url": reverse("deadlines")})
        by_body = {}
        for clock in clocks(meetings_of(self.programme, self.at), self.day, self.at):
            by_body.setdefault(clock.meeting.body_id, []).insert(0, clock)
        return self.page(
            "programme/meetings.html",
            intro=(
                ""
                if bodies
                else "No body yet. Add the committee or board that this programme reports to."
            ),
            add_url=self.address("meeting_add") if keeps and bodies else None,
            add_label="Add a meeting",
            tables=[self._table(body, by_body.get(body.pk, []), keeps) for body in bodies],
            extra_links=links,
        )

    def _table(self, body, found, keeps):
        meets_at = f" It meets at {body.host}." if body.host else ""
        about = {"label": "About this body", "of": body.name, "url": self.address("body", body.pk)}
        where = {"label": "Where it meets", "of": body.name}
        where["url"] = self.address("body_host", body.pk)
        return ChildTable(
            body.name,
            ["Meeting", "Publish by", "Time left to publish", "Place"],
            [self._row(clock) for clock in found],
            text=(
                f"{body.get_kind_display()}. "
                f"Papers are published {body.clear_days} clear days before a meeting.{meets_at}"
            ),
            empty="No meeting in the calendar yet.",
            actions=[about, where] if keeps else [about],
        )

    def _row(self, clock):
        meeting = clock.meeting
        when = link(self.address("meeting", meeting.pk), meeting.when)
        if not meeting.stands:
            return [when, "", meeting.get_state_display(), meeting.place]
        over = meeting.on < self.day
        left = "Over" if over else clock.words.removesuffix(" left")
        return [when, day(clock.publish_by), left, meeting.place]


class AddBody(KernelForm):
    permission, title = permissions.KEEP_CALENDAR, "Add a body"
    form_class, action = forms.BodyForm, actions.add_body


class ChangeHost(KernelForm):
    """At whose offices a body meets: their closed days are its own."""

    permission, title = permissions.KEEP_CALENDAR, "Where a body meets"
    form_class = meeting_forms.HostForm
    intro = "Days on which the offices of that council are closed do not count as clear days."

    def find(self, pk):
        self.body = self.programme.bodies.filter(pk=pk).select_related("host").first()
        if self.body is None:
            raise Http404("No such body.")

    def facts(self):
        return [{"label": "Body", "value": self.body}]

    def form(self, data=None):
        initial = {"host": self.body.host, "version": self.body.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def looked_at(self):
        return self.body

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return closed_days.set_host(self.body, **who, **form.values())

    def done_message(self, body):
        return f"{body} meets at {body.host}." if body.host else f"{body} saved."
