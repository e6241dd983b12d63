"""Thin bases for a log's pages: the register, one entry, its forms, its downloads."""

from .entries import DetailView, EntryView, facts_of
from .forms import AddView, EditView, FormView, StepView, TwoVersions
from .registers import ChildDownloadMixin, DownloadMixin, ListView, LogView

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
    "facts_of",
]
