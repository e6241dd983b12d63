"""Workstreams and follow-on actions as plain rows: for downloads, the overview and the committee's report."""

from collections import Counter

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from programme.fields import lines_of
from programme.formats import day
from programme.reporting import DATE, LINES, NUMBER, Column, Log, Need, Section, Tile, iso

from . import permissions
from .choices import LIVE, State
from .models import FollowOnAction, ProgressScale, Workstream
from .querysets import overdue, with_follow_on, with_positions

MOST_NEEDS = 20
NO_POSITION = "No position yet"


def progress_counts(words, scale):
    """How many workstreams each word has: [{"word", "count"}] in the order of the scale, then words that left it, then none."""
    found = Counter(words)
    blank = found.pop("", 0)
    counted = [
        {"word": word, "count": found[word]} for word in [*scale, *sorted(set(found) - set(scale))]
    ]
    return counted + ([{"word": NO_POSITION, "count": blank}] if blank else [])


class WorkstreamLog(Log):
    """The workstreams of a programme."""

    name = "workstreams"
    title = "Workstreams"
    permission = permissions.SEE
    url_name = "workstreams:list"
    detail_url_name = "workstreams:detail"
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Workstream", width=14),
        Column("purpose", "Purpose", LINES, 20),
        Column("position", "Current position", LINES, 26),
        Column("position_on", "Position as at", DATE, 10),
        Column("progress", "Progress", width=11),
        Column("follow_on", "Follow-on actions", LINES, 23),
        Column("owner", "Lead", width=10, optional=True),
        Column("lead_partner", "Lead partner", width=10, optional=True),
        Column("recorded_by", "Recorded by", width=10),
        Column("source", "Paper that says so", width=10),
        Column("flagged", "To note", LINES, 14),
    )

    def entries(self, programme, at=None):
        return Workstream.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at):
        partners = {partner.pk: partner.name for partner in programme.partners.all()}
        entries = with_follow_on(with_positions(list(entries), at=at), at=at)
        return [self._row(one, partners) for one in entries]

    def _row(self, one, partners):
        last = one.known[-1] if one.known else None
        return {
            **{name: getattr(one, name) for name in ("reference", "title", "progress", "owner")},
            "purpose": lines_of(one.purpose),
            "position": lines_of(last.text) if last else [],
            "position_on": iso(one.position_on),
            "follow_on": [f"{action}{_standing(action)}" for action in one.follow_on],
            "lead_partner": partners.get(one.lead_partner_id),
            "recorded_by": last.recorded_by_name if last else None,
            "source": last.source if last else "",
            "flagged": one.flags(one.known),
        }

    def tile(self, programme, *, at, today):
        counts = dict(
            self.entries(programme, at).order_by().values_list("progress").annotate(Count("id"))
        )
        scale = ProgressScale.objects.words(programme, at, today)
        said = progress_counts(
            [word for word, count in counts.items() for _ in range(count)], scale
        )
        lines = [
            {"text": f"{row['count']} {row['word'].lower()}", "kind": ""}
            for row in said
            if row["count"]
        ]
        return Tile(self.title, "", sum(counts.values()), lines)

    def needs(self, programme, *, today):
        """Workstreams that the last report showed and nobody has told anything new of since."""
        since = getattr(programme, "previous_position", None)
        if since is None:
            return []
        reported = timezone.localdate(since)
        silent = self.entries(programme).filter(Q(position_on=None) | Q(position_on__lt=reported))
        return [
            Need(
                f"{one}: its position is older than the last report",
                self._page(programme, one),
                "due",
            )
            for one in silent[:MOST_NEEDS]
        ]

    def _page(self, programme, workstream):
        return reverse("workstreams:detail", args=[programme.slug, workstream.reference])


def _standing(action):
    """Where a follow-on action stands, after its title; nothing while it is only proposed."""
    return "" if action.state == State.PROPOSED else f" – {action.get_state_display().lower()}"


class FollowOnLog(Log):
    """The follow-on actions of a programme."""

    name = "follow-on"
    title = "Follow-on actions"
    permission = permissions.SEE
    url_name = "workstreams:follow_on"
    detail_url_name = "workstreams:action"
    closed_states = frozenset({State.DONE, State.WITHDRAWN})
    columns = (
        Column("reference", "Ref", width=7),
        Column("workstream", "Workstream", width=14),
        Column("title", "Follow-on action", width=27),
        Column("detail", "Detail", width=15, optional=True),
        Column("owner", "New owner", width=13),
        Column("plan", "Plan that it moved into", width=16),
        Column("monitoring_body", "Monitored by", width=19),
        Column("due_on", "Due", DATE, 11, optional=True),
        Column("state", "State", width=10),
        Column("accepted_on", "Accepted", DATE, 11, optional=True),
        Column("accepted_by", "Acceptance recorded by", width=12, optional=True),
        Column("outcome", "What was done", width=16, optional=True),
        Column("done_on", "Done", DATE, 11, optional=True),
        Column("withdrawn_because", "Withdrawn because", width=14, optional=True),
        Column("source", "Paper that names it", width=13, optional=True),
    )

    def entries(self, programme, at=None):
        return FollowOnAction.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at, workstreams=None):
        """Plain rows; `workstreams` by id, when they are at hand."""
        workstreams = workstreams or {one.pk: one for one in WORKSTREAMS.entries(programme, at)}
        return [self._row(action, workstreams[action.workstream_id]) for action in entries]

    def _row(self, action, workstream):
        plain = (
            "reference",
            "title",
            "detail",
            "owner",
            "plan",
            "monitoring_body",
            "outcome",
            "withdrawn_because",
            "source",
        )
        return {
            **{name: getattr(action, name) for name in plain},
            "workstream": str(workstream),
            "due_on": iso(action.due_on),
            "state": action.get_state_display(),
            "accepted_on": iso(action.accepted_at and timezone.localdate(action.accepted_at)),
            "accepted_by": action.accepted_by_name,
            "done_on": iso(action.done_on),
        }

    def tile(self, programme, *, at, today):
        late = overdue(today)
        counts = self.entries(programme, at).aggregate(
            live=Count("id", Q(state__in=LIVE)),
            proposed=Count("id", Q(state=State.PROPOSED)),
            late=Count("id", late),
        )
        lines = [
            {"text": f"{counts['proposed']} not accepted yet", "kind": ""},
            {"text": f"{counts['late']} overdue", "kind": "late" if counts["late"] else ""},
        ]
        return Tile(self.title, "", counts["live"], lines)

    def needs(self, programme, *, today):
        """Those that are overdue one by one, those that nobody has accepted in one line."""
        late = (
            self.entries(programme).filter(overdue(today)).order_by("due_on", "number")[:MOST_NEEDS]
        )
        needs = [
            Need(
                f"{one}: overdue, due {day(one.due_on)}",
                reverse("workstreams:action", args=[programme.slug, one.reference]),
            )
            for one in late
        ]
        waiting = self.entries(programme).filter(state=State.PROPOSED).count()
        if waiting:
            url = (
                f"{reverse('workstreams:follow_on', args=[programme.slug])}?state={State.PROPOSED}"
            )
            needs.append(Need(f"{_actions(waiting)} that nobody has accepted yet", url, "due"))
        return needs


def _actions(number):
    return f"{number} follow-on action{'' if number == 1 else 's'}"


WORKSTREAMS, FOLLOW_ON = WorkstreamLog(), FollowOnLog()
LOGS = [WORKSTREAMS, FOLLOW_ON]


class WorkstreamsSection(Section):
    """Every workstream with its purpose, its position, its progress in the programme's words, and what goes on after it."""

    key = log = "workstreams"
    title = "Workstreams"
    template = "programme/counted_report.html"
    landscape = True
    columns = tuple(
        column
        for column in WorkstreamLog.columns
        if column.key
        in (
            "reference",
            "title",
            "purpose",
            "position",
            "progress",
            "follow_on",
            "owner",
            "lead_partner",
        )
    )

    def rows(self, programme, at, since):
        return WORKSTREAMS.rows(WORKSTREAMS.entries(programme, at), programme=programme, at=at)

    def notes(self, rows):
        return [
            f"{row['reference']} {row['title']}: {flag}" for row in rows for flag in row["flagged"]
        ]

    def extra(self, rows, programme, at, since):
        scale = ProgressScale.objects.words(programme, at, timezone.localdate(at))
        found = progress_counts([row["progress"] for row in rows], scale)
        return {"counts": {"title": "Workstreams by progress", "rows": found if rows else []}}

    def figures(self, rows, totals):
        counted = [
            {
                "key": f"progress-{slugify(row['word'])}",
                "label": f"Workstreams: {row['word'].lower()}",
                "kind": NUMBER,
                "value": row["count"],
            }
            for row in progress_counts([row["progress"] for row in rows], ())
        ]
        return [*super().figures(rows, totals), *counted]


class FollowOnSection(Section):
    """Follow-on actions by workstream: those still to be done, and those that ended since the report before."""

    key = log = "follow-on"
    title = "Follow-on actions"
    template = "workstreams/follow_on.html"
    landscape = True
    columns = FollowOnLog.columns

    def rows(self, programme, at, since):
        entries = FOLLOW_ON.entries(programme, at)
        if since:
            entries = entries.filter(Q(state__in=LIVE) | Q(updated_at__gt=since))
        found = FOLLOW_ON.rows(entries, programme=programme, at=at)
        return sorted(
            found, key=lambda row: int(row["workstream"].split()[0].removeprefix(Workstream.PREFIX))
        )

    def notes(self, rows):
        waiting = sum(row["state"] == State.PROPOSED.label for row in rows)
        return (
            [f"{_actions(waiting)} of {len(rows)}: nobody has accepted them yet."]
            if waiting
            else []
        )

    def extra(self, rows, programme, at, since):
        return {"group_by": "workstream", "empty": "No follow-on action is on record."}

    def figures(self, rows, totals):
        counted = [
            {
                "key": f"state-{state.value}",
                "label": f"Follow-on actions: {state.label.lower()}",
                "kind": NUMBER,
                "value": sum(row["state"] == state.label for row in rows),
            }
            for state in State
        ]
        return [*super().figures(rows, totals), *counted]
