"""Partners and bodies: their lists and their own pages."""

from django.http import Http404

from programme import audit, lifecycle
from programme.authorization import permissions
from programme.extension import extensions
from programme.formats import day
from programme.models import Body, Partner, Post
from programme.models.deadlines import STEPS
from programme.models.meetings import meetings_of
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.links import link


class Partners:
    """What pages about partners have in common."""

    model, noun, kind, back = Partner, "partner", "partner", "partners"
    keep = permissions.KEEP_PROGRAMME


class Bodies:
    """What pages about bodies have in common."""

    model, noun, kind, back = Body, "body", "body", "bodies"
    keep = permissions.KEEP_CALENDAR


class OneOf:
    """Mixed into pages about one partner or body, as it stood at the moment of the page."""

    def find(self, pk):
        found = self.model.objects.of_moment(self.programme, self.at)
        self.row = found.filter(id=pk).select_related("programme", "successor").first()
        if self.row is None:
            raise Http404(f"No such {self.noun} at this moment.")


class ListPage(ProgrammeView):
    """All partners, or all bodies, those that have ended too."""

    permission, head, empty = permissions.SEE_PROGRAMME, (), ""

    def cells(self, row):
        """What the list says of one besides its name and whether it stands."""
        return []

    def get(self, request):
        keeps = self.allowed(self.keep) and not self.at
        rows = list(self.model.objects.of_moment(self.programme, self.at))
        self.known = self.model.objects.known(self._named(rows), self.at)
        for row in rows:
            row.successor = self.known.get(row.successor_id)
        orders = self.allowed(permissions.SEE_LOGS)
        links = [{"label": "Reorganisation", "url": self.address("orders")}] if orders else []
        return self.page(
            "programme/plain_table.html",
            add_url=self.address(f"{self.kind}_add") if keeps else None,
            add_label=f"Add a {self.noun}",
            extra_links=links,
            tables=[
                ChildTable(
                    "",
                    [self.noun.capitalize(), *self.head, "Standing"],
                    [self._cells(row) for row in rows],
                    empty=self.empty,
                )
            ],
        )

    def _named(self, rows):
        above = {getattr(row, "reports_to_id", None) for row in rows}
        return above | {row.successor_id for row in rows}

    def _cells(self, row):
        name = link(self.address(self.kind, row.pk), row.name)
        return [name, *self.cells(row), row.standing_in_words]


class PartnerList(Partners, ListPage):
    title = "Partners"
    empty = "No partner yet. Add the councils and other bodies that share this programme."


class BodyList(Bodies, ListPage):
    title, head = "Bodies", ("Kind", "Reports to", "Papers open before a meeting")
    empty = "No body yet. Add the committee or board that this programme reports to."

    def cells(self, row):
        above = self.known.get(row.reports_to_id)
        return [row.get_kind_display(), above or "", f"{row.clear_days} clear days"]


class OnePage(OneOf, ProgrammeView):
    """One partner or body: its facts, what hangs on it, and its history."""

    permission = permissions.SEE_PROGRAMME

    @property
    def title(self):
        return self.row.name

    def crumbs(self):
        return [*super().crumbs(), (self.back.capitalize(), self.address(self.back))]

    def get(self, request, **kwargs):
        events = audit.events_of(self.row)
        if not self.allowed(permissions.SEE_LOGS):  # the days of officers are theirs alone
            events = events.exclude(verb=lifecycle.SET_DEADLINES)
        return self.page(
            "programme/standing.html",
            state=self.row.standing_in_words,
            facts=self.facts(),
            flags=self.flags(),
            tables=self.tables(),
            actions=self._buttons(),
            events=events.filter(at__lte=self.at) if self.at else events,
        )

    def facts(self):
        """Facts in words, those that are blank left out."""
        row = self.row
        before = self.model.objects.of_moment(self.programme, self.at).filter(successor=row.pk)
        after = row.successor and row.successor.named_at(self.at)
        found = [
            ("In the programme since", day(row.created_at)),
            ("Ended on", day(row.ended_on)),
            ("Why it ended", row.ended_why),
            ("Succeeded by", after and link(self.address(self.kind, after.pk), after.name)),
            ("Took the place of", ", ".join(one.name for one in before)),
        ]
        return [{"label": label, "value": value} for label, value in found if value]

    def flags(self):
        """What is wrong with it, in sentences."""
        return []

    def tables(self):
        """Tables of what hangs on it."""
        return []

    def _buttons(self):
        if self.at or not self.allowed(self.keep):
            return []
        ways = [("Change", "edit"), ("End", "end")]
        if self.row.ended_on:
            ways = [("Change", "edit"), ("Take back the end", "restore")]
        return [
            {
                "label": label,
                "url": self.address(f"{self.kind}_{name}", self.row.pk),
                "secondary": number > 0,
            }
            for number, (label, name) in enumerate(ways)
        ]


class PartnerPage(Partners, OnePage):
    def tables(self):
        posts = Post.objects.as_at(self.at).filter(partner=self.row.pk)
        self.gives = self.allowed(permissions.KEEP_PEOPLE) and not self.at
        self.names = self.allowed(permissions.SEE_LOGS)  # members read job titles
        url = self.address("council_post_add", self.row.pk)
        actions = [{"label": "Give a post", "url": url}]
        people = ["Signs in"] if self.names else []
        return [
            ChildTable(
                "Posts",
                ["Post", "Held by", *people, "From", "To", *(["Change"] if self.gives else [])],
                [self._post(post) for post in posts.order_by("title", "from_on", "id")],
                empty="No post recorded yet, such as its section 151 officer.",
                actions=actions if self.gives and not self.row.ended_on else [],
            )
        ]

    def _post(self, post):
        url = self.address("council_post_edit", post.pk)
        change = [link(url, "Change", str(post))] if self.gives else []
        signs = [post.person.title if post.person else ""] if self.names else []
        return [post.title, post.holder, *signs, day(post.from_on), day(post.to_on), *change]


class BodyPage(Bodies, OnePage):
    def facts(self):
        row = self.row
        above = row.reports_to and row.reports_to.named_at(self.at)
        law = self.address("body_law", row.pk)
        reads = "everyone" if row.is_public else "those with a part in the programme"
        found = [
            ("Kind", row.get_kind_display()),
            ("Reports to", above and link(self.address("body", above.pk), above.name)),
            ("Papers", f"Published {row.clear_days} clear days before a meeting"),
            ("Bank holidays of", row.get_nation_display()),
            ("Rules on access", link(law, row.get_regime_display() or "Not recorded")),
            ("Published reports are open to", reads),
            ("Published papers stay open for", row.get_open_years_display() or "Without end"),
        ]
        own = [{"label": label, "value": value} for label, value in found if value]
        return own + super().facts()

    def flags(self):
        return [text for text in [self.row.law_warning(self.day)] if text]

    def tables(self):
        others = [table for room in extensions() for table in room.body_tables(self, self.row)]
        clock = [self._deadlines()] if self.allowed(permissions.SEE_LOGS) else []
        return [*clock, self._posts(), self._below(), self._meetings(), *others]

    def _deadlines(self):
        keeps = self.allowed(self.keep) and not self.at and not self.row.ended_on
        url = self.address("body_deadlines", self.row.pk)
        rows = [
            [STEPS[step], count, getattr(self.row, f"{step}_owner")]
            for step, count in self.row.deadline_days().items()
        ]
        return ChildTable(
            "Deadlines",
            ["Step", "Working days before the latest publication date", "Owner"],
            rows,
            empty="No day is set yet for planning, drafting, clearing or publishing.",
            actions=[{"label": "Set the deadlines", "url": url}] if keeps else [],
        )

    def _posts(self):
        keeps = self.allowed(self.keep) and not self.at
        adds = keeps and not self.row.ended_on
        url = self.address("post_add", self.row.pk)
        posts = Post.objects.as_at(self.at).filter(body=self.row.pk)
        return ChildTable(
            "Posts",
            ["Post", "Held by", "From", "To", *(["Change"] if keeps else [])],
            [
                [
                    post.title,
                    post.holder,
                    day(post.from_on),
                    day(post.to_on),
                    *([self._change(post)] if keeps else []),
                ]
                for post in posts.order_by("title", "from_on", "id")
            ],
            empty="No post recorded yet. A post needs no account: a chair, or a lead officer.",
            actions=[{"label": "Add a post", "url": url}] if adds else [],
        )

    def _change(self, post):
        return link(self.address("post_edit", post.pk), "Change", str(post))

    def _below(self):
        found = Body.objects.of_moment(self.programme, self.at).filter(reports_to=self.row.pk)
        rows = [[link(self.address("body", one.pk), one.name)] for one in found]
        return ChildTable("Bodies that report to it", ["Body"], rows, empty="None.")

    def _meetings(self):
        url = self.address("meetings")
        standing = {"body": self.row.pk, "on__gte": self.day, "cancelled_at": None}
        found = meetings_of(self.programme, self.at, postponed_at=None, **standing)
        rows = [[link(self.address("meeting", one.pk), one.when), one.place] for one in found]
        actions = [{"label": "All meetings", "url": url}]
        empty = "No meeting to come."
        return ChildTable("Meetings to come", ["Meeting", "Place"], rows, empty, actions)
