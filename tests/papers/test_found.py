"""What of papers a search finds, and who does."""

import pytest

from papers import exempting
from papers.exemptions import Exemption
from papers.permissions import WRITE
from programme.authorization import LOG_READERS
from tests.finding import *  # noqa: F403  (its fixture)
from tests.papers.clearing import LEGAL
from tests.papers.conftest import WRITTEN
from tests.papers.exempt import *  # noqa: F403  (its fixtures)
from tests.papers.exempt import drawn_up

PAPERS = "Papers being written"


def test_a_paper_is_found_as_it_is_written_by_those_who_read_the_logs(written, find, everyone):
    for role, somebody in everyone.items():
        found = find("both councils", by=somebody).get(PAPERS, [])
        assert [one.partition(",")[0] for one in found] == (
            ["Background"] if role in LOG_READERS else []
        ), role


@pytest.mark.each
@pytest.mark.parametrize("word", ["Zebrafalcon", "7,431,956", "grey heron"])
def test_an_exempt_word_is_found_by_those_alone_who_write_papers(secret, find, everyone, word):
    for role, somebody in everyone.items():
        found = find(word, by=somebody)
        assert bool(found) == (role in WRITE.roles), (role, found)


def test_words_of_an_answer_to_a_clearance_are_found_by_those_who_write_papers(
    secret, ask, clear, legal_officer, find, everyone
):
    report = drawn_up()
    ask(report, also=LEGAL)
    clear(report, "Legal", legal_officer, answer="returned", words="Foxglove is not in 4.1")
    for role, somebody in everyone.items():
        assert bool(find("Foxglove", by=somebody)) == (role in WRITE.roles), role


def test_what_is_kept_back_no_more_is_found_again(written, keep, find, auditor, programme_manager):
    keep()
    assert PAPERS not in find("quillwort", by=auditor)
    for one in Exemption.objects.all():
        exempting.lift(one, by=programme_manager, at=WRITTEN, why="It is let")
    assert PAPERS in find("quillwort", by=auditor)
