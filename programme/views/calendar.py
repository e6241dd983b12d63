"""Bodies, their meetings, and how each publication date comes about."""

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.utils.html import format_html

from programme import actions, forms
from programme.authorization import permissions
from programme.clear_days import working_days_between
from programme.extension import extensions
from programme.formats import day, time_left
from programme.models import Body, Meeting
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable

from .forms import KernelForm


class Meetings(ProgrammeView):
    """The calendar of every body with the clock of each meeting."""

    permission = permissions.SEE_PROGRAMME
    title = "Meetings"

    def get(self, request):
        keeps = self.allowed(permissions.KEEP_CALENDAR) and not self.at
        bodies = list(Body.objects.of_moment(self.programme, self.at))
        prefetch_related_objects(bodies, "meetings", "closed_days")
        links = [("Bodies", "bodies")]
        links += (
            [("Add a body", "body_add"), ("Add a closed day", "closed_day_add")] if keeps else []
        )
        return self.page(
            "programme/meetings.html",
            intro=(
                ""
                if bodies
                else "No body yet. Add the committee or board that this programme reports to."
            ),
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
            state = (
                "Cancelled"
                if meeting.cancelled_at
                else "Over"
                if meeting.on < self.day
                else time_left(publish_by, self.day, left).removesuffix(" left")
            )
            rows.append(
                [
                    format_html('<a href="{}">{}</a>', url, day(meeting.on)),
                    day(publish_by),
                    state,
                    meeting.place,
                ]
            )
        return ChildTable(
            body.name,
            ["Meeting", "Publish by", "Time left to publish", "Place"],
            rows,
            text=(
                f"{body.get_kind_display()}. "
                f"Papers are published {body.clear_days} clear days before a meeting."
            ),
            empty="No meeting in the calendar yet.",
            actions=[{"label": f"About {body.name}", "url": self.address("body", body.pk)}],
        )


class MeetingPage(ProgrammeView):
    """One meeting: how its publication date comes about, day by day."""

    permission = permissions.SEE_PROGRAMME

    def find(self, pk):
        found = Meeting.objects.filter(pk=pk, body__programme=self.programme).select_related("body")
        self.meeting = found.prefetch_related("body__closed_days").first()
        if self.meeting is None:
            raise Http404("No such meeting.")
        if self.at:
            self.meeting.body.name = self.meeting.body.named_at(self.at).name

    @property
    def title(self):
        return f"{self.meeting.body.name}, {day(self.meeting.on)}"

    def crumbs(self):
        return [*super().crumbs(), ("Meetings", self.address("meetings"))]

    def get(self, request, **kwargs):
        found = self.meeting.reckoning()
        rows = [
            [f"{d.on:%A} {day(d.on)}", "Yes" if d.counted else "No", d.reason] for d in found.days
        ]
        rows.append(
            [f"{found.publish_by:%A} {day(found.publish_by)}", "No", "Latest day of publication"]
        )
        rows.insert(
            0, [f"{found.meeting_on:%A} {day(found.meeting_on)}", "No", "Day of the meeting"]
        )
        to_come = self.meeting.on >= self.today and not self.meeting.cancelled_at
        cancel = self.allowed(permissions.KEEP_CALENDAR) and to_come and not self.at
        return self.page(
            "programme/plain_table.html",
            intro=(
                f"Papers must be open to the public by {day(found.publish_by)}:"
                f" {self.meeting.body.clear_days} clear days before the meeting. Neither the day of"
                " publication nor the day of the meeting counts."
            )
            + (" This meeting is cancelled." if self.meeting.cancelled_at else ""),
            tables=[
                ChildTable("Days counted back from the meeting", ["Day", "Counts", "Why"], rows),
                *(
                    table
                    for room in extensions()
                    for table in room.meeting_tables(self, self.meeting)
                ),
            ],
            extra_links=(
                [
                    {
                        "label": "Cancel this meeting",
                        "url": self.address("meeting_cancel", self.meeting.pk),
                    }
                ]
                if cancel
                else []
            ),
        )


class AddBody(KernelForm):
    permission, title = permissions.KEEP_CALENDAR, "Add a body"
    form_class, action = forms.BodyForm, actions.add_body


class AddMeeting(KernelForm):
    permission, title = permissions.KEEP_CALENDAR, "Add a meeting"
    form_class, action = forms.MeetingForm, actions.add_meeting
    second_label = "Save and add another"

    def done_message(self, meeting):
        return (
            f"Meeting on {day(meeting.on)} saved. Publish by {day(meeting.reckoning().publish_by)}."
        )


class AddClosedDay(KernelForm):
    permission, title = permissions.KEEP_CALENDAR, "Add a closed day"
    form_class, action = forms.ClosedDayForm, actions.add_closed_day


class CancelMeeting(KernelForm):
    permission, title, submit_label, danger = (
        permissions.KEEP_CALENDAR,
        "Cancel a meeting",
        "Cancel the meeting",
        True,
    )
    form_class = forms.WhyForm
    find = MeetingPage.find

    def facts(self):
        return [{"label": "Meeting", "value": f"{self.meeting.body.name}, {day(self.meeting.on)}"}]

    def act(self, form):
        return actions.cancel_meeting(
            self.meeting, by=self.request.user, at=self.now, **form.values()
        )

    def done_message(self, meeting):
        return f"Meeting on {day(meeting.on)} cancelled."
