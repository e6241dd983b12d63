"""A long list, page by page."""

from django.core.paginator import Paginator

from programme.ui.paging import pager

PAGE_SIZE = 100


def paged(found, request) -> dict:
    """The page of a list for which a request asks, and the way to the others."""
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return {"page": page.object_list, "pager": pager(page, request.GET)}
