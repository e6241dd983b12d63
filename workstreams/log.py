"""What workstreams and follow-on actions record, where each fact shows, and how they stand."""

from collections import Counter

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from programme import position
from programme.alike import told_apart
from programme.children import RECORDED_BY, Children
from programme.decided import Decision
from programme.facts import DATE, LINES, Computed, Fact, iso
from programme.fields import lines_of
from programme.formats import counted, day
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, Tile, counting
from programme.readiness import Obstacle
from programme.receiving import Receives
from programme.records import refuse_unless
from programme.written import words_of

from . import actions, permissions
from .choices import LIVE, NO_POSITION, STEPS, State
from .models import FollowOnAction, Position, ProgressScale, Workstream
from .querysets import disagreement, overdue


def workstreams_of(programme):
    return Workstream.objects.of(programme).order_by("number")


def progress_counts(words, scale):
    """[{"word", "count"}] for each word of the scale, then words that left it, then none."""
    found = Counter(words)
    blank = found.pop("", 0)
    ordered = [*scale, *sorted(set(found) - set(scale))]
    counted = [{"word": word, "count": found[word]} for word in ordered]
    return counted + ([{"word": NO_POSITION, "count": blank}] if blank else [])


def position_of(one, position):
    return lines_of(one.last_position.text) if one.last_position else []


def said_by_of(one, position):
    return one.last_position and one.last_position.recorded_by_name


def source_of(one, position):
    return one.last_position.source if one.last_position else ""


def follow_on_of(one, position):
    """Its actions, each with where it stands unless it is only proposed."""
    standing = {state: f" – {state.label.lower()}" for state in State} | {State.PROPOSED: ""}
    return [f"{action}{standing[action.state]}" for action in one.follow_on]


def lead_partner_of(one, position):
    return one.lead_partner and one.lead_partner.name


def flags_of(one, position):
    return one.flags()


POSITIONS = Children(
    "positions",
    Position,
    "workstream",
    "Positions",
    "position",
    facts=(
        Fact("as_at"),
        Fact("progress", width=11, search=True),
        Fact("text", kind=LINES, width=34, search=True),
        Fact("source", width=14, search=True),
        RECORDED_BY,
    ),
)


def due_of(action, position):
    return words_of(action, "due")


ACTIONS = Children(
    "actions",
    FollowOnAction,
    "workstream",
    "Follow-on actions",
    "follow-on action",
    facts=(
        Fact("reference", heading="Ref", width=7, search=True),
        Fact("title", width=27, search=True),
        Fact("owner", width=13, search=True),
        Fact("plan", width=16, search=True),
        Fact("due", of=due_of, width=12),
        Fact("due_on"),
        Fact("state"),
    ),
    order="number",
    waiting=lambda actions, position: actions.filter(state__in=LIVE),
    waits="Still to be done",
    due="due_on",
    apart=True,
)


class WorkstreamLog(Log):
    """The workstreams of a programme."""

    model, name, title, noun = Workstream, "workstreams", "Workstreams", "a workstream"
    permission, keep = permissions.SEE, permissions.KEEP
    adds, changes = staticmethod(actions.add_workstream), staticmethod(actions.change_workstream)
    namespace = "workstreams"
    in_rounds = (Asked("progress", "text", step="position"),)
    shown_in_rounds = "position_on"
    children = (ACTIONS, POSITIONS)
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact(
            "title", asked_as=("work stream", "name"), group="The workstream", width=14, search=True
        ),
        Fact("purpose", group="The workstream", kind=LINES, width=20, search=True),
        Fact("owner", group="The workstream", search=True),
        Fact("lead_partner", group="The workstream", of=lead_partner_of),
        Fact("note", group="The workstream", search=True, column=False),
        Fact("progress", group="Current position", width=11),
        Fact("position_on", group="Current position"),
        Computed(
            "position",
            "Position",
            position_of,
            group="Current position",
            heading="Current position",
            kind=LINES,
            width=26,
        ),
        Computed("follow_on", "Follow-on actions", follow_on_of, kind=LINES, width=23),
        Computed("recorded_by", "Recorded by", said_by_of),
        Computed("source", "Paper that says so", source_of),
        Computed("flagged", "To note", flags_of, kind=LINES, width=14),
    )
    ledgers = (
        Ledger(
            "positions",
            Position,
            "position",
            "as_at progress text source",
            note="position",
            words=lambda row: row.told,
        ),
    )
    told_by = {"position_on": "position"}
    register = "reference title progress position owner"
    column_order = "reference title purpose position position_on progress follow_on"

    def recount(self, workstream, at=None):
        return workstream.recounted(at)

    def refuse_row(self, row, at):
        now = position.Position.on(row.workstream.programme, row.as_at)
        words = ProgressScale.objects.words(now)
        use = f"On this day progress is judged in these words: {', '.join(words)}."
        refuse_unless(row.progress in words, use, "progress")

    def prepare(self, workstreams, position):
        return Position.objects.attach_to(workstreams, position)

    def rows(self, entries, position):
        entries = FollowOnAction.objects.attach_to(list(entries), position)
        partners = Workstream._meta.get_field("lead_partner").related_model.objects
        known = partners.known({one.lead_partner_id for one in entries}, position.at)
        for one in entries:
            one.lead_partner = known.get(one.lead_partner_id)
        return super().rows(entries, position)

    def workstreams(self, programme):
        return list(dict.fromkeys(workstreams_of(programme).values_list("title", flat=True)))

    def tile(self, position):
        words = list(self.entries(position).order_by().values_list("progress", flat=True))
        said = progress_counts(words, ProgressScale.objects.words(position))
        lines = [
            counting(row["count"], row["word"].lower(), progress=chosen(row["word"]))
            for row in said
            if row["count"]
        ]
        figures = {f"progress-{slugify(row['word'])}": row["count"] for row in said if row["count"]}
        return Tile(self.title, len(words), lines, {"count": len(words), **figures})

    def obstacles(self, position):
        """Papers that do not agree on a workstream, and those that leave one out."""
        entries = list(self.entries(position))
        Position.objects.attach_to(FollowOnAction.objects.attach_to(entries, position), position)
        found = []
        for one in entries:
            if differing := disagreement(one.known):
                said = "; ".join(f"{two.source}: {two.progress.lower()}" for two in differing)
                words = f"{one}: papers do not agree on its progress. {said}"
                found.append(Obstacle("disagreement", words, one.reference))
            if one.last_position is None:
                found.append(Obstacle("position", f"{one}: no position yet", one.reference))
        return found + _left_out(entries)

    def needing(self, workstreams, position):
        """Workstreams that the last report showed and nobody has told anything new of since."""
        if position.since is None:
            return workstreams.none()
        reported = timezone.localdate(position.since)
        return workstreams.filter(Q(position_on=None) | Q(position_on__lt=reported))

    def needs(self, position):
        slug, old = position.programme.slug, self.needing(self.entries(position), position)
        return [
            Need(
                f"{one}: its position is older than the last report",
                reverse(self.url("detail"), args=[slug, one.reference]),
                "due",
            )
            for one in told_apart(old[:MOST_NEEDS], position)
        ]


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


def _left_out(workstreams):
    """The workstreams that a paper leaves out which names most of them."""
    named = {}
    for one in workstreams:
        sources = [row.source for row in [*one.known, *one.follow_on]]
        for paper in {paper for said in sources for paper in said.split(" and ") if paper}:
            named.setdefault(paper, []).append(one)
    every = len(workstreams)
    return [
        Obstacle(
            f"missing-{slugify(paper)}",
            f"{one}: not in {paper}, which names {len(found)} of {every} workstreams",
            one.reference,
        )
        for paper, found in sorted(named.items())
        if every > len(found) > every / 2
        for one in workstreams
        if one not in found
    ]


def chosen(word):
    """The choice of the filter by progress that shows a word of the scale."""
    return "none" if word == NO_POSITION else word


WORKSTREAMS, FOLLOW_ON = WorkstreamLog(), FollowOnLog()
LOGS = [WORKSTREAMS, FOLLOW_ON]
