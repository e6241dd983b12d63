"""An order is added, changed, and told whom partners, bodies and owners pass to."""

from django.contrib import messages
from django.shortcuts import redirect

from programme import reorganisation, standing_forms
from programme.authorization import permissions
from programme.formats import day
from programme.models import Reorganisation
from programme.ui.base import ProgrammeView
from programme.ui.views import TwoVersions

from ..forms import KernelForm
from .orders import NOT_SAID, OneOrder, Orders


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
