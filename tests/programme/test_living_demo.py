"""The demo programme that lives, loaded on days on which offices are closed, on 1 April and on 29
February.
"""

import tomllib
from datetime import datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from papers.models import Paper
from programme import demo
from programme.meeting_clock import clocks
from programme.models import AuditEvent, Programme, Reorganisation, User
from programme.models.meetings import meetings_of
from reports import demo as drawn
from reports.cleared import standings, waiting_for
from reports.executive_clock import business_of, stands
from reports.models import Report
from risks.models import Risk
from tests import kept
from tests.reading import links, words

pytestmark = pytest.mark.once  # what it loads is loaded on both databases for the walk in a browser
SLUG = "meremarsh"
DAYS = ["2029-04-01 17:45", "2032-02-29 23:50"]  # Easter Sunday and a new year; a leap day


@pytest.fixture(scope="module", params=DAYS)
def now(request, own_database, django_db_setup):
    """The moment at which the programme was loaded, by the command. Its files are blank pages, for
    nobody looks at them: those of the kept demo are drawn.
    """
    moment = timezone.make_aware(datetime.fromisoformat(request.param))
    own_database.begin_with(kept.empty())
    with time_machine.travel(moment, tick=False), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(drawn, "files_of", drawn._blank)
            call_command("demo", SLUG)
        yield moment
        transaction.set_rollback(True)
    own_database.begin_with(kept.empty())


@pytest.fixture
def programme(now):
    return Programme.objects.get(slug=SLUG)


def test_nothing_was_recorded_in_the_future_and_each_row_in_its_order(now, programme):
    assert AuditEvent.objects.latest("at").at <= now
    for model in apps.get_models():
        dated = {field.name for field in model._meta.fields}
        if "recorded_at" in dated:
            assert not model.objects.filter(recorded_at__gt=now).exists(), model
        if "history_date" in dated:
            rows = list(
                model.objects.order_by("id", "history_id").values_list("id", "history_date")
            )
            assert rows == sorted(rows), model


def test_forty_risks_with_owners_are_in_every_state(programme):
    found = Risk.objects.of(programme)
    assert found.count() == 40 and not found.filter(owner="").exists()
    assert {*found.values_list("state", flat=True)} == {
        value for value, _ in Risk._meta.get_field("state").choices
    }


def test_the_next_meeting_is_near_and_its_clock_runs(now, programme):
    today = timezone.localdate(now)
    first = clocks(meetings_of(programme, on__gte=today), today)[0]
    assert today < first.publish_by < first.meeting.on
    assert first.words == "1 working day left"


def test_one_report_is_published_one_waits_for_a_worker_and_one_for_its_moment(now, programme):
    found = Report.objects.of(programme).exclude(
        definition__kind__in=["joint-committee", "progress", "finance", "recommendations"]
    )
    scrutiny, executive, published = found
    assert (published.state, executive.state, scrutiny.state) == ("published", "due", "due")
    assert executive.next_try_at is None and executive.position_at < now
    assert scrutiny.next_try_at == now + timedelta(minutes=5)


def test_one_report_is_withdrawn_and_no_other_follows_it(now, programme, client):
    report = Report.objects.of(programme).get(definition__kind="progress")
    page = client.get(f"/published/shadow-executive/{report.meeting.address}/progress/")
    assert report.state == "withdrawn" and report.withdrawal.confirmed_at < now
    assert page.status_code == 410 and "before they had been told" in page.content.decode()
    assert report.definition.retired_at < now


def test_a_paper_is_in_writing_and_its_draft_is_still_to_come(now, programme):
    (paper,) = Paper.objects.filter(programme=programme, kind="cover")
    definition = programme.report_definitions.get(kind=paper.kind)
    assert now < definition.draft_moment(paper.meeting) and not definition.reports.exists()
    assert {*paper.parts.values_list("state", flat=True)} == {"not_started", "in_work", "done"}


def test_the_paper_in_writing_has_a_document_that_whoever_writes_it_opens(programme, signed_in):
    (paper,) = Paper.objects.filter(programme=programme, kind="cover")
    pages = signed_in(User.objects.get(username="manager"))
    page = pages.get(reverse("papers:attached", args=[SLUG, paper.pk]))
    [link] = [url for url, said in links(page).items() if "council-tax-by-band" in " ".join(said)]
    assert pages.get(link).content.startswith(b"%PDF")


def test_a_paper_is_published_with_an_exempt_appendix(programme, signed_in):
    report = Report.objects.of(programme).get(definition__kind="finance")
    assert report.state == "published" and report.has_full and not report.after_deadline
    auditor = signed_in(User.objects.get(username="auditor"))
    public = auditor.get(reverse("reports:detail", args=[SLUG, report.pk])).content.decode()
    assert "Tarn Payroll" not in public and "is exempt and is not published" in public
    paper = Paper.objects.get(programme=programme, kind="finance")
    assert paper.exclusion_minute == "Minute 14"


def test_a_paper_is_published_late_and_the_executive_gives_notices(now, programme, client):
    late = Report.objects.of(programme).get(definition__kind="recommendations")
    where = f"/published/joint-scrutiny-panel/{late.meeting.address}/"
    said = "Chair of the Joint Scrutiny Panel was of the opinion on"
    assert late.after_deadline and said in words(client.get(where))
    assert said in words(client.get(f"{where}recommendations/"))
    paper = Report.objects.of(programme).get(definition__kind="finance")
    where = f"/published/shadow-executive/{paper.meeting.address}/finance/"
    assert "A second notice was published on" in words(client.get(where))
    today = timezone.localdate(now)
    ahead = programme.bodies.get(slug="shadow-executive").meetings.filter(on__gte=today).first()
    steps = [
        (one.what, stand.step, stand.is_missed, bool(stand.notice))
        for one in business_of([ahead.pk])[ahead.pk]
        for stand in stands(one, ahead, today)
        if stand.is_needed
    ]
    assert steps == [
        ("key", "notice", False, True),
        ("private", "notice", False, True),
        ("private", "second", False, False),
    ]


def test_a_paper_waits_for_clearance(now, programme):
    report = Report.objects.of(programme).get(definition__kind="joint-committee")
    assert report.state == "draft" and report.pdf_pages and report.position_at < now
    given, condition, waiting = sorted(standings(report), key=lambda one: one.in_words)
    assert given.is_in_force and condition.has_open_condition and not waiting.answer
    finance = User.objects.get(username="finance")
    assert [one.pk for one in waiting_for(finance, [programme], now)] == [waiting.clearance.pk]


def test_the_vesting_day_is_a_first_of_april_to_come_and_the_councils_pass_on(now, programme):
    order = Reorganisation.objects.get(programme=programme)
    vesting = order.vesting_on
    assert (vesting.day, vesting.month) == (1, 4) and vesting > timezone.localdate(now)
    assert {one.says for one in order.successions.exclude(partner=None)} == {
        "Meremarsh Shadow Authority"
    }


def test_people_see_what_needs_them_and_every_log_of_it(programme, signed_in):
    page = signed_in(User.objects.get(username="manager")).get(reverse("overview", args=[SLUG]))
    assert page.status_code == 200 and len(page.context["needs"]) > 8
    empty = [tile["title"] for tile in page.context["empty_logs"]]
    assert empty == ["Equality assessments", "Key documents"]


def test_it_stands_first_in_everybodys_list():
    named = {
        tomllib.loads(path.read_text())["programme"]["name"]: path.stem for path in demo.files()
    }
    assert named[min(named)] == SLUG and len(named) == 6
