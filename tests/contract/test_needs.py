"""What stands under "Needs you" and what the register's filter shows are the same rows."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.contract.kit import SLUG, each_late_child, each_log
from tests.contract.world import NOW

OVERVIEW = f"/programmes/{SLUG}/"


def needing(w, kit):
    """The references of the rows to which the lines under "Needs you" lead."""
    position, found = w.position_now(), set()
    for line in kit.log.needs(position):
        place = resolve(urlsplit(line.url).path)
        if place.url_name == kit.log.detail_url_name.rpartition(":")[2]:
            found.add(place.kwargs["reference"])
        elif place.url_name == kit.log.url_name.rpartition(":")[2]:
            found |= shown(w, line.url)
        else:
            assert not line.of_rows, line
    for kind in kit.log.late_kinds:
        found |= shown(w, f"{kit.register_url}?{kind.name}=late")
    return found


def shown(w, url):
    page = w.open(url)
    return {row.reference for row in page.context["filterset"].qs}


def agree(w, kit):
    """Holds "Needs you", the filter and the log's own question against each other."""
    found, position = needing(w, kit), w.position(NOW)
    page = w.open(f"{kit.register_url}?needs=yes")
    if not kit.log.asks:
        assert not found and "needs" not in page.context["filterset"].filters
        return
    assert {row.reference for row in page.context["filterset"].qs} == found
    told = kit.log.attention(kit.log.entries(position), position)
    assert {row.reference for row in told} == found
    needs = kit.log.needs(w.position_now())
    told = kit.log.needing_count(w.position_now(), needs)
    assert told == len(found) + sum(not line.of_rows for line in needs)


@pytest.mark.alike
@each_log
def test_what_needs_somebody_is_what_the_filter_shows(w, kit, full):
    agree(w, kit)
    position = w.position_now()
    told = kit.log.needing_count(position, kit.log.needs(position))
    groups = {group["title"]: group for group in w.open(OVERVIEW).context["needs"]}
    group = groups.get(kit.log.title, {"count": 0, "url": ""})
    assert group["count"] == told
    assert not group["url"] or len(shown(w, group["url"])) == told


@each_log
def test_what_needs_somebody_is_what_the_filter_shows_of_late_rows_too(w, kit):
    w.register(kit)
    for late in kit.late.values():
        late(w)
    agree(w, kit)


@each_late_child
def test_a_row_with_a_late_child_needs_attention(w, kit, name):
    entry = kit.late[name](w)
    if not kit.log.children[name].apart:
        assert entry.reference in shown(w, f"{kit.register_url}?needs=yes")
