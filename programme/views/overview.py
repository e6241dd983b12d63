"""The programme at a glance, all of its logs, and what it is called."""

from collections import ChainMap
from dataclasses import replace
from datetime import timedelta

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from programme import actions, first_steps, forms
from programme.authorization import permissions
from programme.clear_days import working_days_before
from programme.extension import concealed, extensions, next_papers
from programme.formats import counted, day
from programme.log import Need, Tile, logs
from programme.log.filled import look_for_rows
from programme.meeting_clock import clocks
from programme.models import AuditEvent, Partner, Programme
from programme.models.meetings import meetings_of
from programme.my_work import due_counts
from programme.objectives import OBJECTIVES
from programme.retention import ROWS, disposed_url
from programme.ui.base import ProgrammeView
from programme.ui.bulk import is_step_of_log
from programme.ui.child_tables import ChildTable
from programme.ui.links import link
from programme.ui.views import TwoVersions

from .forms import KernelForm
from .history import apart

SHOWN = 5  # lines of a log under "Needs you" that stand open
CHANGES = 10  # of the week; the history has the others


class Overview(ProgrammeView):
    """The programme at a glance: the clock, what needs somebody, each log, what changed."""

    permission = permissions.SEE_PROGRAMME
    title = "Overview"

    def get(self, request, **kwargs):
        if not self.allowed(permissions.SEE_LOGS):
            return redirect(self.address("reports:list"))
        look_for_rows(self.position)
        moment = self.at or self.now
        week = AuditEvent.objects.filter(
            programme=self.programme, at__gt=moment - timedelta(days=7), at__lte=moment
        )
        return self.page(
            "programme/overview.html",
            partners=Partner.objects.of_moment(self.programme, self.at).filter(ended_on=None),
            partners_url=self.address("partners"),
            bodies_url=self.address("bodies"),
            objectives=() if rows_disposed(self) else OBJECTIVES.entries(self.position),
            disposed_url=rows_disposed(self),
            objectives_url=self.address(OBJECTIVES.url("list")),
            clock=clock(self, self.day),
            checklist=self._checklist(),
            hide_url=self.address("first_steps_hide") if self._keeps() else None,
            needs=None if self.at else self._needs(),
            **self._tiles(),
            latest=None if self.at else self._latest(),
            papers=[] if self.at else self._papers(),
            changes=concealed(apart(week[:CHANGES], self.position), self),
            more_changes=self._more_changes(week),
            quiet=self._quiet(),
            logs_url=self.address("logs"),
            edit_url=self._edit_url(),
            first_steps_url=self.address("first_steps") if self._keeps() else None,
        )

    def _more_changes(self, week):
        """The way to what else changed in the week; none where the page shows all of it."""
        rest = week.count() - CHANGES
        return {"rest": rest, "url": self.address("history")} if rest > 0 else None

    def _needs(self):
        """What waits, a group for each log; of a long group the first lines stand open."""
        there = () if rows_disposed(self) else logs()
        groups = [self._mine(), *(self._needs_of(log) for log in there if self._acts_on(log))]
        who = {"now": self.now, "roles": self.roles, "user": self.request.user}
        for room in extensions():
            needs = room.needs(self.programme, **who)
            groups.append(self._group(room.title, needs, len(needs)))
        return [group for group in groups if group["count"]]

    def _acts_on(self, log):
        """Whether the person can do something about rows of a log: keep it, or take a step."""
        if self.programme.is_closed and not log.after_closing.everything:
            return False
        steps = [one for one in log.step_views if is_step_of_log(one)]
        may = [log.keep, *(one.permission for one in steps)]
        return any(one and self.allowed(one) for one in may)

    def _mine(self):
        """What this person owns here that is late or due soon."""
        late, soon = due_counts(self.request.user, self.today, self.programme)
        url = reverse("my_work")
        found = [Need(f"{counted(late, 'row')} that you own: late", url)] if late else []
        if soon:
            words = f"{counted(soon, 'row')} that you own: due within 30 days"
            found.append(Need(words, url, kind="due"))
        return self._group("My work", found, late + soon, url)

    def _needs_of(self, log):
        """The group of a log: its count is that of rows, of which a line may sum up several and of
        which some may have none. It leads to the register where that shows as many.
        """
        needs = [*self._late(log), *log.needs(self.position)]
        count = log.needing_count(self.position, needs) if needs else 0
        leads = log.asks and all(one.of_rows for one in needs)
        url = self.address_with(log.url_name, needs="yes") if leads else ""
        return self._group(log.title, needs, count, url)

    def _group(self, title, needs, count, url=""):
        shown = {"first": needs[:SHOWN], "rest": needs[SHOWN:]}
        return {"title": title, "count": count, "url": url, **shown}

    def _late(self, log):
        return [Need(line["text"], line["url"]) for line in late_children(self, log)]

    def _tiles(self):
        """A tile for each log with something in it; the others are only named."""
        tiles = [tile for log, tile in tiles_of(self) if log.leads]
        return {
            "tiles": [tile for tile in tiles if tile["count"]],
            "empty_logs": [tile for tile in tiles if not tile["count"]],
        }

    def _latest(self):
        found = ChainMap(*(room.latest_reports([self.programme]) for room in extensions()))
        return found.get(self.programme.pk)

    def _papers(self):
        found = next_papers(self.memberships, [self.programme], self.today)
        return found.get(self.programme.pk, [])

    def _quiet(self):
        """A programme in which nothing has happened for long is best seen as it last stood."""
        last = (
            AuditEvent.objects.filter(programme=self.programme, at__lte=self.now)
            .values_list("at", flat=True)
            .first()
        )
        gone = rows_disposed(self)  # as it stood nothing is left of it
        if gone or self.at or not last or self.now - last < timedelta(days=180):
            return None
        position = self.since or last
        text = (
            f"Nothing has been recorded here since {day(last)}. See the programme as at"
            f" {day(position)}"
        )
        return {"text": text, "url": f"?at={position:%Y-%m-%d}"}

    def _keeps(self):
        return self.allowed(permissions.KEEP_PROGRAMME) and not self.at

    def _edit_url(self):
        return self.address("programme_edit") if self._keeps() else None

    def _checklist(self):
        """What a new programme begins with, as long as something of it is open."""
        is_shown = not (self.at or self.programme.checklist_hidden_at)
        return first_steps.checklist(self) if is_shown else None


class FirstSteps(ProgrammeView):
    """What a programme begins with, whatever is done of it."""

    permission = permissions.SEE_LOGS
    title = "First steps"

    def get(self, request, **kwargs):
        if self.at:  # what is there, not what was
            return redirect(request.path)
        hidden = self.programme.checklist_hidden_at
        words = "Put back on the overview" if hidden else "Hide from the overview"
        name = "first_steps_show" if hidden else "first_steps_hide"
        links = [{"label": words, "url": self.address(name)}]
        return self.page(
            "programme/plain_table.html",
            intro="A step is done when what it adds is there.",
            tables=[replace(first_steps.checklist(self, always=True), title="")],
            extra_links=links if self.allowed(permissions.KEEP_PROGRAMME) else [],
        )


class HideFirstSteps(KernelForm):
    """Takes the first steps off the overview."""

    permission, title, back = permissions.KEEP_PROGRAMME, "Hide the first steps", "overview"
    form_class, submit_label = forms.NothingForm, "Hide them"
    intro = "For everybody in this programme. The page of the first steps stays."
    action = first_steps.hide_checklist

    def done_message(self, programme):
        return "The first steps are hidden. “About the programme” leads to them."


class ShowFirstSteps(HideFirstSteps):
    """Puts the first steps back on the overview."""

    title, submit_label = "Put back the first steps", "Put them back"
    intro = "They stand on the overview until all of them are done."
    action = first_steps.show_checklist

    def done_message(self, programme):
        return "The first steps stand on the overview until all of them are done."


def tiles_of(view):
    """Every log that the person may see, with its figures: (log, tile) pairs; none where their rows
    were disposed of.
    """
    for log in () if rows_disposed(view) else logs():
        if view.allowed(log.permission):
            bare = log.name in (view.position.knows("logs without rows") or ())
            tile = Tile(log.title, 0) if bare else log.tile(view.position)
            yield (
                log,
                {
                    "title": log.title,
                    "url": view.address_with(log.url_name, **tile.filters),
                    "count": tile.count,
                    "lines": [*_lines(view, log, tile), *late_children(view, log)],
                },
            )


def rows_disposed(view) -> str:
    """The certificate of the rows of the logs, where these were disposed of."""
    return disposed_url(view.programme, ROWS) if view.programme.is_closed else ""


def _lines(view, log, tile):
    """The lines of a tile; those that count rows lead to them."""
    for line in tile.lines:
        if "filters" not in line:
            yield line
        elif view.allowed((of := line["log"] or log).permission):
            yield {**line, "url": view.address_with(of.url_name, **line["filters"])}


def late_children(view, log):
    """A line for each kind of child rows of which some are late; it leads to their entries."""
    found = []
    for kind in log.late_kinds:
        rows, parents = kind.late(view.position)
        url = view.address_with(log.url_name, **{kind.name: "late"})
        text = kind.late_in_words(rows, parents)
        found += [{"text": text, "kind": "late", "url": url}] if rows else []
    return found


class AllLogs(ProgrammeView):
    """Every log of the programme with its figures, those too that navigation leaves out."""

    permission = permissions.SEE_LOGS
    title = "All logs"

    def get(self, request, **kwargs):
        rows = [
            [
                link(tile["url"], tile["title"]),
                tile["count"],
                format_html_join(", ", "{}", ((line["text"],) for line in tile["lines"])),
            ]
            for _, tile in tiles_of(self)
        ]
        table = ChildTable("", ["Log", "Entries", "At a glance"], rows, numeric=["Entries"])
        links = [link for room in extensions() for link in room.programme_links(self)]
        shown = {"tables": [table], "extra_links": links}
        if gone := rows_disposed(self):
            said = 'Their rows: Disposed of. <a class="govuk-link" href="{}">Certificate</a>'
            shown = {**shown, "tables": [], "intro": format_html(said, gone)}
        return self.page("programme/plain_table.html", **shown)


def clock(view, today):
    """The next meeting of each body: latest publication, last safe day to edit, working days
    left.
    """
    draft_lead = ChainMap(*(room.draft_leads(view.programme) for room in extensions()))
    standing = {"on__gte": today, "cancelled_at": None, "postponed_at": None}
    first = {}
    for meeting in meetings_of(view.programme, view.at, **standing):
        first.setdefault(meeting.body_id, meeting)
    return [
        _clock_line(view, found, draft_lead.get(found.meeting.body_id))
        for found in clocks(first.values(), today, view.at)
    ]


def _clock_line(view, found, lead):
    meeting, body, publish_by = found.meeting, found.meeting.body, found.publish_by
    then = body.then(found.published or view.at)
    closed = then.nation, then.closures(found.published or view.at)
    draft_on = lead is not None and working_days_before(publish_by, lead, *closed)
    return {
        "body": body.name,
        "meeting_on": meeting.on,
        "when": meeting.when,
        "publish_by": publish_by,
        "draft_on": draft_on or None,
        "days_left_text": f"Publication date {found.words}" if found.is_late else found.words,
        "url": view.address("meeting", meeting.pk),
    }


class EditProgramme(TwoVersions, KernelForm):
    permission, title, back = permissions.KEEP_PROGRAMME, "Change the programme", "overview"
    form_class = forms.ProgrammeForm

    def form(self, data=None):
        return self.form_of(Programme.objects.get(pk=self.programme.pk), data)

    def looked_at(self):
        return Programme.objects.get(pk=self.programme.pk)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now, "version": form.cleaned_data["version"]}
        return actions.change_programme(self.programme, **who, **form.values())


class AddPartner(KernelForm):
    permission, title, back = permissions.KEEP_PROGRAMME, "Add a partner", "partners"
    form_class, action = forms.PartnerForm, actions.add_partner
