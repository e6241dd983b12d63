"""Which rows a round asks for, and by which day."""

from collections import ChainMap
from dataclasses import dataclass
from datetime import date, timedelta

from programme.clear_days import working_days_before
from programme.extension import extensions
from programme.meeting_clock import clocks
from programme.models import Meeting
from programme.models.meetings import meetings_of

from .models import logs_of_rounds
from .progress import is_shut

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Draft:
    """The day on which the papers of a meeting are drafted."""

    meeting: Meeting
    on: date

    @property
    def closes_on(self) -> date:
        """By when a round before it is answered."""
        return self.on - ONE_DAY


def rows_in(scope, at) -> list[tuple]:
    """(name of the log, entry) of each row that was there at a moment, is not settled now and
    has an owner, as `scope`, a round or a plan, says; a query for each log. In a closed programme
    they are of the logs that are still written.
    """
    found, known = [], logs_of_rounds()
    asked = (known[name] for name in known if name in scope.logs)
    for log in (log for log in asked if not is_shut(log, scope.programme)):
        rows = log.model.objects.of(scope.programme)
        rows = log.underway(rows) if scope.only_underway else log.still_open(rows)
        rows = rows.exclude(owner="", owner_user=None).filter(created_at__lte=at)
        columns = {one.name: one for one in log.model._meta.fields}
        if scope.workstream:
            rows = rows.filter(**{_path_to_workstream(columns): scope.workstream})
        if scope.lead_partner_id and "lead_partner" in columns:
            rows = rows.filter(lead_partner=scope.lead_partner_id)
        found += [(log.name, one) for one in rows.order_by("number")]
    return found


def _path_to_workstream(columns) -> str:
    """From a row to the title of its workstream; one that has none is a workstream itself."""
    if "workstream" not in columns:
        return "title"
    return "workstream__title" if columns["workstream"].is_relation else "workstream"


def workstreams_in(programme) -> list[str]:
    """The workstreams that rows of the programme name; one query."""
    parts = []
    for log in logs_of_rounds().values():
        path = _path_to_workstream({one.name: one for one in log.model._meta.fields})
        if path == "workstream":
            rows = log.model.objects.of(programme).exclude(workstream="").order_by()
            parts.append(rows.values_list(path))
    return sorted(title for (title,) in parts[0].union(*parts[1:]))


def drafts(programme, today, **filters) -> list[Draft]:
    """The drafts of the meetings to come, soonest first."""
    leads = ChainMap(*(room.draft_leads(programme) for room in extensions()))
    standing = {"on__gte": today, "cancelled_at": None, "postponed_at": None, **filters}
    found = [
        Draft(one.meeting, _draft_day(one, leads))
        for one in clocks(meetings_of(programme, None, **standing), today)
    ]
    return sorted(found, key=lambda one: (one.on, one.meeting.pk))


def _draft_day(clock, leads):
    body = clock.meeting.body
    lead = leads.get(body.pk, body.deadline_days().get("drafting", 0))
    return working_days_before(clock.publish_by, lead, body.nation, body.closures())


def suggested(found, today) -> date | None:
    """The closing day of a round that opens today: before the next draft that leaves time."""
    return next((one.closes_on for one in found if one.closes_on >= today), None)
