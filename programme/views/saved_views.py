"""Saved views of registers: listed, kept, changed, deleted."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect

from programme import saved_view_forms, saved_views
from programme.authorization import permissions
from programme.log import logs
from programme.models import SavedView
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.links import link
from programme.ui.saved_views import as_saved
from programme.ui.views import FormView


class OfALog:
    """Mixed into pages about views of one register or of all."""

    permission = permissions.SEE_LOGS

    @property
    def shares(self):
        return self.allowed(permissions.SHARE_VIEWS)

    def logs(self):
        """The logs that the person may see, by name."""
        return {one.name: one for one in logs() if self.allowed(one.permission)}

    def readable(self):
        found = SavedView.objects.readable_by(self.request.user, self.programme)
        return found.filter(log__in=self.logs()).select_related("owner")

    def register(self, log, query=""):
        return f"{self.address(log.url('list'))}?{query}".rstrip("?")


class SavedViews(OfALog, ProgrammeView):
    title = "Saved views"
    head = ("View", "Log", "Whose", "Opens the register", "Change")

    def get(self, request):
        known, asked = self.logs(), request.GET.get("log")
        rows = [self._row(one, known[one.log]) for one in self.readable()]
        if asked in known:
            log = known[asked]
            rows = [self._row(one, log) for one in self.readable().filter(log=asked)]
        empty = "No view is saved yet. Filter or sort a register, then choose Save this view."
        return self.page(
            "programme/plain_table.html", tables=[ChildTable("", self.head, rows, empty=empty)]
        )

    def _row(self, view, log):
        mine = view.owner_id == self.request.user.pk
        whose = "Yours" if mine else view.owner.known_as
        change = link(self.address("saved_view", view.pk), "Change")
        return [
            link(self.register(log, view.query), view.name),
            log.title,
            f"{whose}, shared" if view.is_shared else whose,
            "Yes, for you" if view.opens else "",
            change,
        ]


class ViewForm(OfALog, FormView):
    """A form about a view, new or kept."""

    form_class = saved_view_forms.SavedViewForm
    subject = None

    def crumbs(self):
        here = (SavedViews.title, self.cancel_url())
        return [*ProgrammeView.crumbs(self), here]

    def cancel_url(self):
        return self.address_with("saved_views", log=self.log.name)

    def done_url(self, view):
        return self.register(self.log, view.query)

    def done_message(self, view):
        return f"View “{view.name}” saved."

    def form(self, data=None):
        about = {"view": self.subject, "log": self.log, "shares": self.shares}
        about["owns"] = self.subject is None or saved_views.may_change(
            self.subject, self.request.user, self.shares
        )
        return self.form_class(data, programme=self.programme, **about)


class SaveView(ViewForm):
    title = "Save this view"

    def find(self):
        asked = self.request.GET
        self.log = self.logs().get(asked.get("log")) or next(iter(self.logs().values()))
        self.query = as_saved(QueryDict(asked.get("show", "")))

    def cancel_url(self):
        return self.register(self.log, self.query)

    def facts(self):
        query, rows = QueryDict(self.query), self.log.entries(self.position)
        about = {"queryset": rows, "position": self.position}
        said = [one["label"] for one in self.log.filter_class(query, **about).chips(query)]
        if fact := self.log.bound.get(query.get("sort", "").removeprefix("-")):
            said.append(f"Sorted by: {fact.label}")
        shows = {"label": "Shows", "value": "\n".join(said)}
        return [{"label": "Register", "value": self.log.title}, shows]

    def act(self, form):
        who = {"programme": self.programme, "by": self.request.user, "at": self.now}
        return saved_views.save_view(self.log, query=self.query, **who, **form.values())


class ChangeView(ViewForm):
    action = saved_views.change_view

    @property
    def title(self):
        return f"Change the view “{self.subject.name}”"

    def find(self, pk):
        self.subject = self.readable().filter(pk=pk).first()
        if self.subject is None:
            raise Http404("No such view.")
        self.log = self.logs()[self.subject.log]

    def looked_at(self):
        return self.subject

    def facts(self):
        if not saved_views.may_change(self.subject, self.request.user, self.shares):
            return []
        where = link(self.address("saved_view_delete", self.subject.pk), "Delete this view")
        return [{"label": "No longer needed", "value": where}]

    def act(self, form):
        return type(self).action(self.subject, by=self.request.user, at=self.now, **form.values())


class DeleteView(ChangeView):
    form_class, action = saved_view_forms.DeleteViewForm, saved_views.delete_view
    submit_label, danger = "Delete", True
    intro = "The rows of the register stay as they are. Whoever opens it with this view sees all."

    @property
    def title(self):
        return f"Delete the view “{self.subject.name}”"

    def facts(self):
        return []

    def get(self, request, **kwargs):
        if not saved_views.may_change(self.subject, request.user, self.shares):
            messages.error(request, permissions.SHARE_VIEWS.only_for)
            return redirect(self.cancel_url())
        return super().get(request, **kwargs)

    def form(self, data=None):
        initial = {"version": self.subject.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def done_url(self, view):
        return self.cancel_url()

    def done_message(self, view):
        return f"View “{view.name}” deleted."
