"""Forms of the calendar: meetings, closed days, where a body meets."""

from django import forms

from programme.formats import day, lower_first
from programme.forms import ValuesForm
from programme.models import Body, Meeting, Partner
from programme.models.meetings import doubts
from programme.ui.fields import DayFormField, TimeFormField
from programme.ui.forms import ActionForm, WhyForm


class OnADay:
    """Mixed into a form with a date in the calendar: one that may be a slip is asked back."""

    def calendar_of(self, data):
        """The nation and the closed days by which a date is judged; None where nobody was named."""
        raise NotImplementedError

    def more_doubts(self, data):
        """Further reasons to ask back about a date to come, each in a sentence."""
        return []

    def doubts(self, data):
        on, calendar = data.get("on"), self.calendar_of(data)
        if not (on and calendar and on >= self.today):
            return []
        return [*doubts(on, self.today, *calendar), *self.more_doubts(data)]


class MeetingForm(OnADay, ValuesForm):
    body = forms.ModelChoiceField(Body.objects.none(), empty_label="Choose")
    on = DayFormField(label="Date of the meeting", help_text="For example, 4 April 2027")
    time = TimeFormField(
        required=False,
        help_text="For example, 6.30pm. Needed where the body meets twice on one day",
    )
    place = forms.CharField(required=False, max_length=200)

    def calendar_of(self, data):
        body = data.get("body")
        return body and (body.nation, body.closures())


class MoveForm(OnADay, ActionForm):
    on = DayFormField(label="New date", help_text="For example, 4 April 2027")
    time = TimeFormField(required=False, help_text="For example, 6.30pm")
    place = forms.CharField(required=False, max_length=200)
    why = WhyForm.base_fields["why"]

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting, self.body = meeting, meeting.body

    def calendar_of(self, data):
        return self.body.nation, self.body.closures()

    def more_doubts(self, data):
        """The day by which its papers would have had to be published has passed."""
        if self.meeting.stands and data["on"] == self.meeting.on:
            return []
        until = Meeting(body=self.body, on=data["on"]).reckoning().publish_by
        passed = f"Its papers had to be published by {day(until)}, which has passed."
        return [passed] if until < self.today else []


class HostForm(ActionForm):
    host = forms.ModelChoiceField(
        Partner.objects.none(), label="Meets at", required=False, empty_label="None of the partners"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, now = self.fields["host"], self.initial.get("host")
        field.queryset |= self.programme.partners.filter(pk=now and now.pk)  # although it ended
        field.label_from_instance = lambda host: (
            f"{host} ({lower_first(host.standing_in_words)})" if host.ended_on else str(host)
        )


class ClosedDayForm(OnADay, ValuesForm):
    whose = forms.ChoiceField(
        label="Whose offices are closed",
        help_text="A council's closed day holds for every body that meets there",
    )
    on = DayFormField(label="Closed on", help_text="For example, 29 December 2026")
    reason = forms.CharField(
        max_length=120, help_text="For example, Offices closed between Christmas and New Year"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = list(self.programme.bodies.standing().select_related("host"))
        self.known = {f"body-{body.pk}": {"body": body} for body in self.bodies}
        hosts = {body.host for body in self.bodies if body.host and not body.host.ended_on}
        self.known |= {f"host-{host.pk}": {"host": host} for host in hosts}
        self.fields["whose"].choices = [
            ("", "Choose"),
            *sorted((f"host-{host.pk}", self._all_at(host)) for host in hosts),
            *((f"body-{body.pk}", f"Only {body}") for body in self.bodies),
        ]

    def _all_at(self, host):
        met = ", ".join(body.name for body in self.bodies if body.host == host)
        return f"All bodies that meet at {host} ({met})"

    def calendar_of(self, data):
        whose = self.known.get(data.get("whose"), {}).values()
        met = [body for body in self.bodies if {body, body.host} & set(whose)]
        return (met[0].nation, {}) if met else None

    def values(self):
        """The cleaned values for the action, with the body or the host that was chosen."""
        data = super().values()
        return {**self.known[data.pop("whose")], **data}
