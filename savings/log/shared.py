"""What the logs of money share."""

from django.urls import reverse

from programme.alike import told_apart
from programme.facts import Fact
from programme.formats import day
from programme.log import MOST_NEEDS, Log, Need

from .. import actions, permissions
from ..choices import Kind

APPROVAL = (
    Fact("approved_body", group="Approval", width=12, search=True, typed=True),
    Fact("approved_by", group="Approval", width=12, typed=True),
    Fact("approved_on", group="Approval", typed=True),
)


def about(group):
    """The facts that every log of this app has at the end of its form."""
    return (
        Fact("owner", group=group, width=12, search=True),
        Fact("lead_partner", group=group, column=False),
        Fact("workstream", group=group, width=12, search=True),
        Fact("comment", group=group, heading="Comment", width=24, search=True),
    )


def permanent_of(entry, position):
    """The sum under its kind, the other kind blank: a total of either never mixes the two."""
    return entry.amount if entry.kind == Kind.PERMANENT else None


def one_off_of(entry, position):
    return entry.amount if entry.kind == Kind.ONE_OFF else None


def approval_of(entry):
    """Which body approved it, and when."""
    when = f"on {day(entry.approved_on)}" if entry.approved_on else "on a day not recorded"
    return f"{entry.approved_body} approved {entry.reference} {when}"


class MoneyLog(Log):
    """What the logs of this app share."""

    permission, namespace = permissions.SEE, "savings"

    def refuse_standing(self, programme):
        actions.refuse_overdrawn(programme)

    def _needs(self, entries, position, text):
        """A line for each of the first of `entries`."""
        slug, detail = position.programme.slug, self.url("detail")
        return [
            Need(f"{entry}: {text}", reverse(detail, args=[slug, entry.reference]))
            for entry in told_apart(entries[:MOST_NEEDS], position)
        ]
