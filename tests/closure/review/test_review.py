"""A report under review: read, asked about, answered, found upon, followed up."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from lxml import html

from closure.models import (
    EvidenceSeen,
    FindingRecommendation,
    PartRead,
    ReviewAnswer,
    ReviewQuestion,
    ScrutinyReview,
)
from closure.review import actions
from closure.review.extension import ScrutinyReviews
from closure.review.reporting import ScrutinyReviewSection
from outbox.models import Mail
from papers.exempting import let_in
from programme.formats import DISPOSED
from programme.models import AuditEvent
from recommendations.models import Recommendation
from reports import actions as reports
from reports.changes import ChangesSection
from tests.closure.disposing import dispose
from tests.closure.review.conftest import ANSWERED, ASKED
from tests.factories import MembershipFactory, as_at, as_now, noon
from tests.papers.conftest import WRITTEN
from tests.reading import links, sent, typed, words

PAGES = "/programmes/shared-management/scrutiny/"


@pytest.fixture
def page(review):
    return f"{PAGES}{review.pk}/"


@pytest.mark.once
def test_a_report_is_read_part_by_part_and_asked_about_in_place(
    review, page, scrutiny_officer, workstream_lead, signed_in
):
    client = signed_in(scrutiny_officer)
    assert f"{page}parts/background/" in links(client.get(page))
    part = client.get(f"{page}parts/background/")
    assert "It began in 2006" in words(part)
    [ask] = [url for url in links(part) if "about=text-1" in url]
    said = {"text": "Who ordered it?", "asked_of": workstream_lead.pk, "due_on": "30 March 2012"}
    assert "Ask a question" in words(client.get(ask))
    again = client.post(ask, {**said, "text": ""})
    assert again.status_code == 200 and "30 March 2012" in again.content.decode()
    client.post(ask, said)
    question = ReviewQuestion.objects.get()
    assert (question.part, question.anchor, question.number) == ("background", "text-1", 1)
    assert "by order of both councils" in question.quote
    assert "Question 1" in words(client.get(f"{page}parts/background/"))
    client.post(f"{page}parts/background/read/")
    assert PartRead.objects.get().recorded_by == scrutiny_officer
    assert "You have read 1 of" in words(client.get(page))


def test_a_row_and_a_figure_lead_to_their_past_and_their_evidence_is_seen(
    review, page, scrutiny_officer, signed_in
):
    client = signed_in(scrutiny_officer)
    part = client.get(f"{page}parts/risks/")
    beside = "//th[contains(@class, 'report-reference')]//*[@class='report-aside']"
    assert not html.fromstring(part.content).xpath(beside)  # it is too narrow for words
    assert any(url.endswith("/risks/R1/") or "/risks/R1/?at=2012" in url for url in links(part))
    [url] = [url for url in links(part) if "evidence/" in url and "about=row-risks-R1" in url]
    assert [url for url in links(part) if "about=figure-risks-count" in url]
    client.post(url, {"what": "Letter of the partner"})
    seen = EvidenceSeen.objects.get()
    assert seen.anchor == "row-risks-R1" and seen.recorded_by == scrutiny_officer
    assert "Letter of the partner" in words(client.get(page))


def test_a_question_is_answered_corrected_followed_and_closed(
    ask, scrutiny_officer, workstream_lead, programme_manager, signed_in
):
    question = ask()
    [mail] = Mail.objects.filter(person=workstream_lead)
    assert "Question 1" in mail.subject and question.text not in str(mail.lines)
    url = f"{PAGES}questions/{question.pk}/"
    assert "waits" not in words(signed_in(programme_manager).get(f"{url}answer/"))
    officer, reviewer = signed_in(workstream_lead), signed_in(scrutiny_officer)
    assert f"{url}answer/" in links(officer.get(url))
    officer.post(f"{url}answer/", {"text": "The two councils."})
    officer.post(f"{url}answer/", {"text": "Their cabinets, to be exact."})
    assert ReviewAnswer.objects.count() == 2
    assert Mail.objects.filter(person=scrutiny_officer, subject__contains="answered").exists()
    shown = reviewer.get(url)
    assert "Their cabinets" in words(shown) and f"{url}further/" in links(shown)
    further = {"text": "When?", "asked_of": workstream_lead.pk, "due_on": "30 March 2012"}
    opened = sent(reviewer.get(f"{url}further/")) | further
    officer.post(f"{url}answer/", {"text": "Both cabinets, in fact."})
    back = reviewer.post(f"{url}further/", opened)
    assert "Workstream lead changed Question 1 since you opened this page" in words(back)
    assert "Both cabinets, in fact." in words(back) and "When?" in words(back)
    reviewer.post(f"{url}further/", sent(back))
    first, second = ReviewQuestion.objects.order_by("number")
    assert (first.state, second.follows_id, second.quote) == ("closed", first.pk, first.quote)
    reviewer.post(f"{PAGES}questions/{second.pk}/close/")
    second.refresh_from_db()
    assert second.state == "closed"
    assert not [one for one in AuditEvent.objects.all() if "cabinets" in str(one.changes)]
    past = officer.get(f"{url}?at=2012-03-25")
    assert "Not answered yet" in words(past) and f"{url}answer/" not in links(past)
    assert "Open" in words(officer.get(f"{PAGES}?at=2012-03-25"))
    assert "1 question" in words(officer.get(f"{PAGES}{question.review_id}/?at=2012-03-25"))
    third = ask()
    asked = {"text": "In which month?", "asked_of": workstream_lead, "due_on": date(2012, 3, 30)}
    actions.ask_further(first, by=scrutiny_officer, at=ANSWERED, **asked)
    printed = ScrutinyReviewSection().context(as_at(third.programme, ANSWERED))
    threads = [(row["reference"], row["follows"]) for row in printed["rows"]]
    assert threads == [("Q1", ""), ("Q2", "Q1"), ("Q4", "Q1"), ("Q3", "")]
    assert printed["extra"]["group_by"] == "review"


def test_nothing_of_a_withdrawn_report_is_shown_by_its_review(
    review,
    page,
    ask,
    place,
    report,
    scrutiny_officer,
    programme_manager,
    democratic_services,
    signed_in,
):
    question, who = ask(), {"by": scrutiny_officer, "at": ASKED}
    actions.see_evidence(review, place=place("risks", "row-risks-R1"), what="Letter", **who)
    out = {"state": "published", "published_at": ANSWERED, "published_by_name": "Officer"}
    type(report).objects.filter(pk=report.pk).update(**out)
    report.refresh_from_db()
    asked = reports.ask_withdrawal(report, by=programme_manager, at=ANSWERED, reason="Wrong")
    reports.confirm_withdrawal(asked, by=democratic_services, at=ANSWERED)
    client = signed_in(scrutiny_officer)
    shown = words(client.get(page))
    assert "was withdrawn" in shown and "Letter" not in shown
    asked = words(client.get(f"{PAGES}questions/{question.pk}/"))
    assert "was withdrawn" in asked and "Why 2006?" not in asked
    assert "It began" not in words(client.get(f"{page}parts/background/"))
    assert client.get(f"{page}ask/").status_code == 302
    assert ScrutinyReviewSection().context(as_at(review.programme, ANSWERED))["rows"] == []


@pytest.mark.once
def test_a_question_that_became_exempt_says_so_to_whom_it_was_asked_and_keeps_what_was_typed(
    ask, keep, scrutiny_officer, auditor, signed_in, programme
):
    question = ask(text="Who ordered Zebrafalcon?", asked_of=auditor)
    url, officer = f"{PAGES}questions/{question.pk}/", signed_in(auditor)
    assert f"{url}answer/" in links(officer.get(url))
    keep("background")
    for where in ("/my-work/", "/programmes/shared-management/"):
        assert "Question 1" in words(officer.get(where)) and url in links(officer.get(where))
        assert "cannot be opened any more" in words(officer.get(where))
    shown = officer.get(url)
    assert "kept from the public by now" in words(shown) and "can let you in" in words(shown)
    assert "Zebrafalcon" not in words(shown) and f"{url}answer/" not in links(shown)
    typing = officer.post(f"{url}answer/", {"text": "Both cabinets."})
    assert "Both cabinets." in typing.content.decode() and "Nothing was saved" in words(typing)
    assert "Zebrafalcon" not in words(typing) and not ReviewAnswer.objects.exists()
    with pytest.raises(ValidationError, match="by now"):
        actions.answer_question(question, by=auditor, at=ANSWERED, text="I")
    assert not ScrutinyReviews().due_soon(programme, question.due_on, question.due_on)
    asker = signed_in(scrutiny_officer)
    assert "Question 1" in words(asker.get("/my-work/"))
    assert "Zebrafalcon" not in words(asker.get(f"{url}close/"))
    asker.post(f"{url}close/", {"version": question.version})
    question.refresh_from_db()
    assert question.state == "closed" and url not in links(asker.get("/my-work/"))


@pytest.mark.once
def test_who_asked_learns_that_the_officer_may_not_read_it_any_more(
    ask, keep, scrutiny_officer, auditor, democratic_services, signed_in, written
):
    question = ask(asked_of=auditor)
    url = f"{PAGES}questions/{question.pk}/"
    keep("background")
    who = {"by": democratic_services, "at": ANSWERED}
    let_in(written, person=scrutiny_officer, **who)
    asker = signed_in(scrutiny_officer)
    assert "may not read what it is about" in words(asker.get("/my-work/"))
    assert "may not read what it is about" in words(asker.get(url))
    assert "(may not read it)" in words(asker.get(f"{PAGES}{question.review_id}/questions/"))


@pytest.mark.once
def test_only_those_who_should_answer_and_close(
    ask, programme, scrutiny_officer, programme_manager, signed_in
):
    question = ask()
    with pytest.raises(ValidationError, match="answers this question"):
        actions.answer_question(question, by=programme_manager, at=ANSWERED, text="I")
    second = MembershipFactory(programme=programme, role="scrutiny_officer").user
    with pytest.raises(ValidationError, match="closes it"):
        actions.close_question(question, by=second, at=ANSWERED)
    page, client = f"{PAGES}questions/{question.pk}/", signed_in(second)
    assert "Close the question" not in words(client.get(page))
    scrutiny_officer.memberships.update(ended_at=ASKED, ended_by=second)
    assert "Close the question" in words(client.get(page))
    client.post(f"{page}close/", {"version": question.version})
    question.refresh_from_db()
    assert question.state == "closed"


def test_what_is_exempt_is_read_and_asked_about_by_those_alone_who_read_the_full_edition(
    review, page, place, scrutiny_officer, workstream_lead, auditor, signed_in
):
    """Of a draft, those who write papers read it; a scrutiny officer does when let in by name."""
    closed = signed_in(scrutiny_officer).get(f"{page}parts/lease/")
    assert closed.status_code == 200 and "Zebrafalcon" not in words(closed)
    before = AuditEvent.objects.count()
    assert "Zebrafalcon" in words(signed_in(workstream_lead).get(f"{page}parts/lease/"))
    assert AuditEvent.objects.filter(verb__startswith="opened the full").count() == 1
    assert AuditEvent.objects.count() == before + 1
    said = {"text": "Is £7,431,956 right?", "due_on": ASKED.date(), "place": place("lease")}
    who = {"by": scrutiny_officer, "at": ASKED}
    with pytest.raises(ValidationError, match="full edition"):
        actions.ask_question(review, asked_of=auditor, **said, **who)
    question = actions.ask_question(review, asked_of=workstream_lead, **said, **who)
    url = f"{PAGES}questions/{question.pk}/"
    assert signed_in(auditor).get(url).status_code == 404
    assert "7,431,956" not in words(signed_in(auditor).get(f"{page}questions/"))
    assert "7,431,956" in words(signed_in(workstream_lead).get(url))


def test_recommendations_of_a_finding_become_rows_of_the_tracker_with_their_clock(
    review, page, scrutiny_officer, programme_manager, signed_in
):
    client = signed_in(scrutiny_officer)
    given = {"verdict": "recommend", "words": "It is sound.", "recommended": "", "requires": "on"}
    assert "Enter the recommendations" in words(client.post(f"{page}finding/", given))
    client.post(f"{page}finding/", {**given, "recommended": "Publish it.\n\nTell staff."})
    review.refresh_from_db()
    assert review.state == "found" and FindingRecommendation.objects.count() == 2
    assert "tracker" not in words(client.get(page))
    manager, url = (
        signed_in(programme_manager),
        f"{PAGES}findings/{review.findings.get().pk}/track/",
    )
    assert "Put these into the tracker" in words(manager.get(page))
    manager.post(url)
    manager.post(url)
    first, second = Recommendation.objects.order_by("number")
    assert first.text == "Publish it." and first.review == second.review
    assert first.respond_by == review.findings.get().respond_by == second.respond_by
    assert first.review.kind == "scrutiny" and first.review.reviewing_body == "Scrutiny committee"
    assert "/programmes/shared-management/recommendations/REC1/" in links(manager.get(page))
    needs = words(manager.get("/programmes/shared-management/"))
    assert "response required by" in needs


@pytest.mark.parametrize(
    ("on", "last"),
    [
        (date(2008, 10, 6), date(2008, 12, 5)),
        (date(2008, 12, 31), date(2009, 2, 28)),
        (date(2009, 1, 1), date(2009, 2, 28)),
        (date(2011, 12, 29), date(2012, 2, 28)),
    ],
)
def test_two_months_begin_with_their_first_day(on, last):
    assert actions.respond_by(on) == last


@pytest.mark.parametrize("model", [ReviewAnswer, ReviewQuestion])
def test_the_database_keeps_what_was_said(ask, workstream_lead, model):
    actions.answer_question(ask(), by=workstream_lead, at=ANSWERED, text="The councils")
    row = model.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(text="Nobody")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_two_reviewers_read_and_ask_at_once(review, ask, programme, workstream_lead, place):
    second = MembershipFactory(programme=programme, role="scrutiny_officer").user
    ask()
    who = {"by": second, "at": ASKED}
    said = {"text": "And when?", "asked_of": workstream_lead, "due_on": ASKED.date()}
    further = actions.ask_question(review, place=place("background"), **said, **who)
    assert further.number == 2
    for by in (second, second, review.opened_by):
        actions.read_part(review, by=by, at=ASKED, part="background")
    assert PartRead.objects.count() == 2
    assert ScrutinyReview.objects.get().state == "open"


@pytest.mark.once
def test_an_old_page_loses_nothing_and_asks_about_nothing_else(
    review, page, ask, place, report, publish_draft, scrutiny_officer, workstream_lead, signed_in
):
    client, url = signed_in(scrutiny_officer), f"{page}ask/?part=background&about=text-1"
    old, stale = typed(client.get(url), "place"), ScrutinyReview.objects.get()
    who = {"by": scrutiny_officer, "at": ANSWERED}
    actions.give_finding(review, verdict="note", words="Seen", **who)
    with pytest.raises(ValidationError, match="finding on this version was given"):
        actions.see_evidence(stale, place=place("risks", "row-risks-R1"), what="Letter", **who)
    publish_draft(report)
    client.post(f"{page}take-version/")
    said = {"text": "Why?", "asked_of": workstream_lead.pk, "due_on": "30 March 2012"}
    with pytest.raises(ValidationError, match="another version of the report"):
        of = {"asked_of": workstream_lead, "due_on": ANSWERED.date()}
        actions.ask_question(stale, place=place("background"), text="Why?", **of, **who)
    moved = client.post(url, {**said, "place": old})
    lost = client.post(f"{page}ask/?part=background&about=text-99", {**said, "place": old})
    for shown, words_said in ((moved, "Something else stands here"), (lost, "cannot be read")):
        assert words_said in words(shown) and typed(shown, "text") == "Why?"
    assert not ReviewQuestion.objects.exists() and "It began in 2007" in words(moved)
    client.post(url, {**said, "place": typed(moved, "place")})
    assert "2007" in ReviewQuestion.objects.get().quote


@pytest.mark.once
def test_who_asks_further_closes_no_question_of_another_reviewer(ask, programme, workstream_lead):
    question, second = ask(), MembershipFactory(programme=programme, role="scrutiny_officer").user
    actions.answer_question(question, by=workstream_lead, at=ANSWERED, text="The councils.")
    said = {"text": "When?", "asked_of": workstream_lead, "due_on": ANSWERED.date()}
    further = actions.ask_further(question, by=second, at=ANSWERED, **said)
    question.refresh_from_db()
    assert (question.state, further.follows_id) == ("answered", question.pk)


@pytest.mark.once
def test_the_review_report_prints_what_was_asked_answered_seen_and_found(
    review, ask, place, programme, scrutiny_officer, workstream_lead
):
    actions.answer_question(ask(), by=workstream_lead, at=ANSWERED, text="The councils")
    ask(part="lease", anchor="text-1", text="Is the price of Zebrafalcon right?")
    who = {"by": scrutiny_officer, "at": ANSWERED}
    actions.see_evidence(review, place=place("risks", "row-risks-R1"), what="Letter", **who)
    found = {"verdict": "recommend", "words": "Sound", "recommended": ["Tell staff"]}
    actions.give_finding(review, **found, requires=True, **who)
    position = as_at(programme, ANSWERED)
    content = ScrutinyReviewSection().context(position)
    [row] = content["rows"]
    assert row["reference"] == "Q1" and "The councils" in row["answers"][0]
    evidence, finding, kept = content["parts"]
    assert evidence["rows"][0]["what"] == "Letter"
    assert finding["rows"][0]["recommended"] == ["1. Tell staff"]
    assert "1 question not printed" in kept["rows"][0]["what"]
    assert "Zebrafalcon" not in str(content)
    printed = {"section": content, "heading": {"position_as_at": ANSWERED.isoformat()}}
    assert "Evidence seen" in render_to_string("closure/review_section.html", printed)
    before = ScrutinyReviewSection().context(as_at(programme, ASKED.replace(day=22)))
    assert before["rows"] == [] and "parts" not in before


def test_a_new_version_opens_the_review_again_and_finds_its_places(
    review, page, ask, report, publish_draft, scrutiny_officer, signed_in
):
    ask()
    actions.give_finding(review, by=scrutiny_officer, at=ANSWERED, verdict="note", words="Seen")
    newer = publish_draft(report)
    client = signed_in(scrutiny_officer)
    assert "version 2" in words(client.get(page))
    client.post(f"{page}take-version/")
    review.refresh_from_db()
    assert (review.report_id, review.state) == (newer.pk, "open")
    assert "Question 1" in words(client.get(f"{page}parts/background/"))
    compared = client.get(f"{page}compare/?old={report.pk}&new={newer.pk}")
    assert "<del>2006," in compared.content.decode() and "<ins>2007," in compared.content.decode()


@pytest.mark.once
def test_the_page_of_statuses_leads_to_its_rows_and_has_files(
    review, page, programme, programme_manager, scrutiny_officer, signed_in
):
    from milestones.actions import add_milestone, redate_milestone

    who = {"by": programme_manager}
    moved = add_milestone(
        programme=programme, title="Structure agreed", due="1 March 2012", at=WRITTEN, **who
    )
    redate_milestone(moved, due="1 May 2012", why="Talks go on", at=WRITTEN, **who)
    client = signed_in(scrutiny_officer)
    shown = client.get(f"{page}status/")
    assert "1 March 2012" in words(shown) and "Talks go on" in words(shown)
    assert any("/milestones/M1/?at=2012" in url for url in links(shown))
    file = client.get(f"{page}status/dates.csv").content.decode()
    assert "Structure agreed" in file and "1 May 2012" in file


@pytest.mark.once
def test_two_hundred_questions_cost_no_more_queries_than_one(
    review, page, ask, scrutiny_officer, signed_in
):
    client, first = signed_in(scrutiny_officer), ask()
    urls = [page, f"{page}questions/", f"{page}parts/background/", "/my-work/"]
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            for url in urls:
                client.get(url)
        counts.append(len(seen))
        rows = [{**columns(first), "number": number} for number in range(2, 40)]
        if len(counts) == 1:
            ReviewQuestion.objects.bulk_create(ReviewQuestion(**row) for row in rows)
    assert counts[0] == counts[1]
    found = client.get(f"{page}questions/?whose=asked&page=2&state=open")
    assert "(39)" in words(found) and "Page 1" in found.content.decode()


def columns(row):
    return {one.attname: getattr(row, one.attname) for one in row._meta.fields if one.name != "id"}


def test_the_page_of_a_report_leads_to_its_review_or_opens_one(
    report, body, programme, scrutiny_officer, auditor, signed_in
):
    url = f"/programmes/shared-management/reports/{report.pk}/"
    client = signed_in(scrutiny_officer)
    opens = f"{PAGES}open/?report={report.pk}"
    assert opens in links(client.get(url)) and opens not in links(signed_in(auditor).get(url))
    assert typed(client.get(opens), "report") == str(report.pk)
    client.post(opens, {"report": report.pk, "body": body.pk})
    review = ScrutinyReview.objects.get()
    assert f"{PAGES}{review.pk}/" in links(signed_in(auditor).get(url))
    again = client.post(opens, {"report": report.pk, "body": body.pk, "again": ""})
    assert "reviewed for this body already" in words(again) or "before" in words(again)


@pytest.mark.once
def test_what_became_exempt_later_is_shown_to_those_alone_who_read_the_full_edition(
    review, page, ask, keep, place, programme, scrutiny_officer, workstream_lead, auditor, signed_in
):
    """Also in the list of reviews, which counts for each reader what they may read."""
    ask(text="Is the grey heron clause sound?"), ask(part="risks", anchor="")
    seen = {"place": place("background", "text-1"), "what": "Deed of the grey heron"}
    actions.see_evidence(review, by=scrutiny_officer, at=ASKED, **seen)
    counts = {"7": auditor, "8": workstream_lead}
    many = [ask(part="risks", anchor="", text=f"And {n}?") for n in range(6)]
    assert len(many) == 6 and " Open 8 22 March" in words(signed_in(auditor).get(PAGES))
    before = ScrutinyReviewSection().context(as_at(programme, ANSWERED))
    assert "grey heron clause" in str(before) and "Deed of the grey heron" in str(before)
    keep("background", at=ANSWERED)
    for count, reader in counts.items():
        client = signed_in(reader)
        assert f" Open {count} 22 March" in words(client.get(PAGES))
        shown = "".join(words(client.get(url)) for url in (page, f"{page}questions/"))
        assert ("grey heron" in shown) is (reader == workstream_lead)
    content = ScrutinyReviewSection().context(as_at(programme, ANSWERED))
    assert "grey heron" not in str(content) and "1 question not printed" in str(content)
    with pytest.raises(ValidationError, match="full edition"):
        ask(asked_of=auditor)


@pytest.mark.once
def test_every_page_of_a_review_opens_while_its_draft_is_drawn_up_again(
    review, page, ask, report, scrutiny_officer, programme_manager, signed_in
):
    question, client = ask(), signed_in(scrutiny_officer)
    reports.draw_again(report, by=programme_manager, at=ANSWERED)
    for one in (PAGES, page, f"{page}questions/", f"{page}status/", f"{page}compare/"):
        assert client.get(one).status_code == 200, one
    assert "drawn up again" in words(client.get(page))
    assert "As at 26 March 2012" in words(client.get(f"{page}status/"))
    assert client.get(f"{page}status/dates.csv").status_code == 200
    assert client.get(f"{PAGES}questions/{question.pk}/").status_code == 200
    assert client.get(f"{page}parts/background/").status_code in (302, 404)
    for form in ("finding", "ask"):
        assert client.get(f"{page}{form}/").status_code in (200, 302), form


@pytest.mark.once
def test_of_whom_a_question_is_asked_and_has_left_is_said_to_whoever_asked(
    review, page, ask, scrutiny_officer, workstream_lead, signed_in
):
    question, client = ask(), signed_in(scrutiny_officer)
    pages = [f"{PAGES}questions/{question.pk}/", f"{page}questions/", "/my-work/"]
    assert not any("has left" in words(client.get(one)) for one in pages)
    workstream_lead.memberships.update(ended_at=ANSWERED, ended_by=scrutiny_officer)
    assert all("has left" in words(client.get(one)) for one in pages)
    assert "has left" not in words(client.get(f"{pages[0]}?at=2012-03-24"))
    client.post(f"{pages[0]}close/", {"version": question.version})
    assert not any("has left" in words(client.get(one)) for one in pages)


def test_a_review_is_disposed_of_with_all_of_it_and_its_pages_lead_to_the_certificate(
    review, page, ask, place, report, programme, scrutiny_officer, workstream_lead, signed_in, now
):
    question, who = ask(), {"by": scrutiny_officer, "at": ANSWERED}
    actions.answer_question(question, by=workstream_lead, at=ANSWERED, text="The councils")
    ask()  # waits for its answer
    actions.read_part(review, part="risks", **who)
    actions.see_evidence(review, place=place("risks", "row-risks-R1"), what="Letter", **who)
    found = {"verdict": "recommend", "words": "Sound", "recommended": ["Tell staff"]}
    actions.give_finding(review, **found, **who)
    assert ScrutinyReviews().due_soon(programme, ASKED.date(), ANSWERED.date())
    now.move_to(noon(2019, 3, 27))
    dispose(programme, "history", counted_from="recorded")
    shown = words(signed_in(workstream_lead).get(f"{page}status/"))
    assert "which stand in none of these tables. Certificate" in shown
    programme.refresh_from_db()
    position = as_at(programme, ANSWERED, since=WRITTEN)
    assert "was disposed of" in ChangesSection().context(position)["extra"]["empty"]
    removal = dispose(programme, "reviews", counted_from="recorded")
    told = removal.rows.values_list("table_name", flat=True)
    assert [*told].count("closure_historicalreviewquestion") == 3 and removal.rows.count() == 10
    rows = (ReviewQuestion.objects, ReviewQuestion.history, ReviewAnswer.objects)
    assert {*rows[2].values_list("text", flat=True)} == {DISPOSED}
    assert {one for of in rows[:2] for one in of.values_list("text", "quote")} == {(DISPOSED,) * 2}
    assert (EvidenceSeen.objects.get().what, FindingRecommendation.objects.get().text) == (
        DISPOSED,
        DISPOSED,
    )
    programme.refresh_from_db()
    officer, home = signed_in(workstream_lead), "/programmes/shared-management/"
    certificate = f"{home}closure/retention/of/closure.scrutinyreview/{review.pk}/"
    of_question = f"{PAGES}questions/{question.pk}/"
    ways = ("", "parts/risks/", "questions/", "status/", "status/dates.csv", "compare/")
    for url in (*(f"{page}{one}" for one in ways), of_question, f"{of_question}answer/"):
        gone = officer.get(url)
        assert (gone.status_code, certificate in links(gone)) == (410, True), url
    assert f"{home}closure/retention/{removal.pk}/" == officer.get(certificate).url
    assert "Disposed of 0" in words(officer.get(PAGES))
    shown = officer.get(f"{home}reports/{report.pk}/")
    assert "Scrutiny review for Scrutiny committee: disposed of" in words(shown)
    for where in ("/my-work/", home, f"{home}calendar/"):
        assert "Question " not in words(officer.get(where)), where
    assert not ScrutinyReviews().due_soon(programme, ASKED.date(), ANSWERED.date())
    content = ScrutinyReviewSection().context(as_now(programme))
    assert content["rows"] == [] and "1 review: what was asked" in str(content["parts"])
    question = ReviewQuestion.objects.get(pk=question.pk)  # with its programme, as closed
    review = question.review
    for step in (
        lambda: actions.answer_question(question, by=workstream_lead, at=ANSWERED, text="More"),
        lambda: actions.track_recommendations(review.findings.get(), by=workstream_lead, at=ASKED),
    ):
        with pytest.raises(ValidationError, match="This review was disposed of."):
            step()
