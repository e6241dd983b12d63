"""A paper has a title of its own: given at the start, changed, printed from then on."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from papers.actions import title_paper
from papers.models import Paper
from programme import audit
from programme.authorization import NotPermitted
from reports.composition import compose
from reports.words import written_since
from tests.factories import noon
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.conftest import STARTED, WRITTEN
from tests.reading import errors, sent, words

pytestmark = pytest.mark.once

TITLE, LATER = "Closure of the review", noon(2012, 3, 6)


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def titled(paper, programme_manager):
    return title_paper(paper, by=programme_manager, at=LATER, title=TITLE)


def test_it_is_given_as_the_paper_is_started(manager, definition, meeting, at):
    page = at("reports:start_paper", definition.pk, meeting.pk)
    form = sent(manager.get(page))
    assert form["title"] == "Cover report"
    manager.post(page, {**form, "title": TITLE})
    assert Paper.objects.get().title == TITLE


def test_it_is_changed_on_a_page_of_its_own(manager, paper, at):
    page, here = at("papers:title", paper.pk), at("papers:detail", paper.pk)
    assert page in manager.get(here).content.decode()
    shown = words(manager.post(page, {**sent(manager.get(page)), "title": TITLE}, follow=True))
    assert TITLE in shown and "titled" in shown and "Cover report" in shown


def test_a_blank_title_is_refused(manager, paper, at):
    page = at("papers:title", paper.pk)
    assert errors(manager.post(page, {**sent(manager.get(page)), "title": " "})).keys() == {"title"}


def test_two_who_change_it_see_both(manager, paper, programme_manager, at):
    page = at("papers:title", paper.pk)
    form = sent(manager.get(page))
    title_paper(paper, by=programme_manager, at=LATER, title=TITLE)
    response = manager.post(page, {**form, "title": "Mine"})
    assert "changed while you were working on it" in words(response)
    assert Paper.objects.get().title == TITLE


def test_only_those_who_arrange_papers_give_it(paper, legal_officer, signed_in, at):
    assert signed_in(legal_officer).get(at("papers:title", paper.pk)).status_code == 403
    with pytest.raises(NotPermitted):
        title_paper(paper, by=legal_officer, at=LATER, title=TITLE)


@pytest.mark.parametrize("title", ["", "x" * 121])
def test_it_is_one_line_of_words(paper, programme_manager, title):
    with pytest.raises(ValidationError):
        title_paper(paper, by=programme_manager, at=LATER, title=title)


def test_a_report_prints_the_title_of_its_moment(definition, meeting, titled):
    said = [
        compose(definition, at=when, since=None, meeting=meeting)["heading"]["title"]
        for when in (STARTED, WRITTEN, LATER)
    ]
    assert said == ["Cover report", "Cover report", TITLE]


@pytest.mark.each
def test_past_pages_have_the_title_of_then(manager, meeting, titled, at):
    for name, pk in (("papers:detail", titled.pk), ("meeting", meeting.pk)):
        page = at(name, pk)
        assert TITLE in words(manager.get(page))
        then = words(manager.get(f"{page}?at=2012-03-05"))
        assert "Cover report" in then and TITLE not in then


def test_another_title_makes_a_clearance_void(
    demand, draft, paper, ask, clear, redraw, programme_manager, legal_officer, manager, at
):
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer, answer="condition", words="Spell it out")
    title_paper(paper, by=programme_manager, at=noon(2012, 3, 24), title=TITLE)
    assert written_since(draft, noon(2012, 3, 24)) == ["Title"]
    redraw(draft)
    page = words(manager.get(at("reports:detail", draft.pk)))
    assert "Void: the draft was changed since." in page and TITLE in page


def test_the_database_keeps_whose_paper_it_is(paper):
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(kind="risk")
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.history.update(title=TITLE)


def test_a_paper_of_an_older_database_gets_its_past(programme, meeting, programme_manager):
    epoch = {"created_at": STARTED, "updated_at": noon(1970, 1, 1)}
    what = {"programme": programme, "meeting": meeting, "kind": "cover", "title": "Cover report"}
    (paper,) = Paper.objects.bulk_create([Paper(**what, **epoch)])
    who = {"by": programme_manager, "at": STARTED, "programme": programme}
    audit.record(paper, verb="started the paper", **who)
    import_module("papers.migrations.0005_past_of_papers").begin_history(apps, None)
    assert Paper.objects.get().updated_by == programme_manager
    assert Paper.objects.as_at(STARTED).get().title == "Cover report"
    assert not Paper.objects.as_at(noon(2012, 2, 29)).exists()
