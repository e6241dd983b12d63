"""What every page needs to know about the product itself."""


def product(request):
    """The programme of the page, set by its view, so that error pages have a header too."""
    return {"programme": getattr(request, "programme", None), "at": getattr(request, "at", None)}
