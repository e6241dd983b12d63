"""The history by person, log, kind of change and time, and as a file."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from margin.comments import comment
from programme import audit
from programme.models import Save
from programme.views.history_filter import KINDS
from risks import actions as risks
from risks.models import Risk
from tests.factories import MARCH_2012, BodyFactory, MeetingFactory, noon, person
from tests.reading import words

PAGE = "/programmes/shared-management/history/"
LATER = noon(2012, 4, 10)


@pytest.fixture
def past(programme, programme_manager, workstream_lead):
    """A risk that was proposed, closed and reopened, and one added by somebody else."""
    who = {"by": programme_manager, "at": MARCH_2012}
    risk = risks.open_risk(risks.add_risk(programme=programme, title="=Fire", **who), **who)
    risk = risks.close_risk(risk, why="Over", **who)
    risks.reopen_risk(risk, why="Not over", by=programme_manager, at=LATER)
    risks.add_risk(programme=programme, title="Flood", by=workstream_lead, at=LATER)


@pytest.fixture
def deeds(signed_in, programme_manager, past):
    """A function that gives what a page of changes shows."""

    def look(page=PAGE, **query):
        shown = signed_in(programme_manager).get(page, query)
        return [event.deed for event in shown.context["events"]]

    return look


@pytest.mark.each
@pytest.mark.parametrize(
    "query, found",
    [
        ({"by": "Workstream lead"}, ["proposed R2"]),
        ({"kind": "reopened"}, ["reopened R1"]),
        ({"kind": "redated"}, []),
        ({"from": "10 April 2012", "log": "risks"}, ["proposed R2", "reopened R1"]),
        ({"to": "9/3/2012"}, ["closed R1", "opened R1", "proposed R1"]),
        ({"at": "2012-04-11", "since": "7"}, ["proposed R2", "reopened R1"]),
        ({"from": "nonsense"}, []),
        ({"from": "2 April 2012", "to": "1 April 2012"}, []),
        ({"since": "meeting-999"}, []),
        ({"kind": "x", "by": "y"}, []),
    ],
)
def test_changes_are_found_by_person_kind_and_time(deeds, query, found):
    assert deeds(**query) == found


def test_every_change_is_of_one_choice(deeds, signed_in, programme, programme_manager):
    who = {"by": programme_manager, "at": LATER}
    comment(Risk.objects.get(reference="R1"), text="Look", **who)
    audit.record(Save(pk=1), programme=programme, verb="looked at", **who)
    asked = signed_in(programme_manager).get(PAGE).context["filterset"].choices["log"]
    assert [title for _, title in asked] == ["Risks", "Comments and evidence", "Everything else"]
    assert sorted(deeds()) == sorted(deed for name, _ in asked for deed in deeds(log=name))


def test_changes_since_the_last_meeting_of_a_body(deeds, programme):
    body = BodyFactory(programme=programme, name="Joint committee")
    MeetingFactory(body=body, on=LATER.date() - timedelta(days=6))
    assert deeds(since=f"meeting-{body.pk}") == ["proposed R2", "reopened R1"]


def test_a_day_that_cannot_be_read_is_said_beside_it_and_stays_typed(
    signed_in, programme_manager, past
):
    page = signed_in(programme_manager).get(PAGE, {"from": "32 March"})
    assert "Nothing is shown." in words(page) and 'value="32 March"' in page.content.decode()


def test_what_moved_or_was_put_right_has_a_page(deeds, signed_in, programme_manager):
    assert deeds(f"{PAGE}exceptions/") == ["reopened R1"]
    assert deeds(f"{PAGE}exceptions/", kind="corrected") == []
    assert f'href="{PAGE}exceptions/"' in signed_in(programme_manager).get(PAGE).content.decode()


@pytest.mark.each
@pytest.mark.parametrize("page", [PAGE, f"{PAGE}exceptions/"])
def test_what_is_shown_is_a_file(signed_in, programme_manager, past, page):
    browser = signed_in(programme_manager)
    text = browser.get(f"{page}download/csv/", {"kind": "reopened"}).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert [dict(zip(head, row, strict=True))["Title"] for row in rows] == ["'=Fire"]
    data = browser.get(f"{page}download/json/", {"kind": "reopened"}).json()["rows"]
    assert [(row["done"], row["why"], row["now"]) for row in data] == [
        ("reopened R1", "Not over", "Open")
    ]
    assert browser.get(f"{page}download/exe/").status_code == 404


def test_a_page_costs_as_many_queries_however_many_people_and_logs_there_are(
    signed_in, programme, programme_manager, past, django_assert_num_queries
):
    browser = signed_in(programme_manager)
    browser.get(PAGE)
    with django_assert_num_queries(11) as few:
        browser.get(PAGE)
    for number in range(3):
        by = person(programme, "programme_manager", user__username=f"p{number}")
        said = {"title": f"Late {number}", "raised_on": LATER.date()}
        risks.add_issue(programme=programme, by=by, at=LATER, **said)
        MeetingFactory(body=BodyFactory(programme=programme), on=LATER.date())
    with django_assert_num_queries(len(few)):
        browser.get(PAGE)


SAYS_SO = re.compile(r'"((?:re-dated|reopened|rolled|granted an ext|took up again)[^"]*)')


@pytest.mark.once
def test_every_verb_that_says_so_is_of_a_kind():
    files = [*Path(settings.BASE_DIR).glob("*/actions.py")]
    files += Path(settings.BASE_DIR).glob("*/actions/*.py")
    found = {verb for file in files for verb in SAYS_SO.findall(file.read_text())}
    told = str([condition for _, condition in KINDS.values()])
    assert {"re-dated", "rolled over", "took up again"} <= found
    assert [one for one in found if one not in told and not one.startswith("reopened")] == []
