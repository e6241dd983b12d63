"""A part that is taken out of the report while somebody writes it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from papers.references import lost_of, targets
from reports.actions import change_definition
from tests.papers.conftest import WRITTEN
from tests.reading import sent, words

SAID = "The report does not print this part any more"


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(f"papers:{name}", args=[programme.slug, *args])


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def taken_out(write, recommend, definition, democratic_services):
    """The background and the recommendations, written and then taken out of the report."""
    row = recommend("To note.")
    write("background", "1. It began.", state="done")
    refs = f"[a](ref:part/background) [b](ref:text/background/1) [c](ref:recommendation/{row.pk})"
    write("conclusions", f"1. See {refs}.")
    kept = [key for key in definition.sections if key not in ("background", "recommended")]
    who = {"by": democratic_services, "at": WRITTEN}
    return change_definition(definition, sections=kept, **who)


def test_its_writers_are_told_and_it_is_counted_no_more(taken_out, manager, at, part, paper):
    shown = words(manager.get(at("detail", paper.pk)))
    assert SAID in shown and f"0 of {len(taken_out.outlines())} parts done" in shown
    page = at("text", part("background").pk)
    assert SAID in words(manager.get(page))
    saved = manager.post(page, {**sent(manager.get(page)), "text": "1. More."}, follow=True)
    assert f"Background saved: done. {SAID}" in words(saved)


def test_references_into_it_lead_nowhere_and_are_not_offered(taken_out, paper, write):
    assert lost_of(paper, WRITTEN) == ["Conclusions: a", "Conclusions: b", "Conclusions: c"]
    with pytest.raises(ValidationError, match="leads nowhere"):
        write("conclusions", "1. See [a](ref:part/background).")
    assert not [one for one in targets(paper, WRITTEN) if "background" in one.ref]
