"""The index says what the rows say, whoever changed them: made anew, it is the same."""

import pytest
from django.core.management import call_command

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


@pytest.mark.django_db
def test_the_command_fills_what_is_empty_and_leaves_the_rest(programme, capsys):
    call_command("rebuild_search", "--if-empty")
    assert capsys.readouterr().out == ""
    before = Document.objects.count()
    Document.objects.filter(programme=programme).delete()
    call_command("rebuild_search", "--if-empty")
    assert f"Shared management: {before:,} in the index" in capsys.readouterr().out
