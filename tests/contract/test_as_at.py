"""The past stands as it stood: pages, downloads and reports of a day never change afterwards."""

import pytest

from tests.contract.kit import each_log, each_step, to_be_typed
from tests.contract.world import THEN
from tests.reading import links, words


@pytest.mark.alike
@each_step
def test_a_step_leaves_the_past_as_it_stood(w, kit, step):
    entry = w.make(kit, step.begins[0])
    url = kit.url(entry) + THEN
    typed = to_be_typed(step.typed, w, entry)
    page, rows = words(w.open(url)), w.rows(kit, THEN)
    w.press(step.url(entry), w.filled_in(step.url(entry), typed, step.by), by=step.by)
    assert words(w.open(url)) == page and w.rows(kit, THEN) == rows


@pytest.mark.alike
@each_log
def test_a_change_leaves_the_past_as_it_stood(w, kit):
    entry, (name, value, _) = w.make(kit, next(iter(kit.subjects))), kit.change
    url, edit = kit.url(entry) + THEN, kit.edit_url(entry)
    page, rows = words(w.open(url)), w.rows(kit, THEN)
    w.press(edit, w.filled_in(edit, {name: value}), by="programme_manager")
    assert words(w.open(url)) == page and w.rows(kit, THEN) == rows
    assert w.rows(kit) != rows


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
    pages = [kit.register_url, kit.url(entry), kit.download_url("csv")]
    for at, why in (
        ("2012-02-30", "2012-02-30 does not exist"),
        ("rubbish", "As at:"),
        ("2099-01-01", "1 January 2099 is in the future."),
    ):
        for url in pages:
            page = w.open(f"{url}?at={at}")
            assert page.status_code == 400 and entry.title not in words(page), url
            assert why in words(page) and "Nothing is shown." in words(page)
    assert f"{kit.register_url}?q=e" in links(w.open(f"{kit.register_url}?at=rubbish&q=e"))
