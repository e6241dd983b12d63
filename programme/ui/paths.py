"""The path of a page, worked out once."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def path_to(name, *args):
    """The path of a page: working it out anew for every link would be a tenth of a register's
    time.
    """
    return reverse(name, args=args)
