"""Thin bases for a log's pages: the register, one entry, its forms, its downloads."""

from .edits import EditView, TwoVersions
from .entries import DetailView, EntryView, facts_of
from .forms import AddView, FormView
from .registers import ChildDownloadMixin, DownloadMixin, ListView, LogView, counted_by_state
from .steps import StepView

__all__ = [
    "AddView",
    "ChildDownloadMixin",
    "DetailView",
    "DownloadMixin",
    "EditView",
    "EntryView",
    "FormView",
    "ListView",
    "LogView",
    "StepView",
    "TwoVersions",
    "counted_by_state",
    "facts_of",
]
