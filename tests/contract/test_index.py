"""The search finds what stands in every log now: made anew, its index would be the same."""

import pytest

from search.indexing import rebuild
from search.models import Document
from tests.contract.kit import each_log, each_worded_child
from tests.contract.test_children import add_child
from tests.contract.test_mistakes import WHY, first, step_url
from tests.contract.world import NOW


def index():
    """All documents, but for their own numbers."""
    rows = Document.objects.order_by("subject_type", "subject_id").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def is_as_made_anew(w):
    kept = index()
    rebuild(w.programme, NOW.date())
    return index() == kept


@each_log
def test_the_index_of_a_register_is_as_it_would_be_made_anew(w, kit):
    w.register(kit)
    entry = w.make(kit, kit.full)
    assert Document.objects.get(kind=kit.name, reference=entry.reference)
    assert is_as_made_anew(w)


@pytest.mark.alike
@each_worded_child
def test_an_entry_is_found_by_the_words_of_its_child_rows(w, kit, name):
    entry = add_child(w, kit, name, "zebra crossing")
    of_rows = Document.objects.exclude(kind="history")
    found = of_rows.filter(tokens__begin=["zebr", "cross"])
    found = set(found.values_list("reference", flat=True))
    assert found and (kit.log.children[name].apart or entry.reference in found)
    assert is_as_made_anew(w)


@pytest.mark.alike
@each_log
def test_what_was_withdrawn_as_a_mistake_is_found_no_more_until_it_comes_back(w, kit):
    entry = first(w, kit)
    found = Document.objects.filter(kind=kit.name, reference=entry.reference)
    for step, typed, there in [
        ("withdraw_mistake", {"mistake": WHY}, False),
        ("take_back_withdrawal", {"why": WHY}, True),
    ]:
        entry.refresh_from_db()
        w.send(step_url(kit, entry, step), {**typed, "version": entry.version})
        assert found.exists() == there, step
    assert is_as_made_anew(w)
