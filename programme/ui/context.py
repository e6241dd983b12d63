"""What every page needs to know about the product itself."""

# What the layout asks for and few pages have: to look in vain costs more.
NOTHING = {"form": None, "page_lang": ""}


def product(request):
    """The programme of the page, set by its view, so that error pages have a header too."""
    where = {"programme": getattr(request, "programme", None), "at": getattr(request, "at", None)}
    return NOTHING | where
