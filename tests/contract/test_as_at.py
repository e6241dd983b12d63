"""The past stands as it stood: pages, downloads and reports of a day never change afterwards."""

import pytest

from tests.contract.kit import each_log
from tests.contract.world import THEN
from tests.reading import links, words


@each_log
def test_a_past_page_says_so_leads_on_within_the_past_and_begins_with_the_row(w, kit):
    entry = kit.add(w)
    page = w.open(kit.register_url + THEN)
    assert "You are looking at the position as at 9 March 2012" in words(page)
    assert kit.url(entry) + THEN in links(page)
    assert w.rows(kit, "?at=2012-03-08") == []
    assert w.open(f"{kit.url(entry)}?at=2012-03-08").status_code == 404


@pytest.mark.alike
@each_log
def test_a_moment_that_cannot_be_shown_shows_nothing_and_says_so(w, kit):
    entry = kit.add(w)
    register, file = kit.register_url, kit.download_url("csv")
    for url, at, why in (
        (register, "2012-02-30", "2012-02-30 does not exist"),
        (register, "rubbish", "As at:"),
        (kit.url(entry), "rubbish", "As at:"),
        (file, "2099-01-01", "1 January 2099 is in the future."),
        (kit.url(entry), "2099-01-01", "1 January 2099 is in the future."),
    ):
        page = w.open(f"{url}?at={at}")
        assert page.status_code == 400 and entry.title not in words(page), url
        assert why in words(page) and "Nothing is shown." in words(page)
    assert f"{register}?q=e" in links(w.open(f"{register}?at=rubbish&q=e"))
