"""The list from which a row was opened: its filters and its order stay until one is back in it."""

import pytest

from tests.contract.kit import each_log, to_be_typed
from tests.contract.world import THEN
from tests.reading import links, sent, words

pytestmark = pytest.mark.alike
LAST_FIRST, CARRIED = "sort=-reference&per_page=25", "list=sort%3D-reference%26per_page%3D25"


@pytest.fixture
def three(w, kit):
    """Three rows that can be changed, the last one first: as the list has them."""
    w.make(kit, next(iter(kit.subjects)))
    w.fill(kit, 3)
    return list(kit.log.model.objects.order_by("-number")[:3])


def listed(kit, entry, page="detail"):
    url = kit.edit_url(entry) if page == "edit" else kit.url(entry)
    return f"{url}?{CARRIED}"


def at(kit, entry):
    return f"{kit.register_url}?{LAST_FIRST}#{entry.reference}"


@each_log
def test_a_row_leads_to_its_neighbours_in_the_list_and_back_to_it(w, kit, three):
    first, second, third = three
    register = w.open(f"{kit.register_url}?{LAST_FIRST}&page=1")
    assert listed(kit, second) in links(register)
    assert f"<tr id={second.reference}" in register.content.decode()
    page = links(w.open(listed(kit, second)))
    assert page[listed(kit, first)] == [f"Previous row: {first.reference}"]
    assert page[listed(kit, third)] == [f"Next row: {third.reference}"]
    assert page[at(kit, second)] == [kit.log.title]
    assert listed(kit, second, "edit") in page
    own = [url for url in page if url.startswith(kit.url(second))]
    assert all(CARRIED in url for url in own if "#" not in url)  # forms and steps of the row
    then = links(w.open(f"{kit.url(second)}{THEN}&{CARRIED}"))
    assert kit.register_url in {url.partition("?")[0] for url in then}


@each_log
def test_a_changed_row_is_seen_in_its_list_again_or_the_next_one_follows(w, kit, three):
    (first, second, _), (name, value, _) = three, kit.change
    edit = listed(kit, first, "edit")
    page = w.open(edit)
    assert listed(kit, first) in links(page)  # of Cancel
    done = w.send(edit, {**sent(page), name: value}, follow=True)
    assert done.redirect_chain == [(at(kit, first), 302)]
    assert {listed(kit, first), listed(kit, second, "edit")} <= links(done).keys()
    done = w.send(edit, {**sent(w.open(edit)), "another": "yes"}, follow=True)
    ((following, _),) = done.redirect_chain
    assert following.partition("?")[0] == kit.edit_url(second) and CARRIED in following
    assert f"{first.reference} saved." in words(done)
    assert sent(done)["version"] == str(second.version)


@each_log
def test_a_list_in_an_address_leads_nowhere_else(w, kit, three):
    elsewhere = ("https://example.com/", "//example.com", "%0d%0aX: y", "q=" + "x" * 400)
    for text in elsewhere if kit.name == "risks" else elsewhere[:1]:  # one reader for all logs
        page = w.browser().get(kit.url(three[0]), {"list": text})
        assert page.status_code == 200
        assert not [url for url in links(page) if "//" in url.partition("?")[0]]
    edit = kit.edit_url(three[0])
    done = w.send(f"{edit}?list=//example.com", sent(w.open(edit)))
    assert done.url.startswith(kit.register_url)


@each_log
def test_a_row_that_its_list_does_not_show_leads_back_to_the_list_alone(w, kit, three):
    page = w.open(f"{kit.url(three[0])}?list=q%3Dnothing-like-this")
    assert f"{kit.register_url}?q=nothing-like-this" in links(page)
    assert "Next row" not in words(page)


@each_log
def test_a_step_leads_to_the_row_in_its_list(w, kit):
    step = next((one for one in kit.steps if not one.leads), None)
    if step is None:
        return  # a review has no step that leads to itself
    entry = w.make(kit, step.begins[0])
    url = f"{step.url(entry)}?{CARRIED}"
    assert listed(kit, entry) in links(w.open(url, step.by))
    data = w.filled_in(url, to_be_typed(step.typed, w, entry), step.by)
    assert w.send(url, data, step.by).url == listed(kit, entry)
