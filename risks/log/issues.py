"""The issue log."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse

from programme.alike import told_apart
from programme.facts import Fact
from programme.log import MOST_NEEDS, Asked, Log, Need, Tile, counting
from programme.readiness import Obstacle
from programme.records import refuse

from .. import permissions
from ..choices import ISSUE_STEPS, IssueState
from ..models import Issue


def linked_risk_of(issue, position):
    return issue.risk and issue.risk.reference


class IssueLog(Log):
    """The issue log."""

    model, name, title, noun = Issue, "issues", "Issues", "an issue"
    permission, keep = permissions.SEE, permissions.KEEP
    namespace, prefix, steps = "risks", "issue_", ISSUE_STEPS
    in_rounds, shown_in_rounds = (Asked("impact"),), "raised_on"
    facts = (
        Fact("reference", heading="Ref", width=8, search=True),
        Fact("title", group="The issue", width=30, search=True),
        Fact("raised_on", group="The issue", width=12),
        Fact("owner", group="The issue", width=15, search=True),
        Fact("lead_partner", group="The issue", column=False),
        Fact("workstream", group="The issue", column=False),
        Fact("impact", group="The issue", width=25, search=True),
        Fact("state"),
        Fact("resolution", group="The issue", width=25, search=True, form=False, typed=True),
        Fact("resolved_on", group="The issue", width=12, typed=True),
        Fact("risk", of=linked_risk_of, width=8),
    )
    register = "reference title owner raised_on state resolved_on"

    def kept_at(self, position):
        return super().kept_at(position).select_related("risk")

    def refuse_return(self, issue):
        """The risk may have become another issue meanwhile."""
        standing = self.model.objects.of(issue.programme).filter(state=IssueState.OPEN)
        others = standing.exclude(risk=None).filter(risk=issue.risk_id).exclude(pk=issue.pk)
        if other := others.first():
            came = f"{other.reference} came of {issue.risk.reference} meanwhile and is open"
            refuse(f"{came}: resolve it, or withdraw it, first.")

    def tile(self, position):
        is_open = Q(state=IssueState.OPEN)
        counts = self.entries(position).aggregate(all=Count("id"), open=Count("id", is_open))
        lines = [counting(counts["open"], "open", state=IssueState.OPEN.value)]
        return Tile(self.title, counts["all"], lines, {"count": counts["open"]})

    def obstacles(self, position):
        unresolved = self.entries(position).filter(state=IssueState.OPEN)
        return [
            Obstacle("open", f"{issue}: not resolved", issue.reference, handed_over=True)
            for issue in told_apart(unresolved, position)
        ]

    def needing(self, issues, position):
        four_weeks_ago = position.day - timedelta(days=28)
        return issues.filter(state=IssueState.OPEN, raised_on__lt=four_weeks_ago)

    def needs(self, position):
        old = self.needing(self.entries(position), position)
        slug = position.programme.slug
        return [
            Need(
                f"{issue}: open for more than four weeks",
                reverse("risks:issue_detail", args=[slug, issue.reference]),
            )
            for issue in told_apart(old[:MOST_NEEDS], position)
        ]


ISSUES = IssueLog()
