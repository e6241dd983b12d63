"""Background papers: listed, cleared, published, open for four years, withdrawn with the paper."""

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.urls import reverse

from papers.models import BackgroundPaper
from programme.models import Upload
from programme.uploads import stored_name
from reports import actions
from reports.checking import check_files
from reports.cleared import fingerprint
from reports.composition import compose
from reports.differences import differences
from reports.editions import mark_withheld, public_edition
from reports.models import PublishedFile
from tests.factories import noon
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import ANSWERED, LATER
from tests.reading import errors, links, typed, words
from tests.world import KEPT_BACK

pytestmark = pytest.mark.once

CONTENT, PAPER = b"anything\0at all", "/published/scrutiny/2012-04-04/cover/"
SAID = {"title": "Options appraisal", "dated": "1 March 2012"}


@pytest.fixture
def listed(press, at, paper):
    """A function that lists a file on the page of the paper, on the day on which it is written."""

    def step(content=CONTENT, name="options.mdb", **said):
        with time_machine.travel(noon(2012, 3, 5), tick=False):
            page = press(at("add_background", paper.pk), content, name, **{**SAID, **said})
        return page

    return step


def test_a_file_of_any_kind_is_listed_read_and_left_out(
    listed, manager, press, at, paper, auditor, committee_member, outsider, signed_in
):
    assert "Options appraisal listed. Not scanned for viruses." in words(listed())
    row = BackgroundPaper.objects.get()
    assert row.upload.kind == "other"
    page = manager.get(at("detail", paper.pk))
    assert "Options appraisal 1 March 2012 options.mdb" in words(page)
    file = at("background_file", row.pk)
    assert signed_in(auditor).get(file).content == CONTENT
    seen = signed_in(auditor).get(at("detail", paper.pk))
    assert at("add_background", paper.pk) not in links(seen) and file in links(seen)
    assert signed_in(committee_member).get(file).status_code == 403
    assert signed_in(outsider).get(file).status_code == 404
    again = listed(title="Again")
    assert "This file is listed already: Options appraisal." in errors(again)["file"]
    wrong = listed(b"plain words", "plan.pdf", title="Plan")
    assert "By its name this file is a PDF, by its content: Text." in errors(wrong)["file"]
    assert typed(wrong, "title") == "Plan" and Upload.objects.count() == 1
    gone = press(at("leave_out_background", row.pk), why="Not used")
    assert "Options appraisal is left out." in words(gone)
    assert manager.get(file).status_code == 404


@pytest.fixture
def published(listed, draft, redraw, publish):
    """A paper that is published with a background paper: drawn again after that was listed. It is
    the day of its meeting.
    """
    listed()
    with time_machine.travel(noon(2012, 4, 4), tick=False):
        yield publish(redraw(draft, ANSWERED))


def test_what_is_kept_back_as_a_whole_has_none_and_a_change_of_the_list_is_told(
    listed, draft, definition, meeting
):
    listed()
    content = compose(definition, at=LATER, since=None, meeting=meeting)
    said = [(one["title"], one["dated"]) for one in content["background"]]
    assert said == [("Options appraisal", "2012-03-01")]
    before = {**content, "background": []}
    places = [one["place"] for one in differences(before, content)]
    assert places == ["Background papers: Options appraisal"]
    assert fingerprint(before) != fingerprint(content)
    mark_withheld(content, {"": KEPT_BACK})
    shown = public_edition(content)
    assert shown["background"] == [] and content["background"][0]["sha256"] not in str(shown)


def test_everybody_gets_it_for_four_years(published, client, manager):
    assert "Background papers (1)" in words(client.get("/published/"))
    assert "Background papers (1)" in words(client.get("/published/scrutiny/2012-04-04/"))
    address = reverse(
        "published_background", args=["scrutiny", published.meeting.address, "cover", 1, 1]
    )
    page = client.get(f"{PAPER}v1/")
    assert "Options appraisal , 1 March 2012 (options.mdb, 15" in words(page)
    assert [one for one in links(page) if one.endswith(address)]
    answer = client.get(address)
    assert answer.content == CONTENT and "attachment" in answer["Content-Disposition"]
    inside = reverse("reports:background", args=["shared-management", published.pk, 1])
    assert inside in links(manager.get(inside.replace("background/1/", "")))
    assert manager.get(inside).content == CONTENT
    assert "Background paper 1 , Options appraisal" in words(client.get(f"{PAPER}v1/proof/"))
    assert {state for _, state in check_files(LATER)} == {"whole"}
    with time_machine.travel(noon(2016, 4, 4), tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel(noon(2016, 4, 5), tick=False):
        closed = client.get(address)
        assert closed.status_code == 410
        assert "The background papers of this paper were published on" in words(closed)
        assert "open here until 4 April 2016" in words(closed)
        assert "Background papers (1)" not in words(client.get("/published/"))


def test_it_is_withdrawn_with_the_paper(
    published, legal_officer, democratic_services, client, django_capture_on_commit_callbacks
):
    when, why = noon(2012, 4, 11), {"reason": "It named somebody", "disposal": "destroy"}
    asked = actions.ask_withdrawal(published, by=legal_officer, at=when, **why)
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm_withdrawal(asked, by=democratic_services, at=when)
    upload = Upload.objects.get()
    assert not upload.is_handed_out and not default_storage.exists(stored_name(upload.sha256))
    answer = client.get(f"{PAPER}v1/background/1/")
    assert answer.status_code == 410 and CONTENT not in answer.content
    kept = PublishedFile.objects.get(form="background")
    assert kept.sha256 == upload.sha256 and not kept.is_full
