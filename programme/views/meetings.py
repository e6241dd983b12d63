"""One meeting: how its publication date comes about, and what can become of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from programme import audit, meeting_forms, meetings
from programme.authorization import permissions
from programme.deadlines import deadlines
from programme.extension import extensions
from programme.formats import day, lower_first
from programme.meeting_clock import clocks
from programme.models import AuditEvent
from programme.models.meetings import meetings_of
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.forms import WhyForm

from .forms import KernelForm

LABELS = {
    "move": "Move this meeting",
    "postpone": "Postpone this meeting",
    "cancel": "Cancel this meeting",
    "restore": "Restore this meeting",
}
NOT_HELD = "This meeting did not take place"


def label_of(step, meeting, today):
    """What the button of a step says."""
    says_so = step == "cancel" and meeting.stands and meeting.on < today
    return NOT_HELD if says_so else LABELS[step]


class OneMeeting(ProgrammeView):
    """A page about one meeting, as it stood at the moment that is looked at."""

    def find(self, pk):
        found = meetings_of(self.programme, self.at, id=pk)
        if not found:
            raise Http404("No such meeting.")
        (self.meeting,) = found


class MeetingPage(OneMeeting):
    """One meeting: how its publication date comes about, day by day."""

    permission = permissions.SEE_PROGRAMME

    @property
    def title(self):
        return f"{self.meeting.body.name}, {self.meeting.when}"

    def crumbs(self):
        return [*super().crumbs(), ("Meetings", self.address("meetings"))]

    def get(self, request, **kwargs):
        (clock,) = clocks([self.meeting], self.day, self.at)
        rooms = (room.meeting_tables(self, self.meeting) for room in extensions())
        days = [self._days(clock.reckoning)] if self.meeting.stands else []
        steps = self._deadlines(clock)
        rows = [[one.label, day(one.on), one.owner, one.words] for one in steps]
        head = ["Step", "By", "Owner", "Where it stands"]
        inside = [ChildTable("Deadlines", head, rows)] if rows else []
        return self.page(
            "programme/meeting.html",
            intro=self._intro(clock),
            flags=[*(one.warning for one in steps if one.is_missed), *self._flags()],
            tables=[*inside, *days, *(table for tables in rooms for table in tables)],
            events=self._events(),
            extra_links=self._steps(),
        )

    def _flags(self):
        """What rooms beyond the kernel warn of, as the meeting stands now."""
        if self.at:
            return []
        return [words for room in extensions() for words in room.meeting_flags(self, self.meeting)]

    def _deadlines(self, clock):
        """The days before it as they stand now, for those who work on its papers."""
        wanted = self.meeting.stands and not self.at and self.meeting.on >= self.day
        if not wanted or not self.allowed(permissions.SEE_LOGS):
            return []
        return deadlines([clock], self.day)[self.meeting.pk]

    def _intro(self, clock):
        meeting = self.meeting
        if meeting.state == "cancelled":
            gone = meeting.did_not_take_place
            return f"{NOT_HELD}." if gone else "This meeting is cancelled."
        if meeting.state == "postponed":
            return "This meeting is postponed. It has no new date yet."
        left = lower_first(clock.words)
        left = "" if meeting.on < self.day and not clock.published else f" ({left})"
        clear_days = sum(one.counted for one in clock.reckoning.days)
        return (
            f"Papers must be open to the public by {day(clock.publish_by)}{left}:"
            f" {clear_days} clear days before the meeting. Neither the day of"
            " publication nor the day of the meeting counts."
        )

    def _days(self, found):
        rows = [
            [f"{one.on:%A} {day(one.on)}", "Yes" if one.counted else "No", one.reason]
            for one in found.explained()
        ]
        return ChildTable("Days counted back from the meeting", ["Day", "Counts", "Why"], rows)

    def _events(self):
        if not self.allowed(permissions.SEE_LOGS):
            return AuditEvent.objects.none()
        found = audit.events_of(self.meeting)
        return found.filter(at__lte=self.at) if self.at else found

    def _steps(self):
        if self.at or not self.allowed(permissions.KEEP_CALENDAR):
            return []
        return [
            {
                "label": label_of(step, self.meeting, self.today),
                "url": self.address(f"meeting_{step}", self.meeting.pk),
            }
            for step in LABELS
            if not meetings.refusal(self.meeting, step, self.today)
        ]


def publish_by(clock, today):
    """By when its papers must be out, in a sentence that says when that day has passed."""
    passed = ", which has passed" if clock.is_late else ""
    return f"Publish by {day(clock.publish_by)}{passed}."


class AddMeeting(KernelForm):
    permission, title = permissions.KEEP_CALENDAR, "Add a meeting"
    form_class, action = meeting_forms.MeetingForm, meetings.add_meeting
    second_label = "Save and add another"

    def done_message(self, meeting):
        (clock,) = clocks([meeting], self.today)
        return f"Meeting on {meeting.when} saved. {publish_by(clock, self.today)}"


class MeetingStep(OneMeeting, KernelForm):
    """A step of one meeting, offered while it can be taken."""

    permission, form_class, step = permissions.KEEP_CALENDAR, WhyForm, ""

    @property
    def title(self):
        return label_of(self.step, self.meeting, self.today)

    @property
    def submit_label(self):
        label = label_of(self.step, self.meeting, self.today)
        return "Save" if label == NOT_HELD else label.replace("this", "the")

    def crumbs(self):
        here = (f"{self.meeting.body.name}, {self.meeting.when}", self.cancel_url())
        return [*super().crumbs(), here]

    def get(self, request, **kwargs):
        if why := meetings.refusal(self.meeting, self.step, self.today):
            messages.error(request, why)
            return redirect(self.cancel_url())
        return super().get(request, **kwargs)

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, initial=self.initial())

    def looked_at(self):
        return self.meeting

    def initial(self):
        return {"version": self.meeting.version}

    def facts(self):
        return [{"label": "Meeting", "value": f"{self.meeting.body.name}, {self.meeting.when}"}]

    def act(self, form):
        action = getattr(meetings, f"{self.step}_meeting")
        return action(self.meeting, by=self.request.user, at=self.now, **form.values())

    def cancel_url(self):
        return self.address("meeting", self.meeting.pk)

    def done_url(self, meeting):
        return self.cancel_url()

    def done_message(self, meeting):
        if meeting.did_not_take_place:
            return f"Recorded: the meeting on {meeting.when} did not take place."
        return f"Meeting on {meeting.when} {meetings.DONE[self.step]}."

    def is_open_now(self, current):
        return not self.why_not_open(current)

    def why_not_open(self, current):
        return meetings.refusal(current, self.step, self.today)


class MoveMeeting(MeetingStep):
    """A new date, time or place."""

    form_class, step = meeting_forms.MoveForm, "move"
    intro = (
        "A draft for this meeting is drawn up again for the new date. What was published stays, and"
        " its page says that the meeting was moved."
    )

    def form(self, data=None):
        how = {"initial": self.initial(), "meeting": self.meeting}
        return self.form_class(data, programme=self.programme, **how)

    def initial(self):
        meeting = self.meeting
        shown = {"time": meeting.time, "place": meeting.place}
        return {**super().initial(), **shown, **({"on": meeting.on} if meeting.stands else {})}

    def done_message(self, meeting):
        if self.meeting.stands and (meeting.on, meeting.time) == (
            self.meeting.on,
            self.meeting.time,
        ):
            where = f"is now at {meeting.place}" if meeting.place else "has no place now"
            return f"The meeting on {meeting.when} {where}."
        (clock,) = clocks([meeting], self.today)
        return f"Meeting moved to {meeting.when}. {publish_by(clock, self.today)}"


class PostponeMeeting(MeetingStep):
    step = "postpone"
    intro = "It loses its date until you move it to a new one. No report is drawn up meanwhile."


class CancelMeeting(MeetingStep):
    step, danger = "cancel", True
    intro = "No report is drawn up for it any more. What was published stays, and says so."


class RestoreMeeting(MeetingStep):
    form_class, step = meeting_forms.RestoreForm, "restore"
    intro = "It takes place on this date after all."

    def initial(self):
        return {**super().initial(), "time": self.meeting.time}
