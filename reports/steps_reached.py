"""How far the papers of meetings are on their way to publication."""

from datetime import date

from django.utils import timezone

from papers.clearances import DemandedClearance
from programme.extension import Reached

from .choices import PUBLISHED_ONCE, State
from .clearances import Clearance
from .models import Report, ReportDefinition

NOBODY_ASKED = "No clearance is asked for"
MADE = (State.DRAFT, *PUBLISHED_ONCE)


def steps_reached(meetings, today) -> dict[int, dict[str, Reached]]:
    """Drafting and clearance of each meeting's reports, by the meeting's id; of a meeting whose
    body gets no report nothing is known.
    """
    defined, made = {}, {}
    bodies = {one.body_id for one in meetings}
    for one in ReportDefinition.objects.filter(body__in=bodies, retired_at=None):
        defined.setdefault(one.body_id, []).append(one)
    found = Report.objects.filter(meeting__in=[one.pk for one in meetings], supersedes=None)
    columns = ("pk", "meeting", "definition__kind", "state", "created_at", "published_at")
    for row in found.order_by().values_list(*columns, "content__clearances"):
        made.setdefault(row[1], {})[row[2]] = row
    asked = _asked([row[0] for kinds in made.values() for row in kinds.values()])
    demands = set(
        DemandedClearance.objects.in_use().filter(body__in=bodies).values_list("body", flat=True)
    )
    steps = {}
    for meeting in meetings:
        reports = [
            _of_one(definition, meeting, made.get(meeting.pk, {}), asked, demands, today)
            for definition in defined.get(meeting.body_id, ())
        ]
        if reports:
            steps[meeting.pk] = {
                step: _last([one[step] for one in reports]) for step in ("drafting", "clearance")
            }
    return steps


def _asked(reports):
    """By when the clearances that stand are to be answered, the last day, by the report's id."""
    found = {}
    for pk, due_on in Clearance.objects.filter(report__in=reports, ended_at=None).values_list(
        "report", "due_on"
    ):
        found[pk] = max(due_on, found.get(pk, due_on))
    return found


def _of_one(definition, meeting, made, asked, demands, today):
    definition.body = meeting.body
    pk, _, _, state, created, published, names = made.get(definition.kind, (None,) * 7)
    if state not in MADE:
        day = max(timezone.localdate(definition.draft_moment(meeting)), today)
        return dict.fromkeys(("drafting", "clearance"), Reached(day, False))
    drafted = Reached(timezone.localdate(created), True)
    if names:
        cleared = Reached(max(date.fromisoformat(one["on"]) for one in names), True)
    elif state not in PUBLISHED_ONCE and (pk in asked or meeting.body_id in demands):
        cleared = Reached(max(asked.get(pk, today), today), False)
    else:
        cleared = Reached(drafted.on, True, NOBODY_ASKED)
    return {"drafting": drafted, "clearance": cleared}


def _last(found):
    """The step of several reports: done with the last of them."""
    found = [one for one in found if not one.words] or found
    done = all(one.is_done for one in found)
    return Reached(max(one.on for one in found if done or not one.is_done), done, found[0].words)
