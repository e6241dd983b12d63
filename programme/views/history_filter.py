"""The filters of the history: by person, log, kind of change and time."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db.models import Q

from programme.date_phrases import read_one
from programme.formats import day
from programme.log import logs
from programme.models import Meeting
from programme.plausible import plausible_day
from programme.ui.filters import ChoiceFilter, LogFilter, without_filter
from programme.ui.moments import end_of_day

# What no log records: {its value in the address: (its title, with what the kinds of row begin that
# its events are about)}. What none of these names is among the rest.
OF_NO_LOG = {
    "people": (
        "People",
        ("programme.user", "programme.membership", "programme.creationright", "accounts."),
    ),
    "partners": ("Partners", ("programme.partner",)),
    "bodies": ("Bodies", ("programme.body", "programme.post")),
    "meetings": ("Meetings", ("programme.meeting",)),
    "closed-days": ("Closed days", ("programme.closedday",)),
    "reorganisation": ("Reorganisation", ("programme.reorganisation",)),
    "programme": ("The programme itself", ("programme.programme",)),
    "papers": ("Papers", ("papers.",)),
    "reports": ("Reports", ("reports.",)),
    "rounds": ("Update rounds", ("rounds.",)),
    "margin": ("Comments and evidence", ("margin.",)),
    "scrutiny": ("Closing and scrutiny", ("closure.",)),
    "views": ("Saved views", ("programme.savedview",)),
}
REST = "rest"


def about(beginnings):
    """The condition of being about a kind of row that begins with one of these."""
    return reduce(or_, (Q(subject_type__startswith=one) for one in beginnings))


NAMED = about(one for _, of in OF_NO_LOG.values() for one in of)


def _of_no_log(types):
    """(value, title) of those of `OF_NO_LOG` to which kinds of row belong."""
    for name, (title, of) in OF_NO_LOG.items():
        if any(one.startswith(of) for one in types):
            yield name, title
    known = tuple(one for _, of in OF_NO_LOG.values() for one in of)
    if not all(one.startswith(known) for one in types):
        yield REST, "Everything else"


# What people look at first: {its value in the address: (its title, the condition)}, by the verbs
# of the actions, which a test reads.
KINDS = {
    "redated": (
        "Re-dates",
        Q(verb__in=["re-dated", "granted an extension of", "rolled over", "rolled back"])
        | Q(verb__in=["moved the meeting", "postponed the meeting"]),
    ),
    "overridden": (
        "Overrides",
        Q(verb__in=["explained a figure of", "gave the reason for urgency of"])
        | Q(verb__in=["unlocked the period", "restated the opening forecast of"])
        | Q(verb="accepted the risk of"),
    ),
    "corrected": (
        "Corrections",
        Q(corrects=True)
        | Q(verb__in=["withdrew {}, added by mistake", "took back the withdrawal of"])
        | Q(verb="began a correction:"),
    ),
    "reopened": (
        "Reopened rows",
        Q(verb__startswith="reopened") | Q(verb="took up again"),
    ),
}
LOOKED_AT = tuple(KINDS)
LATELY = {"7": "The last 7 days", "30": "The last 30 days", "90": "The last 90 days"}
MEETING = "meeting-"  # begins the value of a time since the last meeting of a body
DAYS = {"from": "From", "to": "To"}


def of_kinds(names):
    """The condition of being a change of one of these kinds."""
    return reduce(or_, (KINDS[name][1] for name in names))


class HistoryFilter(LogFilter):
    """By person, log, kind of change and time: of logs and people those of which something had
    happened by the moment shown.
    """

    filters = {
        "by": ChoiceFilter("Person", choices=(), empty_label="Anyone", method="of_person"),
        "log": ChoiceFilter("Log", choices=(), empty_label="All", method="of_log"),
        "kind": ChoiceFilter("Kind of change", choices=(), empty_label="All", method="of_kind"),
        "since": ChoiceFilter("Since", choices=(), empty_label="Any time", method="since_then"),
    }
    sought = ""  # changes are looked for by their log alone

    def __init__(self, query, *, kinds=None, **kwargs):
        super().__init__(query, **kwargs)
        titles = {log.name: log.title for log in logs()}
        events = self.queryset.order_by()
        found = set(events.exclude(log="").values_list("log", flat=True).distinct())
        types = set(events.filter(log="").values_list("subject_type", flat=True).distinct())
        named = [(name, titles.get(name, name)) for name in sorted(found)]
        self.choices["log"] = [*named, *_of_no_log(types)]
        people = sorted(set(events.values_list("by_name", flat=True).distinct()))
        self.choices["by"] = [(name, name) for name in people]
        self.choices["kind"] = [(name, KINDS[name][0]) for name in kinds or KINDS]
        self.meetings = self._last_meetings()
        self.choices["since"] = [
            *LATELY.items(),
            *(
                (f"{MEETING}{one.body_id}", f"The last meeting of {one.body}, {day(one.on)}")
                for one in self.meetings.values()
            ),
        ]
        self.typed = {name: text for name in DAYS if (text := query.get(name, "").strip())}
        self.read, self.faults = self._read_days()

    def _last_meetings(self):
        """The last meeting of each body by the day shown, by the body's id."""
        held = Meeting.objects.as_at(self.position.at).filter(
            body__in=self.programme.bodies.all(), on__lte=self.position.day
        )
        held = held.filter(cancelled_at=None, postponed_at=None).select_related("body")
        return {one.body_id: one for one in held.order_by("on", "id")}

    def _read_days(self):
        read, faults = {}, {}
        for name, text in self.typed.items():
            try:
                read[name] = read_one(text)
                plausible_day(read[name])
            except ValidationError as error:
                faults[name] = f"{' '.join(error.messages)} Nothing is shown."
        if not faults and len(read) == 2 and read["to"] < read["from"]:
            faults["to"] = f"This is before {day(read['from'])}, so nothing is shown."
        return read, faults

    @property
    def is_asked(self):
        """Whether the address asks for less than everything."""
        return bool(self.asked or self.typed)

    def filter_queryset(self, queryset, in_force):
        """The events that pass; none where a day cannot be read."""
        if self.faults:
            return queryset.none()
        found = super().filter_queryset(queryset, in_force)
        if begin := self.read.get("from"):
            found = found.filter(at__gt=end_of_day(begin - timedelta(days=1)))
        if end := self.read.get("to"):
            found = found.filter(at__lte=end_of_day(end))
        return found

    def search(self, queryset):
        """All of them: words are looked for on the page of the search."""
        return queryset

    def of_person(self, queryset, name, value):
        """What somebody did, by the name and title of then."""
        return queryset.filter(by_name=value)

    def of_log(self, queryset, name, value):
        """The events of a log, or of rows that no log has."""
        if value == REST:
            return queryset.filter(log="").exclude(NAMED)
        _, of = OF_NO_LOG.get(value, ("", ()))
        return queryset.filter(about(of), log="") if of else queryset.filter(log=value)

    def of_kind(self, queryset, name, value):
        """The changes of one kind."""
        return queryset.filter(KINDS[value][1])

    def since_then(self, queryset, name, value):
        """What was done since a day: that of a meeting counts from its morning on."""
        if value in LATELY:
            on = self.position.day - timedelta(days=int(value))
        else:
            on = self.meetings[int(value.removeprefix(MEETING))].on
        return queryset.filter(at__gt=end_of_day(on - timedelta(days=1)))

    def days(self):
        """The two days that are typed, as the form shows them."""
        return [
            {
                "name": name,
                "label": label,
                "value": self.typed.get(name, ""),
                "error": self.faults.get(name, ""),
            }
            for name, label in DAYS.items()
        ]

    def chips(self, query):
        """The filters in force, with the days that are typed."""
        typed = [
            {"label": f"{DAYS[name]}: {text}", "url": without_filter(query, name)}
            for name, text in self.typed.items()
        ]
        return [*super().chips(query), *typed]
