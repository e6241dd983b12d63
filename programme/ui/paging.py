"""The way to the other pages of a list."""


def pager(page, query) -> list[dict]:
    """Links to the pages of a list, {"label", "url", "current"}, that keep the `query` of the
    address; none where there is one page.
    """
    pages, query, found = page.paginator, query.copy(), []
    for number in pages.get_elided_page_range(page.number) if pages.num_pages > 1 else ():
        query["page"] = number
        url, current = f"?{query.urlencode()}", number == page.number
        found.append({"label": str(number), "url": url, "current": current})
    return found
