"""A part that the report holds no more: it stays on record, is counted no more, and says so."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from papers import actions
from papers.models import UnsavedText
from papers.references import lost_of, targets
from papers.waiting import due_soon, needs
from programme.authorization import Role
from reports.actions import change_definition
from reports.composition import compose
from reports.references import lost_references
from tests.factories import noon
from tests.papers.clearing import risk  # noqa: F401  (a fixture)
from tests.papers.conftest import WRITTEN
from tests.reading import sent, words

TODAY = noon(2012, 3, 20)
TOLD = "The report does not print this part any more."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as now:
        yield now


@pytest.fixture
def definition(definition, democratic_services):
    who = {"by": democratic_services, "at": definition.created_at}
    return change_definition(definition, sections=[*definition.sections, "risks"], **who)


@pytest.fixture
def lose(definition, democratic_services):
    """A function that takes a part or section out of what the report holds."""

    def step(key):
        definition.refresh_from_db()
        sections = [one for one in definition.sections if one != key]
        who = {"by": democratic_services, "at": noon(2012, 3, 6)}
        return change_definition(definition, sections=sections, **who)

    return step


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.mark.once
def test_the_paper_says_which_part_is_left_out_and_counts_it_no_more(
    paper, write, manager, at, lose, democratic_services, signed_in
):
    write("background", "1. It began.", state="done")
    page = at("papers:detail", paper.pk)
    assert "1 of 6 parts done" in words(manager.get(page))
    lose("background")
    shown = words(manager.get(page))
    assert "0 of 5 parts done" in shown and "Share out Background" not in shown
    assert "Left out of what the report holds: Background." in shown
    assert "Done, left out of the report" in shown
    reports = signed_in(democratic_services).get(at("reports:list"))
    assert "0 of 5 parts done" in words(reports)


@pytest.mark.once
@pytest.mark.parametrize(
    ("key", "page"),
    [("background", "text"), ("recommended", "recommended"), ("front-sheet", "answers")],
)
def test_who_writes_it_is_told_and_what_they_type_is_kept(manager, at, part, lose, key, page):
    page = at(f"papers:{page}", part(key).pk)
    form = sent(manager.get(page))
    assert TOLD not in words(manager.get(page))
    lose(key)
    assert TOLD in words(manager.get(page))
    shown = manager.post(page, {**form, "text": "1. Mine."}, follow=True)
    assert f"saved. {TOLD}" in words(shown).replace(": in work", "")


@pytest.mark.once
def test_what_is_typed_there_and_not_saved_is_kept_with_the_same_words(manager, at, part, lose):
    lose("background")
    data = {"text": "1. Mine.", "version": "1"}
    answer = manager.post(at("papers:unsaved", part("background").pk), data).json()
    assert TOLD in answer["kept"] and UnsavedText.objects.get().typed == {"text": ["1. Mine."]}


def test_it_is_late_for_nobody_and_due_for_nobody(programme, programme_manager, part, lose):
    who = {"by": programme_manager, "at": WRITTEN, "heading": "Background"}
    actions.share_part(part("background"), due_on=date(2012, 3, 19), **who)
    actions.share_part(part("conclusions"), due_on=date(2012, 3, 22), **who)

    def waits():
        found = needs(programme, TODAY.date(), {Role.PROGRAMME_MANAGER})
        return len(found), len(due_soon(programme, TODAY.date(), date(2012, 3, 30)))

    assert waits() == (1, 1)
    lose("background")
    lose("conclusions")
    assert waits() == (0, 0)


def test_recommendations_that_are_not_put_wait_for_no_decision(programme, recommend, lose):
    recommend("To note.")
    told = {Role.DEMOCRATIC_SERVICES}
    assert len(needs(programme, date(2012, 4, 5), told)) == 1
    lose("recommended")
    assert needs(programme, date(2012, 4, 5), told) == []


REFERENCES = {
    "recommended": ["part/recommended", "recommendation/{}"],
    "conclusions": ["part/conclusions", "text/conclusions/1"],
    "risks": ["part/risks", "figure/risks/count"],
}


@pytest.mark.once
@pytest.mark.parametrize("key", REFERENCES)
def test_references_to_it_lead_nowhere_on_the_page_as_in_the_draft(
    paper,
    write,
    recommend,
    lose,
    key,
    meeting,
    risk,  # noqa: F811
):
    row = recommend("To note.")
    write("conclusions", "1. It ended.")
    refs = [ref.format(row.pk) for ref in REFERENCES[key]]
    text = "1. See " + " ".join(f"[{ref}](ref:{ref})" for ref in refs)
    write("background", text)
    assert lost_of(paper, TODAY) == []
    assert set(refs) <= {one.ref for one in targets(paper, TODAY)}
    changed = lose(key)
    said = [f"Background: {ref}" for ref in refs]
    assert lost_of(paper, TODAY) == said
    content = compose(changed, at=TODAY, since=None, meeting=meeting)
    told = [
        one.replace("[", "").replace(": leads nowhere]", "") for one in lost_references(content)
    ]
    assert told == said
    assert not set(refs) & {one.ref for one in targets(paper, TODAY)}
    with pytest.raises(ValidationError, match="leads nowhere"):
        write("background", f"{text} again")


@pytest.mark.once
def test_what_a_part_that_is_left_out_refers_to_holds_nothing_up(paper, write, lose):
    write("background", "1. It began.")
    write("conclusions", "1. See [1](ref:text/background/1).")
    lose("background")
    lose("conclusions")
    assert lost_of(paper, TODAY) == []
    assert write("conclusions", "1. See [1](ref:text/background/1), too.").text.endswith("too.")
