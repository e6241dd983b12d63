"""Pages about many rows of a register at once: which rows, for whom, saved once."""

import re

from django.contrib import messages
from django.shortcuts import redirect

from programme.closed import STAYS, closed_in_words
from programme.ui import once
from programme.ui.base import ProgrammeView
from programme.ui.listed import NOT_CARRIED, without
from programme.ui.sheets import MOST_ROWS

MOST_NOTES = 5  # lines about rows that were saved, in one message
NUMBER = re.compile(r"[0-9]{1,15}")  # what a page of ours sends of a row or a version


def number_in(text):
    """The number that a page sent; None where it is none of ours."""
    return int(text) if NUMBER.fullmatch(text) else None


def versions_in(text) -> dict:
    """{key of a row: the version that was looked at, None where none was said}."""
    pairs = (one.partition(":") for one in text.split()[:MOST_ROWS])
    found = {number_in(key): number_in(version) for key, _, version in pairs}
    return {key: version for key, version in found.items() if key is not None}


class ManyRows:
    """Mixed into a log's list view, whose filters it uses: its rows are those of the register.

    They are changed by those who may use the log's edit form, `editor` of the list view.
    """

    page_size = MOST_ROWS

    @property
    def waits(self):
        """Whether all rows wait where one of them is refused."""
        return self.request.POST.get("wait") == "all"

    @property
    def permission(self):
        return self.editor().permission

    def dispatch(self, request, *args, **kwargs):
        if "at" in request.GET:  # the past cannot be changed
            query = without(request.GET, "at")
            return redirect(f"{request.path}?{query.urlencode()}".rstrip("?"))
        return super().dispatch(request, *args, **kwargs)

    def turned_away(self):
        """The answer where nothing can be begun, for the programme is closed; what was typed before
        that is refused row by row.
        """
        messages.error(self.request, f"{closed_in_words(self.programme)} {STAYS}")
        return redirect(self.register_url())

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), (self.log.title, self.register_url())]

    def register_url(self):
        """The register with the filters that the sheet has."""
        query = without(self.request.GET, *NOT_CARRIED)
        return f"{self.address(self.log.url('list'))}?{query.urlencode()}".rstrip("?")

    def whole(self, entries):
        """Entries with the rows that they name, which their cells and rules look at."""
        names = [one.name for one in self.log.model._meta.fields if one.is_relation]
        return entries.select_related(*(name for name in names if not name.endswith("_by")))

    def saved_in_words(self, entries):
        """What was saved, by reference."""
        names = [entry.reference for entry in entries]
        both = [", ".join(names[:-1]), names[-1]] if len(names) > 1 else names
        return f"{' and '.join(both)} saved."

    def told(self, entries, notes):
        """What was saved, and of what else is to be said the first few lines."""
        more = len(notes) - MOST_NOTES
        rest = [f"And {more} more of this kind."] if more > 0 else []
        return " ".join([self.saved_in_words(entries), *notes[:MOST_NOTES], *rest])

    def sent_before(self, data):
        """The earlier save of the very same sheet; None where this is the first."""
        earlier = once.saved_before(data, self.request.user)
        same = earlier and earlier.digest == once.digest_of(data, self.request.path)
        return earlier if same else None

    def note_saved(self, save, led_to, words):
        if save:
            save.led_to, save.words = led_to[:500], words[:300]
            save.save(update_fields=["led_to", "words"])
