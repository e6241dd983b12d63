"""Several rows of a register taken through a step at once, each by its own action."""

import pytest
from django.urls import reverse
from lxml import html

from programme.ui.bulk import is_step_of_log
from tests.contract.again import is_saved_once
from tests.contract.kit import KITS, SLUG, each_log, to_be_typed
from tests.contract.world import THEN, standing
from tests.reading import links, sent, told, words

pytestmark = pytest.mark.alike


each_that_several_take = pytest.mark.parametrize(
    ("kit", "step"),
    [
        (kit, step)
        for kit in KITS.values()
        for step in kit.steps
        if is_step_of_log(step.view) and not step.view.alone
    ],
    ids=lambda one: one.name,
)


# Steps whose page shows what a row has and asks for another, or takes a blank for an answer.
OF_ITS_OWN = [
    ("benefits", "identified, measured", "measure"),
    ("benefits", "profiled", "profile"),
    ("budgets", "open", "forecast"),
    ("reserves", "open, with an approved call", "restate"),
    ("objectives", "any, judged", "judge"),
    ("objectives", "any, judged", "reword"),
    ("risks", "proposed, rated in words", "assess_in_words"),
    ("risks", "open", "assess"),
]


def choosing(kit):
    return reverse(kit.log.url("bulk"), args=[SLUG])


def confirming(kit, step, *entries):
    rows = "".join(f"&row={entry.reference}" for entry in entries)
    return f"{choosing(kit)}?q=&step={step}{rows}"


@each_that_several_take
def test_a_step_is_taken_by_several_where_it_asks_no_more_than_a_reason_or_a_day(w, kit, step):
    entry = w.make(kit, step.begins[0])
    url = confirming(kit, step.view.name, entry)
    page = w.open(url, step.by)
    if "form" not in (page.context or ()):
        return  # it asks more: tests/programme/test_bulk.py names the rest
    assert entry.reference in words(page)
    typed = to_be_typed(step.typed, w, entry)
    values = {name: text for name, text in typed.items() if name in page.context["form"].fields}
    said, before = said_of(kit, entry), standing(entry)
    done = is_saved_once(w, url, {**sent(page), **values}, step.by)
    assert standing(entry) != before  # what the page promised became of it
    _, reference = step.leads or ("", entry.reference)
    assert done.url == f"{kit.register_url}?q=" and f"{reference} saved." in told(done)
    state = step.state[step.begins[0]] if isinstance(step.state, dict) else step.state
    entry.refresh_from_db()
    assert not state or entry.state == state
    assert said <= said_of(kit, entry)


def said_of(kit, entry):
    """The facts of its form that somebody gave for an entry: a step of several wipes none."""
    return {name for name in kit.log.form_fields if getattr(entry, name) not in ("", None)}


@pytest.mark.parametrize("log, subject, name", OF_ITS_OWN)
def test_what_is_asked_of_each_row_is_offered_to_none_of_several(w, log, subject, name):
    kit = KITS[log]
    entry = w.make(kit, subject)
    page = w.open(f"{choosing(kit)}?row={entry.reference}")
    assert name not in [one.key for one in page.context["steps"]]
    assert "none of these rows can take that step" in words(w.open(confirming(kit, name, entry)))


@each_log
def test_it_is_found_on_the_register_by_who_may_change_rows_and_keeps_the_filter(w, kit):
    query = f"?q={w.make(kit, next(iter(kit.subjects))).reference}"
    url = f"{choosing(kit)}{query}"
    assert url in links(w.open(kit.register_url + query))
    assert url not in links(w.open(kit.register_url + query, "auditor"))
    assert w.open(url, "auditor").status_code == 403
    assert kit.register_url + query in links(w.open(url))
    page = w.open(f"{url}&step=nothing")
    assert "Choose the rows." in words(page)


@each_log
def test_the_owner_is_set_in_the_rows_that_can_be_changed_or_in_none(w, kit):
    if "owner" not in kit.log.form_fields:
        return  # objectives have none
    one = w.make(kit, next(iter(kit.subjects)))
    w.fill(kit, 2)
    other = kit.log.model.objects.order_by("number").last()
    url = confirming(kit, "set-owner", one, other)
    page = w.open(url)
    closed = kit.log.closed_states and w.open(confirming(kit, "set-owner", *shut(w, kit)))
    assert not closed or "You cannot change" in words(closed)
    w.overtake(other)
    before = standing(one)
    refused = w.send(url, {**sent(page), "owner": "Head of all", "wait": "all"})
    assert "Somebody else changed it" in words(refused) and standing(one) == before
    done = w.send(url, {**sent(page), "owner": "Head of all"})
    assert f"{one.reference} saved." in words(done) and "Somebody else changed it" in words(done)
    one.refresh_from_db(), other.refresh_from_db()
    assert one.owner == "Head of all" != other.owner


def shut(w, kit):
    """A row that is settled, beside an open one."""
    subject = next(one for one in kit.subjects if kit.closed(one))
    return [w.make(kit, next(iter(kit.subjects))), w.make(kit, subject)]


@each_log
def test_rows_are_chosen_in_the_register_and_stand_ticked_where_a_step_is_chosen(w, kit):
    w.make(kit, next(iter(kit.subjects)))
    w.fill(kit, 3)
    names = [one.reference for one in kit.log.model.objects.order_by("number")[1:3]]
    register = w.open(f"{kit.register_url}?q=&sort=-reference&page=1")
    (form,) = html.fromstring(register.content).xpath("//form[@data-choose-rows]")
    assert form.get("action") == choosing(kit) and form.method == "GET"
    boxes = form.xpath(".//tbody//input[@name='row']")
    assert set(names) < {box.get("value") for box in boxes}
    carried = dict(form.form_values())
    assert carried == {"sort": "-reference"}
    page = w.browser().get(choosing(kit), {**carried, "row": names})
    ticked = html.fromstring(page.content).xpath("//input[@name='row' and @checked]/@value")
    assert sorted(ticked) == sorted(names) and "There is a problem" not in words(page)
    assert f"{kit.register_url}?sort=-reference" in links(page)
    page = w.browser().get(choosing(kit), {**carried, "row": names, "step": ""})
    assert "Choose what is done." in words(page)


@each_log
def test_no_boxes_stand_where_nobody_could_use_them(w, kit):
    w.make(kit, next(iter(kit.subjects)))
    for page in (w.open(kit.register_url, "auditor"), w.open(kit.register_url + THEN)):
        assert 'name="row"' not in page.content.decode()
