"""Orders by which councils are reorganised, what they will move, and the step that moves it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import format_html_join

from programme import (
    audit,
    handing_over,
    lifecycle,
    orders_taken_back,
    reorganisation,
    standing_forms,
)
from programme.authorization import permissions
from programme.extension import extensions
from programme.formats import day, moment
from programme.models import Reorganisation, Succession
from programme.passing_on import meetings_to_come
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.forms import TakeBackForm
from programme.ui.links import link
from programme.ui.views import TwoVersions

from .forms import KernelForm

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
                [[self.link_to(log, one.entry), one.entry.title, _in_words(one)] for one in moving],
            )
            for log, moving in found
        ]


def _in_words(move):
    return "; ".join(
        f"{one['label']}: {one['was'] or 'blank'} → {one['now'] or 'blank'}" for one in move.changes
    )


class OrderForm(KernelForm):
    """A form about orders."""

    permission, back = permissions.REORGANISE, "orders"

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), (Orders.title, self.address("orders"))]

    def done_url(self, order):
        return self.address("order", order.pk)


class UntilCarriedOut:
    """Mixed into forms about an order: it is closed once the order was carried out."""

    def get(self, request, **kwargs):
        if done := self.order.carried_out_at:
            messages.error(request, reorganisation.LATER.format(day(done)))
            return redirect(self.cancel_url())
        return super().get(request, **kwargs)


class AddOrder(OrderForm):
    title, form_class = "Add an order", standing_forms.OrderForm
    action = reorganisation.add_order


class ChangeOrder(UntilCarriedOut, TwoVersions, OneOrder, OrderForm):
    title, form_class = "Change the order", standing_forms.OrderForm

    def form(self, data=None):
        return self.form_of(self.order, data)

    def form_of(self, order, data=None):
        return self.form_class(data, programme=self.programme, instance=order)

    def cancel_url(self):
        return self.address("order", self.order.pk)

    def act(self, form):
        order = Reorganisation.objects.get(pk=self.order.pk)
        who = {"by": self.request.user, "at": self.now, "version": form.cleaned_data["version"]}
        return reorganisation.change_order(order, **who, **form.values())


class OrderStep(UntilCarriedOut, OneOrder, OrderForm):
    """A step of an order, from the version that was looked at."""

    action = reorganisation.set_successors

    def cancel_url(self):
        return self.address("order", self.order.pk)

    def initial(self):
        """What the form starts with."""
        return {"version": self.order.version}

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, initial=self.initial())

    def facts(self):
        return [
            {"label": "Order", "value": self.order.in_full},
            {"label": "Vesting day", "value": day(self.order.vesting_on) or NOT_SAID},
        ]

    def act(self, form):
        return type(self).action(self.order, by=self.request.user, at=self.now, **form.values())


class SayPartners(OrderStep):
    title, form_class = "What becomes of each partner", standing_forms.PartnersForm
    intro = "A council that takes over has to be a partner first: add it on the page of partners."

    def initial(self):
        said = self.order.successions.filter(partner__isnull=False)
        return {**super().initial(), **{f"partner_{o.partner_id}": o.to_partner_id for o in said}}


class SayBodies(OrderStep):
    title, form_class = "What becomes of each body", standing_forms.BodiesForm
    intro = "A body that takes over has to be there first: add it on the page of bodies."

    def initial(self):
        said = self.order.successions.filter(body__isnull=False)
        ways = {f"body_{o.body_id}": "ends" if o.body_ends else o.to_body_id or "" for o in said}
        return {**super().initial(), **ways}


class SayOwners(OrderStep):
    title, form_class = "Who takes over from each owner", standing_forms.OwnersForm
    intro = "The job titles that hold open items now. Enter the job title from the vesting day on."

    def initial(self):
        said = self.order.successions.exclude(owner="")
        ways = {standing_forms.owner_field(one.owner): one.to_owner for one in said}
        return {**super().initial(), **ways}


class CarryOut(OrderStep):
    """The list of what moves, and the button that moves it."""

    title, form_class = "Confirm what moves", standing_forms.CarryOutForm
    action, danger = reorganisation.carry_out, True
    intro = (
        "Everything on this page moves at once, or nothing does. Closed items keep the partner that"
        " they had, and published papers stay as they are."
    )

    @property
    def is_vested(self):
        """Whether the vesting day has come."""
        return bool(self.order.vesting_on) and self.order.vesting_on <= self.today

    @property
    def submit_label(self):
        """No button before the vesting day."""
        return "Move everything now" if self.is_vested else ""

    def form(self, data=None):
        to = reorganisation.successors(self.order)
        asked = self._meetings(to) if self.is_vested else []
        about = {"initial": self.initial(), "meetings": asked, "successors": to.bodies}
        return self.form_class(data, programme=self.programme, **about)

    def _meetings(self, to):
        standing = self.programme.bodies.standing().filter(pk__in=to.bodies)
        return meetings_to_come(standing, self.order.vesting_on, self.today)

    def initial(self):
        _, found = self.moving()
        return {**super().initial(), "reviewed": reorganisation.fingerprint(found)}

    def facts(self):
        to, found = self.moving()
        names = {
            "Partners": (self.programme.partners, to.partners),
            "Bodies": (self.programme.bodies, to.bodies),
        }
        rows = [
            {"label": label, "value": "\n".join(_ways(rows, said))}
            for label, (rows, said) in names.items()
        ]
        hosted = self.programme.bodies.standing().filter(host__in=to.partners)
        hosts = [f"{body}: {to.partners[body.host_id]}" for body in hosted]
        rows += [{"label": "Where bodies meet", "value": "\n".join(hosts)}] if hosts else []
        rows += self._with_them(to)
        rows += [
            {
                "label": f"{log.title} ({len(moving)})",
                "value": format_html_join(
                    ", ", "{}", ((self.link_to(log, one.entry),) for one in moving)
                ),
            }
            for log, moving in found
        ]
        return [*self._not_yet(to, found), *super().facts(), *rows]

    def _not_yet(self, to, found):
        missing = reorganisation.missing(self.order, self.today, to, found)
        ways = [link(self.address("meeting", one.pk), str(one)) for one in self._meetings(to)]
        rows = {"Not yet": " ".join(missing), "Meetings to come": _lines(ways)}
        return [{"label": label, "value": value} for label, value in rows.items() if value]

    def _with_them(self, to):
        """What passes to the successors of bodies and of the councils at which bodies meet."""
        since = (self.order.vesting_on or self.today) - lifecycle.COUNTED_BACK
        rows = {
            "Closed days": [
                f"{one} ({one.whose})"
                for column, found in (("host", to.partners), ("body", to.bodies))
                for one in handing_over.closed_days_of(found, column, since)
            ]
        }
        bodies = self.programme.bodies.standing().filter(pk__in=to.bodies)
        for body in bodies:
            if after := to.bodies[body.pk]:
                for held in handing_over.roles_on(body):
                    rows.setdefault("Roles", []).append(f"{held.title} → {after}")
                for room in extensions():
                    words = [f"{title} → {after}" for title in room.passing(body)]
                    rows.setdefault(room.title, []).extend(words)
        return [{"label": k, "value": "\n".join(found)} for k, found in rows.items() if found]

    def done_message(self, order):
        return f"{order} was carried out."


class TakeBackOrder(OneOrder, OrderForm):
    """Takes back that an order was carried out by mistake."""

    title, form_class = "Take back what was carried out", TakeBackForm
    submit_label, danger = "Move everything back", True
    intro = (
        "What the order moved goes back to where it was, all at once: partners and bodies stand"
        " again, and the order is open. What was changed since stays as it is, and so do published"
        " papers."
    )

    def find(self, pk):
        super().find(pk)
        if not self.order.carried_out_at:
            self.gone = f"{self.order} is not carried out."

    def cancel_url(self):
        return self.address("order", self.order.pk)

    def form(self, data=None):
        self.resting = [] if self.gone else orders_taken_back.reports_on(self.order)
        about = {"initial": {"version": self.order.version}, "resting": self.resting}
        return self.form_class(data, programme=self.programme, **about)

    def facts(self):
        moment = self.order.carried_out_at
        rows = [("Order", self.order.in_full), ("Carried out", day(moment))]
        for label, kept in (
            ("Partners", self.programme.partners),
            ("Bodies", self.programme.bodies),
        ):
            stand = orders_taken_back.ended_at(kept, moment) if moment else []
            rows.append((label, "\n".join(f"{row} stands again" for row in stand)))
        for log, moved in orders_taken_back.moved_by(self.order) if moment else []:
            links = _lines(self.link_to(log, entry) for entry in moved)
            rows.append((f"{log.title} ({len(moved)})", links))
        rows.append(("Published since", "\n".join(self.resting)))
        return [{"label": label, "value": value} for label, value in rows if value]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return orders_taken_back.take_back_order(self.order, **who, **form.values())

    def done_message(self, order):
        return f"{order} is open again, and what it moved is back."


def _lines(links):
    return format_html_join(", ", "{}", ((one,) for one in links))


def _ways(rows, said):
    for row in rows.standing().filter(pk__in=said):
        after = said[row.pk]
        yield f"{row} → {after}" if after else f"{row} ends"
