"""Reorganisation orders, and the page of each."""

from django.http import Http404

from programme import audit, reorganisation
from programme.authorization import permissions
from programme.formats import day, moment
from programme.models import Reorganisation, Succession
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.links import link

NOT_SAID = "Not known yet"


def standing_of(order):
    """How far an order is, in words."""
    if order.carried_out_at:
        return f"Carried out on {day(order.carried_out_at)}"
    if order.vesting_on:
        return f"Vesting day {day(order.vesting_on)}"
    return "No vesting day yet"


class Orders(ProgrammeView):
    """Every order that reorganises the programme's councils."""

    permission, title = permissions.SEE_LOGS, "Reorganisation"

    def get(self, request):
        adds = self.allowed(permissions.REORGANISE) and not self.at
        found = Reorganisation.objects.as_at(self.at).filter(programme=self.programme)
        rows = [
            [
                link(self.address("order", one.pk), one.title),
                one.reference,
                day(one.made_on),
                standing_of(one),
            ]
            for one in found.order_by("-made_on", "-id")
        ]
        return self.page(
            "programme/plain_table.html",
            intro=(
                "When councils are reorganised, an order says which council takes over on its"
                " vesting day. Open items, their owners and the bodies then move in one step."
            ),
            add_url=self.address("order_add") if adds else None,
            add_label="Add an order",
            tables=[
                ChildTable(
                    "", ["Order", "Reference", "Made on", "Standing"], rows, empty="No order yet."
                )
            ],
        )


class OneOrder:
    """Mixed into pages about one order, as it stood at the moment of the page."""

    def looked_at(self):
        """What its forms change."""
        return self.order

    def find(self, pk):
        found = Reorganisation.objects.as_at(self.at).filter(programme=self.programme, id=pk)
        self.order = found.first()
        if self.order is None:
            raise Http404("No such order at this moment.")

    def moving(self):
        """Who takes over, and what moves in each log, as things stand now."""
        to = reorganisation.successors(self.order)
        return to, reorganisation.moves(self.programme, to)

    def link_to(self, log, entry):
        """The link to an item that moves."""
        return link(self.address(log.detail_url_name, entry.reference), entry.reference)


class OrderPage(OneOrder, ProgrammeView):
    """An order: who takes over from whom, and every item that will move."""

    permission = permissions.SEE_LOGS

    @property
    def title(self):
        return self.order.title

    def crumbs(self):
        return [*super().crumbs(), (Orders.title, self.address("orders"))]

    def get(self, request, **kwargs):
        order, events = self.order, audit.events_of(self.order)
        facts = [
            ("Reference", order.reference),
            ("Made on", day(order.made_on)),
            ("Vesting day", day(order.vesting_on) or NOT_SAID),
            ("Carried out", moment(order.carried_out_at)),
        ]
        is_open = not (self.at or order.carried_out_at)
        return self.page(
            "programme/standing.html",
            state=standing_of(order),
            facts=[{"label": label, "value": value} for label, value in facts if value],
            actions=self._buttons() if is_open else self._way_back(),
            tables=[*self._successions(), *(self._moves() if is_open else [])],
            events=events.filter(at__lte=self.at) if self.at else events,
        )

    def _buttons(self):
        ways = [
            ("Confirm what moves", "order_carry_out"),
            ("Change the order", "order_edit"),
            ("Partners", "order_partners"),
            ("Bodies", "order_bodies"),
            ("Owners", "order_owners"),
        ]
        return [
            {"label": label, "url": self.address(name, self.order.pk), "secondary": number > 0}
            for number, (label, name) in enumerate(ways)
            if self.allowed(permissions.REORGANISE)
        ]

    def _way_back(self):
        may = self.allowed(permissions.REORGANISE) and not self.at
        url = self.address("order_take_back", self.order.pk)
        back = {"label": "Take back what was carried out", "url": url, "secondary": True}
        return [back] if may else []

    def _successions(self):
        found = Succession.objects.as_at(self.at).filter(order=self.order.pk).order_by("id")
        said = [one for one in found if one.says]
        partners = [[one.partner, one.to_partner] for one in said if one.partner_id]
        bodies = [[one.body, one.to_body or "Ends"] for one in said if one.body_id]
        owners = [[one.owner, one.to_owner] for one in said if one.owner]
        nothing = "Nothing said yet."
        return [
            ChildTable("Partners", ["Partner", "Successor"], self._named(partners), nothing),
            ChildTable("Bodies", ["Body", "Successor"], self._named(bodies), nothing),
            ChildTable("Owners", ["Job title", "From the vesting day"], owners, nothing),
        ]

    def _named(self, rows):
        """The rows with the names of the moment that the page shows."""
        return [
            [one.named_at(self.at).name if hasattr(one, "named_at") else one for one in row]
            for row in rows
        ]

    def _moves(self):
        _, found = self.moving()
        if not found:
            return [ChildTable("What will move", [], [], "No open item moves.")]
        return [
            ChildTable(
                f"What will move: {log.title} ({len(moving)})",
                ["Ref", "Title", "Change"],
                [[self.link_to(log, one.entry), one.entry.title, in_words(one)] for one in moving],
            )
            for log, moving in found
        ]


def in_words(move):
    return "; ".join(
        f"{one['label']}: {one['was'] or 'blank'} → {one['now'] or 'blank'}" for one in move.changes
    )
