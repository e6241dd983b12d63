"""The addresses of apps below /programmes/SLUG/: those of a log are in one shape for every log."""

from django.urls import Resolver404, URLResolver, include, path
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property

from programme.ui.views.bulk import BulkMixin
from programme.ui.views.mistakes import CorrectMistake, CorrectRow
from programme.ui.views.sheets import SheetMixin
from programme.ui.views.withdrawals import TakeBackWithdrawal, WithdrawMistake


class OfApp(URLResolver):
    """The addresses of an app. All begin with a word, and it is asked for those that begin with one
    of its words alone: there are a thousand addresses.
    """

    @cached_property
    def words(self):
        return set(first_words(self.url_patterns))

    def resolve(self, path):
        if path.partition("/")[0] not in self.words:
            raise Resolver404({"path": path})
        return super().resolve(path)


def first_words(patterns):
    """What each address begins with, up to the first slash."""
    for one in patterns:
        if route := str(one.pattern):
            yield route.partition("/")[0]
        else:
            yield from first_words(one.url_patterns)


def addresses_of(app):
    """The addresses in the module `urls` of an app."""
    module, app_name, namespace = include(f"{app}.urls")
    return OfApp(RoutePattern(""), module, app_name=app_name, namespace=namespace)


def log_paths(where, list, detail, *, add=None, edit=None, new_rows=None, reference="slug"):
    """The paths of a log's pages, those of its steps included.

    `where` is the log's part of the address, with a slash at its end; `list`, `detail`, `add` and
    `edit` are the views, `new_rows` the one whose form adds rows where the log's address for it
    is another. Each step's view has put itself into the log; what puts mistakes right
    joins the steps of every log. `reference` is the path converter of references.
    """
    log, one = detail.log, f"{where}<{reference}:reference>/"
    for step in (CorrectMistake, CorrectRow, WithdrawMistake, TakeBackWithdrawal):
        step.join(log, edit)
    pages = [("list", where, list)]
    pages += [("add", f"{where}add/", add)] if add else []
    detail.adder, log.list_view = new_rows or add, list
    if edit:
        list.editor, adder = edit, {"adder": detail.adder}
        sheet = type(f"{list.__name__}AsSheet", (SheetMixin, list), adder)
        several = type(f"{list.__name__}AsBulk", (BulkMixin, list), {})
        pages.append(("sheet", f"{where}sheet/", sheet))
        pages.append(("bulk", f"{where}several/", several))
    pages += [
        ("download", f"{where}download/<slug:kind>/", list.as_files()),
        ("detail", one, detail),
    ]
    if log.children:
        files = f"{where}download/<slug:children>/<slug:kind>/"
        pages.append(("download_children", files, list.as_child_files()))
    pages += [("edit", f"{one}edit/", edit)] if edit else []
    pages += [(step.name, f"{one}{step.address_ending()}/", step) for step in log.step_views]
    return [
        path(address, view.as_view(), name=f"{log.prefix}{page}") for page, address, view in pages
    ]
