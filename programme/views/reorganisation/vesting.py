"""What an order says is carried out on its vesting day, and taken back."""

from django.utils.html import format_html_join

from programme import handing_over, lifecycle, orders_taken_back, reorganisation, standing_forms
from programme.extension import extensions
from programme.formats import day
from programme.passing_on import meetings_to_come
from programme.ui.forms import TakeBackForm
from programme.ui.links import link

from .forms import OrderForm, OrderStep
from .orders import OneOrder


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
