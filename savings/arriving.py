"""What the register of savings takes in from files: a column for each year and kind of money."""

import re

from programme.arriving import MONEY, Arriving
from programme.financial_years import first_day
from programme.formats import money

from . import actions
from .choices import Kind

TO_BE_FOUND = re.compile(r"\bto be (?:found|identified)|\bunidentified\b|\bgap\b", re.I)
YEARLY = {"recurrent": Kind.PERMANENT, "one_off": Kind.ONE_OFF}


class SavingArrivals:
    """The part of the log that takes in files.

    A row with sums of several years or of both kinds makes an entry of each: what begins in a year
    lasts, and money that comes once is never added to it.
    """

    adds, changes = staticmethod(actions.add_saving), staticmethod(actions.change_saving)
    arrivals = (
        Arriving(
            "recurrent",
            "Permanent, from",
            MONEY,
            ("recurrent", "recurring", "permanent", "ongoing", "base budget", "revenue"),
            yearly=True,
        ),
        Arriving(
            "one_off",
            "One-off, in",
            MONEY,
            ("one off", "oneoff", "non recurring", "temporary"),
            yearly=True,
        ),
    )

    def records_in(self, given):
        parts = [
            (year, name, sums[year])
            for name in YEARLY
            for sums in [given.get(name) or {}]
            for year in sorted(sums)
            if (sums[year] or 0) > 0
        ]
        rest = {name: value for name, value in given.items() if name not in YEARLY}
        if not parts:
            return [rest]
        return [self._part(rest, n, len(parts), *part) for n, part in enumerate(parts, 1)]

    def _part(self, rest, number, count, year, name, amount):
        start = first_day(year)
        part = {**rest, "kind": YEARLY[name], "amount": amount, "starts_on": start}
        if count > 1:
            word = "" if name == "recurrent" else " one-off"
            part["title"] = f"{rest.get('title', '')} ({year}{word})"
            reference = rest.get("reference")
            part["reference"] = f"{reference}.{number}" if reference else reference
        return part

    def doubts(self, given, cells):
        costs = [
            (f"{name} {year}", f"{money(amount)} in {year} is a cost")
            for name in YEARLY
            for year, amount in (given.get(name) or {}).items()
            if amount is not None and amount < 0
        ]
        told = "this register holds none. Record it as a re-allocation."
        asked = [(name, f"{cost}, and {told}") for name, cost in costs]
        if TO_BE_FOUND.search(given.get("title") or ""):
            for name in YEARLY:
                given.pop(name, None)
            asked.append(("title", "This is a gap to fill and no saving that was found. Is it?"))
        return asked
