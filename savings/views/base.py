"""What the pages of the four logs share."""

from programme.financial_years import financial_year_of
from programme.formats import money
from programme.ui.views import DetailView, ListView

from .. import words
from ..account import pots
from ..choices import Kind
from ..log import CARRY_FORWARDS, REALLOCATIONS, SAVINGS, TARGETS
from ..querysets import totals

SAVINGS_PAGE = ("Savings", SAVINGS.url("list"))
YEARS_PAGE = ("Savings by year", "savings:years")
OTHER_PAGES = [
    ("Targets", TARGETS.url("list")),
    ("Re-allocations", REALLOCATIONS.url("list")),
    ("Carry-forwards", CARRY_FORWARDS.url("list")),
]


class MoneyList(ListView):
    """A register with links to the other pages of the account, and totals by state and kind."""

    states, kinds = (), ()

    def extra(self):
        links = [
            {"label": label, "url": self.address(name)}
            for label, name in [YEARS_PAGE, *OTHER_PAGES]
            if name != self.log.url("list")
        ]
        return {"extra_links": links}

    def summary(self, entries):
        """Count, key and totals by kind from one query; the two kinds are never added together."""
        self.found = found = totals(entries, self.states, self.kinds)
        if self.kinds and found["count"]:
            self.intro = words.shown(found)
        key = [
            {
                "key": "",
                "word": word,
                "count": found[f"count_{state}"],
                "filters": {"state": state},
            }
            for state, word in self.states.choices
        ]
        return found["count"], key


class MoneyDetail(DetailView):
    """One entry, flagged where its approval has no day."""

    def flags(self):
        entry = self.entry
        if getattr(entry, "lacks_day", False):
            return [f"{entry.approved_body} approved it on a day that the papers do not give."]
        return []


class PotFacts:
    """What is left of each pot this year, shown above a form that takes from them."""

    def facts(self):
        money_of, year = pots(self.programme), financial_year_of(self.today)
        permanent, one_off = (money(money_of.left(kind, year)) for kind in Kind)
        return [
            *super().facts(),
            {"label": f"Permanent pot, left from {year} on", "value": f"{permanent} a year"},
            {"label": f"One-off pot, left in {year}", "value": one_off},
        ]
