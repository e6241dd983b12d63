"""The search finds what stands in every log now: made anew, its index would be the same."""

import pytest

from search.indexing import rebuild
from search.models import Document
from tests.contract.kit import each_log
from tests.contract.world import NOW


def index():
    """All documents, but for their own numbers."""
    rows = Document.objects.order_by("subject_type", "subject_id").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def is_as_made_anew(w):
    kept = index()
    rebuild(w.programme, NOW.date())
    return index() == kept


@pytest.mark.alike
@each_log
def test_the_index_of_a_register_is_as_it_would_be_made_anew(w, kit):
    w.register(kit)
    entry = w.make(kit, kit.full)
    assert Document.objects.get(kind=kit.name, reference=entry.reference)
    assert is_as_made_anew(w)
