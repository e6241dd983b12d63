"""Thin bases for a log's pages: the register, one entry, its forms, its downloads."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from programme import audit
from programme.records import StaleEntry
from programme.ui import conflicts, downloads
from programme.ui.base import ProgrammeView
from programme.ui.forms import WhyForm

PAGE_SIZES = (25, 50, 100)


class LogView(ProgrammeView):
    """A page of one log."""

    def crumbs(self):
        return [*super().crumbs(), (self.log.title, self.address(self.log.url_name))]


class ListView(LogView):
    """The register: filtered, sorted, counted, paged, downloadable, at any moment."""

    filterset_class = None
    table_class = None
    add_permission = None
    add_label = "Add"
    add_url_name = ""
    intro = ""
    empty_text = ""
    pictures = ()

    @property
    def permission(self):
        return self.log.permission

    @property
    def title(self):
        return self.log.title

    @cached_property
    def filterset(self):
        entries = self.log.entries(self.programme, self.at)
        return self.filterset_class(
            self.request.GET, queryset=entries, programme=self.programme, today=self.day, moment=self.at
        )

    def ordered(self):
        """The filtered entries in the order that the address asks for."""
        return self.table.ordered(self.filterset.qs)

    @cached_property
    def table(self):
        sort = self.request.GET.get("sort", "")
        known = self.table_class.base_columns
        return self.table_class(
            sort=sort if sort.lstrip("-") in known else "", query=self.request.GET, **self.table_arguments()
        )

    def table_arguments(self):
        """What the table needs to write its rows."""
        return {"today": self.day, "programme": self.programme, "url": self.address}

    def summary(self, entries):
        """How many entries there are, and the key above the table. One query when a log can do it in one."""
        return entries.count(), []

    def prepare(self, entries):
        """Adds to the entries of one page what their rows print, in a fixed number of queries."""
        return entries

    def extra(self):
        """More for the template."""
        return {}

    def get(self, request):
        count, key = self.summary(self.filterset.qs)
        per_page = request.GET.get("per_page", "")
        size = int(per_page) if per_page in map(str, PAGE_SIZES) else 50
        paginator = Paginator(self.ordered(), size)
        paginator.count = count
        page = paginator.get_page(request.GET.get("page"))
        entries = self.prepare(list(page.object_list))
        can_add = self.add_permission and self.allowed(self.add_permission) and not self.at
        add_url = self.address(self.add_url_name) if can_add else None
        return self.page(
            "programme/list.html",
            count=count,
            intro=self.intro,
            add_url=add_url,
            add_label=self.add_label,
            filterset=self.filterset,
            chips=self.filterset.chips(request.GET),
            clear_url=self.address(self.log.url_name),
            table={"columns_head": list(self.table.columns_head()), "rows_html": self.table.rows_html(entries)},
            page=page,
            pager=[
                {"label": number, "url": self._with(page=number), "current": number == page.number}
                for number in (paginator.get_elided_page_range(page.number) if paginator.num_pages > 1 else [])
            ],
            page_sizes=[
                {"label": n, "url": self.table.link(per_page=n), "current": n == size} for n in PAGE_SIZES
            ],
            key=key,
            pictures=self.pictures,
            downloads=self._downloads(),
            empty={
                "title": "Nothing found" if self.request.GET else f"No {self.log.title.lower()} yet",
                "text": "No entry fits these filters." if self.request.GET else self.empty_text,
                "url": add_url,
                "label": self.add_label,
            },
            **self.extra(),
        )

    def _with(self, **changed):
        query = self.request.GET.copy()
        for name, value in changed.items():
            query[name] = value
        return f"?{query.urlencode()}"

    def _downloads(self):
        query = self.request.GET.copy()
        for name in ("page", "per_page"):
            query.pop(name, None)
        query = f"?{query.urlencode()}" if query else ""
        here = self.request.path
        return [
            {"label": kind.upper(), "url": f"{here}download/{kind}/{query}"} for kind in downloads.WRITERS
        ]


class DownloadMixin:
    """Just what the register shows, as a file. Mixed into a log's list view, whose filters it uses."""

    def get(self, request, kind):
        if kind not in downloads.WRITERS:
            raise Http404("No such format.")
        entries = self.prepare(list(self.ordered()))
        moment = self.at or self.now
        rows = self.log.rows(entries, programme=self.programme, at=moment)
        return downloads.response(kind, self.log, self.programme, moment, rows)


class EntryView(LogView):
    """A page of one entry, found by its reference."""

    def find(self, reference):
        self.entry = self.log.entries(self.programme, self.at).filter(reference=reference).first()
        if self.entry is None:
            raise Http404(f"No {reference} in this log at this moment.")

    def entry_url(self, name=None):
        """The address of the entry, or of one of its actions."""
        return self.address(name or self.log.detail_url_name, self.entry.reference)


class DetailView(EntryView):
    """One entry with its facts, its child rows and its history."""

    edit_permission = None
    edit_url_name = ""

    @property
    def permission(self):
        return self.log.permission

    @property
    def title(self):
        return f"{self.entry.reference} {self.entry.title}"

    def groups(self):
        """Groups of facts: {"title", "rows": [{"label", "value"}]}."""
        return []

    def tables(self):
        """Tables of child rows: {"title", "head", "rows", "empty", "actions"}."""
        return []

    def steps(self):
        """The state machine's next steps: (label, url name, permission) triples."""
        return []

    def flags(self):
        """Warnings in words."""
        return []

    def get(self, request, **kwargs):
        may_edit = self.edit_permission and self.allowed(self.edit_permission) and not self.at
        edit_url = self.entry_url(self.edit_url_name) if may_edit else None
        return self.page(
            "programme/detail.html",
            entry=self.entry,
            state=self.entry.get_state_display(),
            flags=self.flags(),
            groups=[{"change_url": edit_url, **group} for group in self.groups()],
            actions=[
                {"label": label, "url": self.entry_url(name), "secondary": number > 0}
                for number, (label, name) in enumerate(self._open_steps())
            ],
            tables=[*self.tables(), *self._tables_of_others()],
            events=self._events(),
            appears_in=import_string(settings.APPEARANCES)(self.log, self.entry, self.roles),
            **self.extra(),
        )

    def extra(self):
        """More for the template."""
        return {}

    def _tables_of_others(self):
        """What other logs rest on this entry: settings name the functions, so that no log has to know another."""
        paths = settings.DETAIL_TABLES.get(self.log.name, [])
        return [import_string(path)(self, self.entry) for path in paths]

    def _open_steps(self):
        if self.at:
            return []
        return [(label, name) for label, name, permission in self.steps() if self.allowed(permission)]

    def _events(self):
        events = audit.events_of(self.entry)
        return events.filter(at__lte=self.at) if self.at else events


class FormView(LogView):
    """A form that leads to one action. What was typed comes back with every refusal.

    The past cannot be changed: a moment in the address leads to the form as it is now.
    """

    form_class = None
    submit_label = "Save"
    second_label = None
    danger = False
    intro = ""

    def dispatch(self, request, *args, **kwargs):
        if request.GET.get("at"):
            return HttpResponseRedirect(request.path)
        return super().dispatch(request, *args, **kwargs)

    def form(self, data=None):
        """The form, bound to `data` when there is some."""
        return self.form_class(data, programme=self.programme)

    def act(self, form):
        """Calls the one action and returns the entry it acted on."""
        raise NotImplementedError

    def cancel_url(self):
        return self.address(self.log.url_name)

    def done_url(self, entry):
        return self.address(self.log.detail_url_name, entry.reference)

    def done_message(self, entry):
        return f"{entry.reference} saved."

    def facts(self):
        """Facts about what is being acted on, shown above the form."""
        return []

    def get(self, request, **kwargs):
        return self.show(self.form())

    def post(self, request, **kwargs):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            entry = self.act(form)
        except StaleEntry as stale:
            return self.stale(form, stale.current)
        except ValidationError as error:
            form.take(error)
            return self.show(form)
        messages.success(request, self.done_message(entry))
        again = self.second_label and "another" in request.POST
        return redirect(request.path if again else self.done_url(entry))

    def show(self, form):
        """The page with the form, its errors and what was typed."""
        return self.page(
            "programme/form.html",
            form=form,
            submit_label=self.submit_label,
            second_label=self.second_label,
            cancel_url=self.cancel_url(),
            intro=self.intro,
            danger=self.danger,
            facts=self.facts(),
        )

    def stale(self, form, current):
        """Somebody else saved first: say so, keep what was typed, and let the person press again."""
        form.data = form.data.copy()
        form.data["version"] = current.version
        form.add_error(
            None,
            f"{current.updated_by_name} changed {current.reference} since you opened this page. "
            "Look at it again, then press the button once more if you still want to.",
        )
        return self.show(form)


class AddView(FormView):
    """Adds an entry; "Save and add another" comes straight back."""

    second_label = "Save and add another"
    action = None  # called with programme, by, at and the form's values

    def act(self, form):
        return type(self).action(programme=self.programme, by=self.request.user, at=self.now, **form.values())


class EntryFormView(EntryView, FormView):
    """A form about one entry."""

    def cancel_url(self):
        return self.entry_url()

    def crumbs(self):
        return [*super().crumbs(), (self.entry.reference, self.entry_url())]


class EditView(EntryFormView):
    """Changes an entry. Saving over a newer save shows both versions, field by field."""

    action = None  # called with the entry, by, at, version and the form's values

    @property
    def title(self):
        return f"Change {self.entry.reference}"

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, instance=self.entry)

    def post(self, request, **kwargs):
        if conflicts.answered(request.POST):
            request.POST = conflicts.merged(request.POST, self.form())
        return super().post(request, **kwargs)

    def act(self, form):
        version = form.cleaned_data["version"]
        return type(self).action(self.entry, by=self.request.user, at=self.now, version=version, **form.values())

    def stale(self, form, current):
        theirs = self.form_class(None, programme=self.programme, instance=current)
        versions = conflicts.both_versions(form, theirs, current)
        return self.page("programme/conflict.html", cancel_url=self.cancel_url(), **versions)


class ActionView(EntryFormView):
    """One step of an entry's state machine: a verb, a form, and the one action that it calls."""

    form_class = WhyForm
    action = None  # called with the entry, by, at and the form's values, the version among them
    verb = ""
    noun = "Entry"

    @property
    def title(self):
        return f"{self.verb} {self.entry.reference}"

    @property
    def submit_label(self):
        return self.verb

    def facts(self):
        return [{"label": self.noun, "value": self.entry.title}]

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, initial=self.initial())

    def initial(self):
        """What the form starts with, besides the version that is being looked at."""
        return {"version": self.entry.version}

    def act(self, form):
        return type(self).action(self.entry, by=self.request.user, at=self.now, **form.values())


def facts_of(entry, *names):
    """Labels and values of columns for a detail page: choices by their words, days and money written out."""
    return [_fact(entry, entry._meta.get_field(name)) for name in names]


def _fact(entry, field):
    label = str(field.verbose_name)
    value = getattr(entry, field.name)
    words = audit.in_words(value, field)
    return {"label": label[:1].upper() + label[1:], "value": words}
