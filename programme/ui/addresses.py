"""The addresses of a log below /programmes/SLUG/, in one shape for every log, and the paths of
pages.
"""

from functools import lru_cache

from django.urls import path, reverse


@lru_cache(maxsize=10_000)
def path_to(name, *args):
    """The path of a page: working it out anew for every link would be a tenth of a register's
    time.
    """
    return reverse(name, args=args)


def log_paths(where, list, detail, *, add=None, edit=None, reference="slug"):
    """The paths of a log's pages, those of its steps included.

    `where` is the log's part of the address, with a slash at its end; `list`, `detail`, `add` and
    `edit` are the views. Each step's view has put itself into the log. `reference` is the path
    converter of references.
    """
    log, one = detail.log, f"{where}<{reference}:reference>/"
    pages = [("list", where, list)]
    pages += [("add", f"{where}add/", add)] if add else []
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
