"""The manager by which the past of a model is asked for."""

from functools import lru_cache

from simple_history.manager import HistoryManager


class PastManager(HistoryManager):
    """Its class is made once: the library makes one anew whenever a past is asked for.
    """

    @classmethod
    @lru_cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)
