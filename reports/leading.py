"""Where the references and totals of a report lead on its page: to the rows as they stood at its
moment, for those who may read their log.
"""

import re
from collections import defaultdict
from urllib.parse import urlencode

from papers.text import spans_in
from programme.log import logs
from programme.ui.filters import named_in_ranges
from programme.ui.paths import path_to

from .references import blocks_of

REFERENCE = re.compile(r"([A-Z]{1,4})([0-9]{1,6})")


def leading(context: dict, view, at="") -> dict:
    """The context of a report's page with `links`, addresses by reference, and `register`, that of
    the rows which are counted, in each of its sections and their further tables.

    `at` is the moment as text; the page of a row is of today without it.
    """
    readable = {log.model.PREFIX: log for log in logs() if view.allowed(log.permission)}
    links = _Links(view.programme, readable, at)
    links.read(table for one in context.get("shown", []) for table in _tables(one))
    links.read(_referred(one) for one in context.get("shown", []) if "is_done" in one)
    shown = [links.added_to(one) for one in context.get("shown", [])]
    return {**context, "shown": shown} if shown else context


def _tables(section):
    return [section, *section.get("parts", [])]


def _referred(part):
    """The references of logs in the words of a part, as a table has them."""
    rows = [one["row"] for one in spans_in(blocks_of(part)) if "row" in one]
    return {"rows": [{"reference": row} for row in rows]}


class _Links:
    def __init__(self, programme, readable, at):
        self.programme, self.readable = programme, readable
        self.at = {"at": at} if at else {}
        self.found = {}

    def read(self, tables):
        """Looks up which of the cells that look like a reference are one."""
        seen = defaultdict(set)
        for table in tables:
            for value in (value for row in table["rows"] for value in row.values()):
                if isinstance(value, str) and (one := REFERENCE.fullmatch(value)):
                    seen[one[1]].add(value)
        for prefix, log in self.readable.items():
            rows = log.model.objects.filter(programme=self.programme, reference__in=seen[prefix])
            for reference in rows.values_list("reference", flat=True) if seen[prefix] else ():
                self.found[reference] = self._address(log.detail_url_name, reference)

    def _address(self, name, *args, **query):
        query |= self.at
        url = path_to(name, self.programme.slug, *args)
        return f"{url}?{urlencode(query)}" if query else url

    def added_to(self, section):
        """The section with its addresses."""
        section = {**section, "links": self.found, "register": self._register(section)}
        if parts := section.get("parts"):
            section["parts"] = [self.added_to(part) for part in parts]
        return section

    def _register(self, table):
        """The address of the rows of a table in the register of its log; none where it shows rows
        of no log, or its reader may not see them.
        """
        log = next((one for one in self.readable.values() if one.name == table.get("log")), None)
        if log is None or not table["rows"]:
            return ""
        of = [REFERENCE.fullmatch(row.get("reference") or "") for row in table["rows"]]
        if not all(one and one[1] == log.model.PREFIX for one in of):
            return ""
        return self._address(log.url_name, rows=named_in_ranges(int(one[2]) for one in of))
