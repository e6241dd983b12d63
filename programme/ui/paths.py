"""The path of a page, and the page of a path, worked out once."""

from functools import lru_cache

from django.urls import URLResolver, reverse
from django.urls.resolvers import RoutePattern


@lru_cache(maxsize=10_000)
def path_to(name, *args):
    """The path of a page: working it out anew for every link would be a tenth of a register's
    time.
    """
    return reverse(name, args=args)


class KnownPaths(URLResolver):
    """Patterns which follow from the code alone, with what was found for a path kept: a page of a
    log stands behind a hundred others.
    """

    def __init__(self, patterns):
        super().__init__(RoutePattern(""), patterns)
        self.resolve = lru_cache(maxsize=4096)(self.resolve)
