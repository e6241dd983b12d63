"""The clearances of a version of a report as a table on its page."""

from django.utils.html import format_html, format_html_join

from programme.formats import day
from programme.ui.child_tables import ChildTable
from reports import permissions
from reports.actions import may_answer
from reports.choices import State
from reports.cleared import in_words_on, standings

HEAD = ["What is cleared", "Asked of", "Answer by", "Where it stands"]
LINK = '<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'


def clearance_table(view, report) -> ChildTable | None:
    """Where each clearance stands, with what the person can do about it; None where none is asked.

    Once a report is published, or its meeting called off, nothing can be done any more.
    """
    found = standings(report, quoting=view.quotes)
    if not found:
        return None
    is_open = report.state == State.DRAFT and not report.is_called_off
    rows = [
        [
            one.clearance.label,
            one.clearance.asked_on(view.today),
            day(one.clearance.due_on),
            in_words_on(one, report, view.today) if is_open else one.in_words,
            *([_ways(view, one)] if is_open else []),
        ]
        for one in found
    ]
    return ChildTable("Clearances", [*HEAD, *(["Change"] if is_open else [])], rows)


def _ways(view, standing):
    one = standing.clearance
    answers = not standing.answer and may_answer(one, view.request.user, view.now)
    ways = [("reports:clearance", "Answer" if answers else "Look at it", permissions.CLEAR)]
    if standing.has_open_condition:
        ways.append(("reports:met", "Say how the condition was met", permissions.PUBLISH))
    ways.append(("reports:withdraw_clearance", "Withdraw", permissions.ASK))
    links = (
        (format_html(LINK, view.address(name, one.pk), words, one),)
        for name, words, permission in ways
        if view.allowed(permission)
    )
    return format_html('<ul class="plain-list">{}</ul>', format_html_join("", "<li>{}</li>", links))
