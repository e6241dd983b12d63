"""Overview, register and report count alike, with settled rows and more than nine in a log."""

import pytest

from reports.adding_up import check, computed_figures
from tests.contract.kit import each_log, each_section
from tests.contract.world import NOW
from tests.factories import MARCH_2012

# Sections that show other rows than the tile speaks of: no figure of theirs is the tile's.
ALONE = {"milestones", "benefits"}


@pytest.fixture
def full(w, kit):
    """A log with a row in every state that its kit names, and rows past the ninth."""
    w.fill(kit, 11)
    for subject in kit.subjects:
        w.make(kit, subject)


@each_log
def test_a_tile_counts_what_the_register_behind_it_shows(w, kit, full):
    for at in (None, MARCH_2012):
        position = w.position(at) if at else w.position_now()
        tile = kit.log.tile(position)
        query = {**tile.filters, **({"at": "2012-03-09"} if at else {})}
        page = w.browser().get(kit.register_url, query)
        assert page.context["count"] == tile.count, at
        assert kit.log.entries(position).count() > 10


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
