"""The manager of histories."""

from functools import cache

from simple_history.manager import HistoryManager


class PastRows(HistoryManager):
    """The library puts the class of this manager together whenever `.history` is read, which takes
    longer than the database to answer; it is always the same.
    """

    from_queryset = classmethod(cache(HistoryManager.from_queryset.__func__))
