"""Overview, register and report count alike, with settled rows and more than nine in a log."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from reports.adding_up import check, computed_figures
from tests.contract.kit import SLUG, each_log, each_section
from tests.contract.world import NOW
from tests.factories import MARCH_2012

# Sections that show other rows than the tile speaks of: no figure of theirs is the tile's.
ALONE = {"milestones", "milestones-all", "benefits", "savings-at-closing"}


def opened(w, url, query):
    """A register with a query, a dict."""
    return w.open(f"{url}?{urlencode(query, doseq=True)}")


@pytest.mark.alike
@each_log
def test_a_tile_counts_what_the_register_behind_it_shows(w, kit, full):
    for at in (None, MARCH_2012):
        position = w.position(at) if at else w.position_now()
        tile = kit.log.tile(position)
        query = {**tile.filters, **({"at": "2012-03-09"} if at else {})}
        page = opened(w, kit.register_url, query)
        assert page.context["count"] == tile.count, at
        assert kit.log.entries(position).count() > 10


@each_log
def test_each_count_on_a_tile_or_of_readiness_leads_to_as_many_rows(w, kit, full):
    for at in (None, MARCH_2012):
        position = w.position(at) if at else w.position_now()
        tile, told_of_blanks = kit.log.tile(position), kit.log.obstacles(position)
        moment = {"at": "2012-03-09"} if at else {}
        for line in (line for line in tile.lines if "filters" in line):
            url = reverse((line["log"] or kit.log).url_name, args=[SLUG])
            page = opened(w, url, {**line["filters"], **moment})
            assert (page.context["count"], not page.context["filterset"].unknown) == (
                line["count"],
                True,
            ), line
        told = [line for line in tile.lines if re.match("[0-9]+ ", line["text"])]
        assert all("filters" in line for line in told)
        for one in (one for one in told_of_blanks if re.search(r" in [0-9,]+ of ", one.words)):
            page = opened(w, kit.register_url, {**one.query, **moment})
            shown = f" in {page.context['count']} of "
            assert one.query and shown in one.words and not page.context["filterset"].unknown


@each_log
def test_each_counter_says_how_many_rows_it_leads_to_whatever_is_filtered(w, kit, full):
    tile = kit.log.tile(w.position_now())
    first = w.open(kit.register_url)
    behind = opened(w, kit.register_url, tile.filters)
    pages = [first, behind, *(w.open(kit.register_url + one["url"]) for one in counters(behind))]
    seen = {}
    for page in pages:
        for one in counters(page):
            if one["url"] not in seen:
                seen[one["url"]] = w.open(kit.register_url + one["url"]).context["count"]
            assert one["count"] == seen[one["url"]], (page.request["QUERY_STRING"], one)


@pytest.mark.alike
@each_log
def test_a_tile_says_the_same_as_the_counters_of_the_register_behind_it(w, kit, full):
    tile = kit.log.tile(w.position_now())
    page = opened(w, kit.register_url, tile.filters)
    known = {one["word"].lower(): one["count"] for one in counters(page)}
    for line in (line for line in tile.lines if "filters" in line and not line["log"]):
        words = line["text"].partition(" ")[2]
        assert known.get(words, line["count"]) == line["count"], words


def counters(page):
    return page.context["key"]


@pytest.mark.alike
@each_section
def test_a_section_says_what_the_tile_says(w, kit, section, full):
    for since in (None, MARCH_2012):
        content = w.content(section, at=NOW, since=since)
        said, computed = content.get("at_a_glance", {}), computed_figures(content)
        shared = {key: value for key, value in said.items() if key in computed}
        assert shared or section in ALONE
        assert shared == {key: computed[key]["value"] for key in shared}
        assert check({"sections": [content]})["findings"] == []
