"""Child rows of every log: searched, filtered, downloaded, and seen when they are late or open."""

import csv
import io

import pytest

from programme.entries import Entry
from programme.models import AuditEvent
from programme.position import Position
from programme.ui.views import StepView
from search.models import Document
from tests.contract.kit import (
    KITS,
    SLUG,
    each_child,
    each_late_child,
    each_left_open,
    each_log,
    each_worded_child,
    to_be_typed,
)
from tests.contract.test_index import is_as_made_anew
from tests.contract.world import NOW, THEN, standing
from tests.reading import errors, links, sent, words

OVERVIEW = f"/programmes/{SLUG}/"
TODAY = "?at=2012-03-10"  # the end of the day, read from history


def add_child(w, kit, name, text):
    """An entry, to which somebody has added a child row with these words.

    It was today, or the day before where the row is an entry of another log.
    """
    if callable(how := kit.children[name]):
        return how(w, text)
    step, named = how
    step = kit.step(step)
    entry, field = w.make(kit, step.begins[0]), named(w) if callable(named) else named
    typed = {**to_be_typed(step.typed, w, entry), field: text}
    w.press(step.url(entry), w.filled_in(step.url(entry), typed, step.by), by=step.by)
    return entry


def rows(w, kit, name, query=""):
    return w.open(f"{kit.child_url(name, 'json')}{query}", "auditor").json()["rows"]


@each_log
def test_every_table_of_child_rows_is_declared_and_tried(kit):
    related = {one.related_model for one in kit.log.model._meta.related_objects}
    children = {
        model
        for model in related
        if not issubclass(model, Entry) and model._meta.app_label == kit.log.model._meta.app_label
    }
    declared = {kind.model for kind in kit.log.children.values()}
    assert {model for model in children if not hasattr(model, "instance_type")} <= declared
    assert set(kit.children) == set(kit.log.children)
    counted = {name for name, kind in kit.log.children.items() if kind.due and not kind.apart}
    assert set(kit.late) == counted


@each_worded_child
def test_an_entry_is_found_by_the_words_of_its_child_rows(w, kit, name):
    entry = add_child(w, kit, name, "zebra crossing")
    for query in ("?q=ZEBRA", f"?q=zebra {entry.reference}", f"{TODAY}&q=crossing zebra"):
        assert entry.reference in [row["reference"] for row in w.rows(kit, query)], query
    before = "?at=2012-03-08" if callable(kit.children[name]) else THEN
    assert w.rows(kit, f"{before}&q=zebra") == w.rows(kit, "?q=zebras") == []
    found = Document.objects.exclude(kind="history").filter(tokens__begin=["zebr", "cross"])
    found = set(found.values_list("reference", flat=True))
    assert found and (kit.log.children[name].apart or entry.reference in found)
    assert is_as_made_anew(w)


FORMULA = "=1+1 zebra"


@pytest.mark.alike
@each_child
def test_each_kind_of_child_rows_is_a_file_and_stands_in_the_rows_of_the_entries(w, kit, name):
    worded = kit.children[name]
    entry = add_child(w, kit, name, FORMULA) if worded else w.make(kit, kit.full)
    data = w.open(kit.child_url(name, "json")).json()
    assert [column["key"] for column in data["columns"]][:2] == PARENT
    answer = w.open(kit.child_url(name, "csv"))
    heads, *found = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert f"{SLUG}-{kit.name}-{name}-2012-03-10.csv" in answer["Content-Disposition"]
    assert [row[:2] for row in found] == [[row[key] for key in PARENT] for row in data["rows"]]
    if worded:
        (row,) = [row for row in found if f"'{FORMULA}" in row]
        assert row[0] == entry.reference and len(row) == len(heads)
    assert_they_stand_in_its_row(w, kit, name, entry, data["rows"])
    page = links(w.open(f"{kit.register_url}?sort=reference"))
    assert f"{kit.child_url(name, 'csv')}?sort=reference" in page


PARENT = ["parent_reference", "parent_title"]


def assert_they_stand_in_its_row(w, kit, name, entry, listed):
    """What the file of child rows has of an entry stands in the file of entries too."""
    own = [row for row in listed if row["parent_reference"] == entry.reference]
    (row,) = [row for row in w.rows(kit) if row["reference"] == entry.reference]
    assert row["children"][name] == [
        {key: value for key, value in one.items() if key not in PARENT} for one in own
    ]
    assert own or not kit.children[name]
    assert rows(w, kit, name, "?at=2012-03-08") == []


@pytest.mark.alike
@each_log
def test_there_is_no_other_file_of_child_rows(w, kit):
    for name in [*kit.log.children][:1]:
        assert w.open(kit.child_url(name, "pdf")).status_code == 404
        assert w.open(kit.child_url("zebras", "csv")).status_code == 404


@each_late_child
def test_late_child_rows_are_counted_where_they_are_listed(w, kit, name):
    late = [kit.late[name](w).reference for _ in range(2)]
    kit.add(w)
    (line,) = [url for url in links(w.open(OVERVIEW)) if url.endswith(f"?{name}=late")]
    said = f"2 late {kit.log.children[name].noun}s of 2 {kit.log.title.lower()}"
    assert links(w.open(OVERVIEW))[line] == [said, said]  # under "Needs you", and in the tile
    assert f"{kit.log.title} (2)" in words(w.open(line))
    assert [row["parent_reference"] for row in rows(w, kit, name, f"?{name}=late")] == late
    past = f"{OVERVIEW}{THEN}"
    assert said in words(w.open(past)) and said not in words(w.open(f"{OVERVIEW}?at=2012-03-08"))


@pytest.mark.alike
@each_late_child
def test_a_filter_about_child_rows_holds_for_their_files_too(w, kit, name):
    w.register(kit)
    kit.late[name](w)
    kind, position = kit.log.children[name], w.position_now()
    for value, _ in kind.choices:
        query, found = f"?{name}={value}", kind.in_standing(value, position)
        assert len(rows(w, kit, name, query)) == found.count() > 0
    assert len(rows(w, kit, name, f"?{name}=late&q=zebra")) == 0


@each_late_child
def test_a_late_child_row_says_by_how_many_days(w, kit, name):
    entry = kit.late[name](w)
    assert "8 days late" in words(w.open(kit.url(entry)))
    assert "7 days late" in words(w.open(kit.url(entry) + THEN))
    assert "8 days late" in rows(w, kit, name)[0].values()
    assert any("8 days late" in str(w.content(section.key)["rows"]) for section in kit.sections)


@pytest.mark.alike
@each_late_child
def test_what_belongs_to_a_closed_entry_is_not_late(w, kit, name):
    entry = kit.late[name](w)
    closed = min(kit.log.closed_states)
    type(entry).objects.filter(pk=entry.pk).update(state=closed)
    assert w.rows(kit, f"?{name}=late") == []
    assert f"?{name}=late" not in w.open(OVERVIEW).content.decode()
    assert "days late" not in words(w.open(kit.url(entry)))
    assert "days late" not in str(rows(w, kit, name))


@each_log
def test_every_step_that_settles_an_entry_looks_at_its_open_child_rows(kit):
    if any(kind.waiting for kind in kit.log.children.values()):
        settling = {
            step.name.rpartition(":")[2]
            for step in kit.steps
            if isinstance(step.state, str) and step.state in kit.log.closed_states
        }
        assert settling == {name for name, _, _ in kit.leaves_open}
    views = [address.view for address in kit.views(StepView)]
    assert sum(bool(view.leaves_open) for view in views) == len(kit.leaves_open)


@pytest.mark.alike
@each_left_open
def test_a_form_that_settles_an_entry_lists_what_is_open(w, kit, step, subject, answer):
    entry, step = w.make(kit, subject), kit.step(step)
    (view,) = [address.view for address in kit.views(StepView) if address.name == step.name]
    kind = kit.log.children[view.leaves_open]
    (child,) = kind.model.objects.filter(**{kind.parent: entry.pk})
    assert f"{kind.title}: {kind.waits.lower()} {child}" in words(w.open(step.url(entry), step.by))


@pytest.mark.alike
@each_left_open
def test_what_becomes_of_it_is_asked_refused_or_left(w, kit, step, subject, answer):
    entry, step = w.make(kit, subject), kit.step(step)
    url, before = step.url(entry), standing(entry)
    asked = answer if isinstance(answer, dict) else {}
    typed = to_be_typed(step.typed, w, entry)
    bare = {name: value for name, value in typed.items() if name not in asked}
    page = w.send(url, w.filled_in(url, bare, step.by), step.by)
    if answer is None:
        entry.refresh_from_db()
        assert page.status_code == 302 and entry.is_closed
        return
    assert standing(entry) == before
    if not asked:
        assert answer in words(page)
        return
    assert set(errors(page)) == set(asked)
    assert w.send(url, {**sent(page), **asked}, step.by).status_code == 302
    assert_it_is_recorded(w, kit, entry, asked)


def assert_it_is_recorded(w, kit, entry, asked):
    """Nothing is open, and the history says what became of it and why."""
    entry.refresh_from_db()
    assert entry.is_closed
    for name in (name for name in asked if name in kit.log.children):
        assert kit.log.children[name].waiting_of(entry, Position.on(w.programme, NOW.date())) == []
        changes = AuditEvent.objects.filter(reference=entry.reference).latest("id").changes
        said = [f"{asked[name]}: {asked[f'{name}_why']}" == change["now"] for change in changes]
        assert said.count(True) == 1


@pytest.mark.parametrize("query", ["?mitigations=early", "?mitigations_owner=Nobody"])
def test_a_filter_by_child_rows_that_is_none_shows_nothing(w, query):
    kit = KITS["risks"]
    w.register(kit)
    assert w.rows(kit, query) == [] and rows(w, kit, "mitigations", query) == []
