"""What a follow-on action records, and how the actions stand."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from programme.alike import told_apart
from programme.decided import Decision
from programme.facts import DATE, Computed, Fact, iso
from programme.formats import counted, day
from programme.log import MOST_NEEDS, Asked, Log, Need, Tile, counting
from programme.readiness import Obstacle
from programme.receiving import Receives
from programme.written import words_of

from .. import actions, permissions
from ..choices import LIVE, STEPS, State
from ..models import FollowOnAction
from ..querysets import overdue
from .workstreams import WORKSTREAMS, due_of, workstreams_of


def workstream_of(action, position):
    return str(action.workstream)


def accepted_on_of(action, position):
    return iso(action.accepted_at and timezone.localdate(action.accepted_at))


def accepted_by_of(action, position):
    return position.signed(action, "accepted")


ACCEPTED = Decision(
    "A follow-on action is accepted",
    "title owner plan monitoring_body due",
    permissions.ACCEPT,
    stands=lambda action: action.state == State.ACCEPTED,
    said=lambda action: f"{action.reference} was accepted on {day(action.accepted_at)}",
    advice="A change of what was accepted makes the acceptance void: it is proposed again.",
    falls=True,
)


class FollowOnLog(Log):
    """The follow-on actions of a programme."""

    model, name, title = FollowOnAction, "follow-on", "Follow-on actions"
    noun = "a follow-on action"
    permission, keep = permissions.SEE, permissions.KEEP
    stays = f"{Log.stays} monitoring_body"
    namespace, prefix, steps = "workstreams", "follow_on_", STEPS
    due = "due_on"
    in_rounds, shown_in_rounds = (Asked("due detail"),), "state"
    decisions = (ACCEPTED,)
    receives = Receives("workstream", workstreams_of, actions.receive_decision)
    facts = (
        Fact("reference", heading="Ref", width=7, search=True),
        Fact("workstream", group="The action", of=workstream_of, width=14),
        Fact("title", group="The action", width=27, search=True),
        Fact("detail", group="The action", width=15, search=True),
        Fact("owner", group="Who goes on with it", width=13, search=True),
        Fact("plan", group="Who goes on with it", width=16, search=True),
        Fact(
            "monitoring_body",
            group="Who goes on with it",
            heading="Monitored by",
            width=19,
            search=True,
        ),
        Computed(
            "accepted_on",
            "Accepted",
            accepted_on_of,
            group="Who goes on with it",
            kind=DATE,
            width=11,
        ),
        Fact("due", group="The action", of=due_of, width=11, search=True),
        Fact("due_on"),
        Fact("source", group="The action", width=13, search=True),
        Fact("lead_partner", group="The action", column=False),
        Fact("state"),
        Fact("accepted_by", of=accepted_by_of, width=12),
        Fact("outcome", group="How it ended", width=16, when_given=True, typed=True),
        Fact("done_on", group="How it ended", width=11, when_given=True, typed=True),
        Fact("withdrawn_because", group="How it ended", width=14, when_given=True, typed=True),
    )
    register = "reference title workstream state owner plan due_on"
    column_order = (
        "reference workstream title detail owner plan monitoring_body due due_on state accepted_on "
        "accepted_by outcome done_on withdrawn_because"
    )

    def prepare(self, actions, position, workstreams=None):
        """Gives each action its workstream as it stood then; `workstreams` by id, when at hand."""
        workstreams = workstreams or {one.pk: one for one in WORKSTREAMS.entries(position)}
        for action in actions:
            action.workstream = workstreams[action.workstream_id]
        return actions

    asked = "owner plan monitoring_body"

    def asked_of(self, actions):
        return actions.filter(state__in=LIVE)

    def obstacles(self, position):
        live = self.asked_of(self.entries(position))
        waiting = live.filter(state=State.PROPOSED)
        return [
            *(
                Obstacle(
                    "proposed", f"{one}: nobody has accepted it", one.reference, handed_over=True
                )
                for one in told_apart(waiting, position)
            ),
            *self.blanks(live),
        ]

    def tile(self, position):
        late = overdue(position.day)
        counts = self.entries(position).aggregate(
            live=Count("id", Q(state__in=LIVE)),
            proposed=Count("id", Q(state=State.PROPOSED)),
            late=Count("id", late),
        )
        lines = [
            counting(counts["proposed"], "not accepted yet", state="proposed"),
            counting(counts["late"], "overdue", "late", late="yes"),
        ]
        figures = {f"state-{State.PROPOSED}": counts["proposed"]}
        return Tile(self.title, counts["live"], lines, figures, {"state": "live"})

    def needing(self, actions, position):
        return actions.filter(overdue(position.day) | Q(state=State.PROPOSED))

    def needs(self, position):
        """Those that are overdue one by one, those that nobody has accepted in one line."""
        slug, found = position.programme.slug, self.needing(self.entries(position), position)
        late = found.filter(overdue(position.day)).order_by("due_on", "number")[:MOST_NEEDS]
        needs = [
            Need(
                f"{one}: overdue, due {words_of(one, 'due')}",
                reverse(self.url("detail"), args=[slug, one.reference]),
            )
            for one in told_apart(late, position)
        ]
        if waiting := found.filter(state=State.PROPOSED).count():
            url = f"{reverse(self.url('list'), args=[slug])}?state={State.PROPOSED}"
            actions = counted(waiting, "follow-on action")
            needs.append(Need(f"{actions} that nobody has accepted yet", url, "due"))
        return needs


FOLLOW_ON = FollowOnLog()
