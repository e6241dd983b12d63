"""The saved views of a register: its links to them, and the one with which it opens."""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import CharField
from django.http import QueryDict

from programme.models import SavedView
from programme.ui.filters import CARRIED
from programme.ui.listed import NOT_CARRIED, without
from programme.written_once import Given, Prepared

EVERYTHING = {"view": "all"}  # in the address of a register that is not to open with a view
MOST_LINKS = 12  # above a register; the others are on the page of saved views
PARTS = {"q", "at", *CARRIED, *EVERYTHING}  # what an address of a register has besides filters

READABLE = Prepared(
    lambda: SavedView.objects.readable_by(Given("user"), Given("programme")).filter(
        log=Given("log", CharField())
    )
)


def as_saved(query) -> str:
    """The query of a register as a view keeps it: filters and order, no page and no moment, nor
    what no address may hold.
    """
    blank = (name for name in query if not query[name] or "\0" in name + query[name])
    return without(query, *NOT_CARRIED, *blank).urlencode()


class RegisterViews:
    """The views that somebody has of the register that a page shows."""

    def __init__(self, page):
        self.page, self.query = page, as_saved(page.request.GET)

    @cached_property
    def known(self):
        page = self.page
        programme, user = page.programme.pk, page.request.user.pk
        return list(READABLE.ask(user=user, programme=programme, log=page.log.name))

    @property
    def _opening(self):
        return next((one for one in self.known if one.opens), None)

    @property
    def opens_with(self):
        """The address with which the register opens; empty where it shows what was asked for."""
        bare = not self.page.request.GET
        here = self.page.request.path
        return f"{here}?{self._opening.query}" if bare and self._opening else ""

    @property
    def clear_url(self):
        """The register with all its rows."""
        url = self.page.address(self.page.log.url("list"))
        if not self._opening:
            return url
        return f"{url}{'&' if '?' in url else '?'}{urlencode(EVERYTHING)}"

    @property
    def links(self):
        moment = {"at": self.page.request.GET["at"]} if self.page.at else {}
        first = [one for one in self.known if one.opens or one.query == self.query]
        others = [one for one in self.known if one not in first]
        shown = [*first, *others[: max(MOST_LINKS - len(first), 0)]]
        return [
            {
                "label": one.name,
                "url": "?" + "&".join(filter(None, [one.query, urlencode(moment)])),
                "current": one.query == self.query,
            }
            for one in self.known
            if one in shown
        ]

    @property
    def all_label(self):
        more = len(self.known) > MOST_LINKS
        return f"All {len(self.known):,} saved views" if more else "Change saved views"

    @property
    def save_url(self):
        """Where what the register shows is kept; blank where it is kept already or is all of it."""
        if self.page.at or not self.query or any(one.query == self.query for one in self.known):
            return ""
        asked = urlencode({"log": self.page.log.name, "show": self.query})
        return f"{self.page.address('saved_view_add')}?{asked}"

    @property
    def all_url(self):
        return self.page.address_with("saved_views", log=self.page.log.name) if self.known else ""

    def flags(self, filterset, table):
        """What is said where a view is open of which a filter no longer fits."""
        current = next((one for one in self.known if one.query == self.query), None)
        if current is None:
            return []
        known = {*filterset.filters, *PARTS}
        gone = [name for name in QueryDict(self.query) if name not in known]
        gone += [filterset.filters[name].label for name in filterset.unknown]
        gone += ["its order"] if self.page.request.GET.get("sort", table.sort) != table.sort else []
        if not gone:
            return []
        said = f"The saved view “{current.name}” no longer fits this register: {', '.join(gone)}."
        return [f"{said} Filter the register anew and save that, then delete this view."]
