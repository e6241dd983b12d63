"""The business of an executive on the page of its meeting, and what is warned of."""

from django.db.models import Q
from django.utils.html import format_html

from papers.exemptions import Exemption
from programme.authorization.permissions import KEEP_CALENDAR
from programme.formats import day
from programme.models import Body, Meeting
from programme.models.meetings import meetings_of_bodies
from programme.ui.child_tables import ChildTable

from .executive import ExecutiveBusiness, Step, What
from .executive_clock import business_of, last_days, stands, warnings

NO_NOTICE = (
    "Part of a paper is kept from the public, and no business in private is entered for this"
    " meeting. The last day for its notice is {}."
)


def executive_tables(view, meeting) -> list[ChildTable]:
    """Key decisions and private business of a meeting, with where their notices stand; no table for
    a body that is no executive.
    """
    found = business_of([meeting.pk], view.at)[meeting.pk]
    if meeting.body.regime != Body.Regime.EXECUTIVE and not found:
        return []
    url = view.address("reports:add_business", meeting.pk)
    adds = view.allowed(KEEP_CALENDAR) and not view.at and meeting.stands
    days = last_days(meeting)
    return [
        ChildTable(
            "Key decisions and private business",
            ["What", "About", "Notices"],
            [_row(view, one, meeting) for one in found],
            empty=f"Nothing is entered. Notice of a key decision, or of business in private, is"
            f" published by {day(days[Step.NOTICE])}, a second notice of business in private by"
            f" {day(days[Step.SECOND])}.",
            actions=[{"label": "Add", "url": url, "of": "a key decision"}] if adds else [],
        )
    ]


def _row(view, one, meeting):
    link = '<a href="{}">{}</a>'
    stand = "; ".join(
        f"{step.label}: {step.words}" + (f" (by {day(step.by)})" if step.by else "")
        for step in stands(one, meeting, view.day)
        if step.notice or step.is_needed
    )
    matter = format_html(link, view.address("reports:business", one.pk), one.matter)
    return [one.get_what_display(), matter, stand]


def executive_flags(meetings, today) -> list[tuple]:
    """What is wrong with the notices before meetings of executives, as (meeting, sentence)."""
    ahead = [one for one in meetings if _is_watched(one, today)]
    found, kept = business_of([one.pk for one in ahead]), set()
    if ahead:
        rows = Exemption.objects.standing().filter(paper__meeting__in=[one.pk for one in ahead])
        kept = set(rows.values_list("paper__meeting", flat=True))
    flags = []
    for meeting in ahead:
        business = found[meeting.pk]
        flags += [(meeting, words) for one in business for words in warnings(one, meeting, today)]
        if meeting.pk in kept and not any(one.what == What.PRIVATE for one in business):
            by = day(last_days(meeting)[Step.NOTICE])
            flags.append((meeting, NO_NOTICE.format(by)))
    return flags


def _is_watched(meeting, today):
    is_executive = meeting.body.regime == Body.Regime.EXECUTIVE
    return is_executive and meeting.stands and meeting.on >= today


def flags_of(programme, today) -> list[tuple]:
    """The same of all meetings of the programme that are ahead and of which something is known."""
    executives = programme.bodies.filter(regime=Body.Regime.EXECUTIVE)
    ahead = Meeting.objects.standing().filter(body__in=executives, on__gte=today)
    planned = ExecutiveBusiness.objects.standing().filter(meeting__in=ahead).values("meeting")
    kept = Exemption.objects.standing().filter(paper__meeting__in=ahead).values("paper__meeting")
    known = ahead.filter(Q(pk__in=planned) | Q(pk__in=kept)).values("pk")
    return executive_flags(meetings_of_bodies(executives, pk__in=known), today)
