"""Sets of reports, and what other pages say about reports."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from programme.authorization import LOG_READERS
from programme.formats import day
from programme.log import Need

from .choices import FROZEN, State


class ReportQuerySet(models.QuerySet):
    """Sets of report versions."""

    def of(self, programme):
        """Those of one programme, with what lists of them print."""
        return self.filter(definition__programme=programme).listed()

    def listed(self):
        """With what lists print. The content, which can be megabytes, is read only when it is asked for."""
        found = self.select_related(
            "definition__body", "definition__programme", "meeting__body", "superseded_by"
        )
        return found.defer("content", "superseded_by__content")

    def frozen(self):
        """Published ones, superseded ones included."""
        return self.filter(state__in=FROZEN)

    def published_by(self, moment):
        """Those that were published at a past moment already."""
        return self.frozen().filter(published_at__lte=moment)

    def public(self):
        """Published ones of public bodies: what everyone may read without signing in."""
        return self.frozen().filter(definition__body__is_public=True)

    def visible_to_roles(self, roles):
        """What somebody with these roles in the programme may see: drafts only for those who read the logs."""
        return self if not LOG_READERS.isdisjoint(roles) else self.frozen()

    def latest_of(self, programmes):
        """The published report of each programme's last meeting."""
        same = self.filter(
            state=State.PUBLISHED, definition__programme=OuterRef("definition__programme")
        )
        last = same.order_by("-meeting__on", "-published_at").values("pk")[:1]
        return self.listed().filter(definition__programme__in=programmes, pk=Subquery(last))

    def to_draw(self, now):
        """Those that a worker should take: due, or left by a worker whose lease has run out.

        It joins nothing: `claim` relies on the database to check the row's own columns once more under its lock.
        """
        return self.filter(Q(state=State.DUE) | Q(state=State.DRAFTING, lease_until__lt=now))

    def previous(self, definition, position_at, meeting=None):
        """The report that one with this position is compared with; None when it is the first.

        It is the last version for an earlier meeting with an earlier position: a late correction does not count.
        """
        earlier = self.frozen().filter(definition=definition, position_at__lt=position_at)
        if meeting:
            earlier = earlier.filter(meeting__on__lt=meeting.on)
        return earlier.defer("content").order_by("-meeting__on", "-version").first()


def appearances(log, entry, roles):
    """Links to the published reports that showed a row, newest first."""
    from .models import Appearance

    found = Appearance.objects.filter(
        programme=entry.programme_id, log=log.name, reference=entry.reference
    )
    found = found.select_related("report__definition__programme", "report__meeting__body").defer(
        "report__content"
    )
    return [
        {
            "label": f"{one.report.definition.title}, {day(one.report.meeting.on)}, version {one.report.version}",
            "url": reverse(
                "reports:detail", args=[one.report.definition.programme.slug, one.report_id]
            ),
        }
        for one in found.order_by("-report__published_at")
    ]


def draft_leads(programme):
    """Working days from the earliest draft to the latest publication date, by body id."""
    leads = {}
    for definition in programme.report_definitions.filter(retired_at=None):
        leads[definition.body_id] = max(definition.lead_days, leads.get(definition.body_id, 0))
    return leads


def needs(programme, *, now, roles):
    """Reports that wait for somebody: drafts to publish, runs that failed."""
    from .models import Report

    waiting = Report.objects.of(programme).filter(state__in=[State.DRAFT, State.FAILED])
    waiting = [report for report in waiting if not report.is_called_off]
    words = {
        State.DRAFT: ("draft waits to be published", "draft"),
        State.FAILED: ("drawing it up failed", "overdue"),
    }
    return [
        Need(
            f"{report.definition.title}, {day(report.meeting.on)}: {words[report.state][0]}",
            reverse("reports:detail", args=[programme.slug, report.pk]),
            words[report.state][1],
        )
        for report in waiting
    ]
