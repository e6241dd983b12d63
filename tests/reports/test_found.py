"""What of reports a search finds: what is published and stands, by those who may read it."""

import pytest
from django.test.signals import template_rendered

from programme.authorization import Role
from reports import fingerprints
from tests.factories import noon
from tests.finding import *  # noqa: F403  (its fixture)
from tests.reports.test_withdrawal import asked, confirm, withdrawn  # noqa: F401

pytestmark = pytest.mark.once

KIND = "Published reports"


def test_a_draft_is_found_by_nobody(draft, find):
    assert KIND not in find("partner leaves")


@pytest.mark.each
def test_what_is_published_is_found_by_everyone_with_a_part_in_it(published, find, everyone):
    for role in Role:
        [found] = find("partner leaves joint", by=everyone[role])[KIND]
        assert found.startswith("Programme management report, Joint committee"), role


def test_its_page_is_drawn_once_for_the_words_that_are_kept_and_for_the_search(draft, publish):
    drawn = []

    def note(template, **how):
        drawn.append(template.name)

    fingerprints._lines_of.cache_clear()
    template_rendered.connect(note)
    publish(draft)
    template_rendered.disconnect(note)
    assert drawn.count("reports/_body.html") == 1


def test_the_newest_version_alone_is_found(published, correct, publish, find):
    publish(correct(published, noon(2012, 3, 27), reason="Zanzibar"), at=noon(2012, 3, 28))
    assert len(find("partner leaves")[KIND]) == len(find("zanzibar")[KIND]) == 1


def test_what_was_withdrawn_is_found_no_more(withdrawn, find):  # noqa: F811
    assert KIND not in find("partner leaves")
