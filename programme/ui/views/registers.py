"""The register of a log, and its downloads."""

from copy import copy
from functools import lru_cache
from importlib import import_module

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe

from programme.children import nest
from programme.extension import extensions
from programme.retention import ROWS
from programme.ui import downloads
from programme.ui.base import ProgrammeView
from programme.ui.listed import LIST, NOT_CARRIED, as_carried, carried, without
from programme.ui.paths import path_to
from programme.ui.saved_views import RegisterViews

PAGE_SIZES = (25, 50, 100)


# What another page of the same log takes over from the one that asks it.
BORROWED = (
    *("request", "args", "kwargs", "now", "today", "at", "day", "since", "position"),
    *("programme", "roles", "memberships"),
)


@lru_cache
def writing(log) -> frozenset:
    """The permissions to write what belongs to a log."""
    app = import_module(f"{log.model._meta.app_label}.permissions") if log.namespace else None
    return frozenset({log.keep, *getattr(app, "ALL", ())} - {log.permission})


class LogView(ProgrammeView):
    """A page of one log."""

    @property
    def retained(self):
        return ROWS if self.log else ""

    @property
    def is_shut(self):
        """Whether the programme is closed, and the log with it."""
        shut = self.programme.is_closed and self.log
        return bool(shut) and not self.log.after_closing.everything

    def allowed(self, permission):
        return super().allowed(permission) and not (
            self.is_shut and permission in writing(self.log)
        )

    def page_like(self, view, **more):
        """Another page of the log, for the same person at the same moment."""
        page = view()
        vars(page).update({name: vars(self)[name] for name in BORROWED}, **more)
        return page

    @cached_property
    def listed(self) -> str:
        """The query of the register from which the page was opened; empty where it had none."""
        return as_carried(self.request.GET.get(LIST, ""))

    def address_with(self, name, *args, **query):
        """Pages of the log's rows carry the list from which one of them was opened."""
        if self.listed and self.log and name in self.log.row_pages:
            query[LIST] = self.listed
        return super().address_with(name, *args, **query)

    def register_url(self, **more):
        """The register from which the page was opened, with more in its query."""
        query = QueryDict(self.listed, mutable=True)
        query.update(more | ({"at": self.request.GET["at"]} if self.at else {}))
        url = path_to(self.log.url("list"), self.programme.slug)
        return f"{url}?{query.urlencode()}".rstrip("?")

    def crumbs(self):
        return [*super().crumbs(), (self.log.title, self.register_url())]


def counted_by_state(entries, states, marks):
    """Count and key of states, as `ListView.summary` has them, from one query; `marks` are the
    colours beside words of the key.
    """
    counts = dict(entries.order_by().values_list("state").annotate(Count("id")))
    key = [
        {
            "key": marks.get(state, "none"),
            "word": state.label,
            "count": counts.get(state, 0),
            "filters": {"state": state.value},
        }
        for state in states
    ]
    return sum(counts.values()), key


class ListView(LogView):
    """The register: filtered, sorted, counted, paged, downloadable, at any moment."""

    filterset_class = None
    table_class = None
    intro = ""
    empty_text = ""
    pictures = ()
    editor = None  # the view of the edit form, where the register opens as a sheet

    @property
    def permission(self):
        return self.log.permission

    @property
    def title(self):
        return self.log.title

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), (self.title, self.address(self.log.url_name))]

    @cached_property
    def filterset(self):
        return self.filterset_class(self.request.GET, position=self.position)

    @cached_property
    def listed(self):
        """The query of its own address, which the pages of its rows carry."""
        return carried(self.request.GET)

    def ordered(self):
        """The filtered entries in the order that the address asks for."""
        return self.table.in_order(self.filterset.qs, self.table.sort)

    @cached_property
    def table(self):
        return self.table_class(**self.table_arguments())

    def table_arguments(self):
        """What the table needs to write its rows."""
        request = self.request
        asked = {"here": request.path, "query": request.GET}
        asked["further"] = self.filterset.further
        return {"position": self.position, "url": self.address, **asked}

    def summary(self, entries):
        """How many entries there are, and the counters above the table: {"key", "word", "count",
        "filters"}, the last being the filters to which each leads.

        One query when a log can do it in one.
        """
        return entries.count(), []

    def prepare(self, entries):
        """Adds to the entries of one page what their rows print, in a fixed number of queries."""
        return self.log.prepare(entries, self.position)

    def extra(self):
        """More for the template."""
        return {}

    @classmethod
    def as_files(cls):
        """The view of the register's downloads."""
        return type(f"{cls.__name__}AsFiles", (DownloadMixin, cls), {})

    @classmethod
    def as_child_files(cls):
        """The view of the downloads of what belongs to the register's entries."""
        return type(f"{cls.__name__}AsChildFiles", (ChildDownloadMixin, cls), {})

    @cached_property
    def views(self):
        return RegisterViews(self)

    def get(self, request):
        if url := self.views.opens_with:
            return redirect(url)
        count, key = self.summary(self.filterset.qs)
        page = self._page_of(count)
        entries = self.prepare(self._read(page))
        many_links = self._many_links() if count else []
        if many_links:
            self.table.offer_boxes()
        heads = list(self.table.columns_head())
        return self.page(
            "programme/list.html",
            count=count,
            key=[self._counter(**one) for one in self._counters(key)],
            intro=self.intro,
            pictures=self.pictures,
            filterset=self.filterset,
            chips=self.filterset.chips(request.GET),
            views=self.views,
            flags=self.views.flags(self.filterset, self.table),
            clear_url=self.views.clear_url,
            table={
                "columns_head": heads,
                "head_html": self.table.head_html(heads),
                "rows_html": mark_safe("".join(self.table.rows_html(entries))),
                "labels_css": self.table.labels_css(),
            },
            page=page,
            pager=self.table.pager(page),
            page_sizes=[
                {"label": n, "url": self.table.link(per_page=n), "current": n == self.page_size}
                for n in PAGE_SIZES
            ],
            downloads=self._downloads(),
            many_links=many_links,
            bulk_url=self.address(self.log.url("bulk")) if many_links else "",
            bulk_carried=self._parts(without(request.GET, *NOT_CARRIED)),
            **self._invitation(),
            **self.extra(),
        )

    def _counters(self, key):
        """The counters, each counting what the register shows where it leads. Those whose filter
        the address has already are counted without that filter, in one query for each.
        """
        names = [next(iter(one["filters"])) for one in key]
        for name in dict.fromkeys(name for name in names if name in self.filterset.asked):
            alone = copy(self)
            vars(alone).pop("table", None)  # which may keep sums of what was counted
            _, counted = alone.summary(self.filterset.without(name))
            found = {one["word"]: one for one in counted}
            pairs = zip(key, names, strict=True)
            key = [found.get(one["word"], one) if its == name else one for one, its in pairs]
        return key

    def _counter(self, filters, **counter):
        return {**counter, "url": self.table.link(**filters)}

    @property
    def page_size(self):
        """How many rows a page has; what is none of the sizes means the usual one."""
        asked = self.request.GET.get("per_page", "")
        return int(asked) if asked in map(str, PAGE_SIZES) else 50

    def _page_of(self, count):
        pages = Paginator(range(count), self.page_size)  # counted already, with the key
        return pages.get_page(self.request.GET.get("page"))

    def _read(self, page):
        """The entries of a page; how most registers are opened, without filters, is asked first."""
        whole = self.filterset.is_whole and not self.programme.closed_on
        if whole and page.number == 1 and self.table.looks_at is not None:
            return self.table.read_first(self.page_size)
        return self.table.read(self._rows_of(page))

    def _rows_of(self, page):
        numbers = page.object_list
        return self.ordered()[numbers.start : numbers.stop]

    def _invitation(self):
        """The button that adds a row, and what a register without rows says."""
        can_add = self.log.keep and self.allowed(self.log.keep) and not self.at
        url = self.address(self.log.url("add")) if can_add else None
        label, empty = f"Add {self.log.noun}", {"title": f"No {self.log.title.lower()} yet"}
        empty["text"] = self.empty_text
        if self.request.GET:
            empty = {"title": "Nothing found", "text": "No entry fits these filters."}
        rooms = extensions() if can_add else []
        links = [link for room in rooms for link in room.register_links(self)]
        empty |= {"url": url, "label": label}
        return {"add_url": url, "add_label": label, "room_links": links, "empty": empty}

    def _many_links(self):
        """Where many of the rows that are shown can be changed at once, for who may."""
        if self.editor is None or self.at or not self.allowed(self.editor().permission):
            return []
        pages = (("sheet", "Edit as a sheet"), ("bulk", "Change several rows"))
        return [
            {"label": label, "url": f"{self.address(self.log.url(page))}{self._of_all_pages}"}
            for page, label in pages
        ]

    @cached_property
    def _of_all_pages(self):
        """The query of all the rows that the register shows, on whatever page."""
        asked = self.request.GET
        query = without(asked, "page", "per_page").urlencode() if asked else ""
        return f"?{query}" if query else ""

    def _parts(self, query):
        """A query as the hidden fields of a form: (name, value) pairs."""
        return [(name, one) for name in query for one in query.getlist(name) if one]

    def _downloads(self):
        """Lines of links: the register as files, then each kind of child rows."""
        kinds = [("downloads", "Download what is shown", "")]
        kinds += [
            (f"downloads-{name}", f"{kind.title} of what is shown", f"{name}/")
            for name, kind in self.log.children.items()
        ]
        shown = self._of_all_pages
        return [
            {"id": id, "title": title, "files": self._files(f"download/{folder}", shown)}
            for id, title, folder in kinds
        ]

    def _files(self, folder, query):
        return [
            {"label": kind.upper(), "url": f"{folder}{kind}/{query}"} for kind in downloads.WRITERS
        ]


class FileMixin:
    """What a register shows, as a file. Mixed into a log's list view, whose filters it uses."""

    def file(self, kind, log, rows):
        """The file as an answer. Raises Http404 for a format that there is not."""
        if kind not in downloads.WRITERS:
            raise Http404("No such format.")
        return downloads.response(kind, log, self.programme, self.at or self.now, rows())


class DownloadMixin(FileMixin):
    """Just what the register shows, as a file; as JSON each row has its child rows in it, and
    a workbook has a sheet for each kind of them.
    """

    def get(self, request, kind):
        return self.file(kind, self.log, lambda: self._rows(kind))

    def _rows(self, kind):
        entries = list(self.ordered())
        rows = self.log.rows(entries, self.position)
        if kind == "csv":
            return rows
        return nest(self.log, rows, entries, self.position, whole=kind == "xlsx")


class ChildDownloadMixin(FileMixin):
    """The child rows of one kind that the register shows: of its entries, and where a filter is
    about these rows just those that pass it.
    """

    def get(self, request, children, kind):
        found = self.log.children.get(children)
        if found is None:
            raise Http404("No such rows in this log.")
        return self.file(
            kind,
            found,
            lambda: found.rows(self.ordered(), self.position, self.filterset.of_children(found)),
        )
