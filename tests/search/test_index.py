"""The index says what the rows say, whoever changed them: made anew, it is the same."""

import pytest

from search.indexing import rebuild
from search.models import Document
from tests.filled import *  # noqa: F403


def index():
    """All documents, but for their own numbers."""
    rows = Document.objects.order_by("subject_type", "subject_id").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


@pytest.mark.django_db
def test_what_was_kept_up_is_what_would_be_made_anew(programme):
    kept = index()
    rebuild(programme, programme.events.first().at.date())
    assert {row["kind"] for row in kept} > {"risks", "papers", "comments", "reports", "history"}
    anew = index()
    assert len(anew) == len(kept)
    for before, after in zip(kept, anew, strict=True):
        assert after == before
