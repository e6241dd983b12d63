"""What a workstream records, and how the workstreams stand."""

from collections import Counter

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from programme import position
from programme.alike import told_apart
from programme.children import RECORDED_BY, Children
from programme.facts import LINES, Computed, Fact
from programme.fields import lines_of
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, Tile, counting
from programme.readiness import Obstacle
from programme.records import refuse_unless
from programme.written import words_of

from .. import actions, permissions
from ..choices import LIVE, NO_POSITION, State
from ..models import FollowOnAction, Position, ProgressScale, Workstream
from ..querysets import disagreement


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


WORKSTREAMS = WorkstreamLog()
