"""What the search adds to the kernel's pages: nothing; it listens to what is recorded."""

from django.utils import timezone

from programme.extension import Extension

from . import indexing


class Search(Extension):
    """Keeps its index up."""

    def recorded(self, event, subject):
        if event.programme_id:
            indexing.recorded(event, subject)

    def added(self, row, at):
        indexing.added(row, at)

    def rewritten(self, programme, at):
        indexing.rebuild(programme, timezone.localdate(at))
