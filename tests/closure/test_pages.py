"""Custody through its pages: rows offered in bulk, answered in bulk, and what the pages say."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from closure.models import Answer, Offer, OfferedRow
from risks.actions import add_risk
from tests.factories import MARCH_2012
from tests.reading import links, words

from .conftest import CLOSED

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(programme):
    return lambda name, *args: reverse(f"closure:{name}", args=[programme.slug, *args])


def test_many_rows_are_handed_over_in_a_few_presses(
    programme, rows, body, page, signed_in, programme_manager, partner_director
):
    who = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
    for number in range(20):
        add_risk(title=f"Risk {number}", likelihood=1, impact=1, **who)
    manager, director = signed_in(programme_manager), signed_in(partner_director)
    offer = f"{page('offer')}?log=risks&row=each"
    listed = manager.get(f"{page('custody')}?log=risks")
    assert "21 shown, 21 of them in nobody's hands" in words(listed)
    assert offer in listed.content.decode().replace("&amp;", "&")
    assert "Choose at least one open row" in words(manager.get(page("offer"), follow=True))
    shown = manager.get(offer)
    assert "Offer 21 open rows" in words(shown) and "R21 Risk 19" in words(shown)
    said = {"rows": shown.context["form"]["rows"].value(), "to": partner_director.pk}
    said |= {"plan": "Improvement plan", "monitored_by": body.pk}
    refused = manager.post(offer, said)
    assert "Enter the why" in words(refused) or "Say why" in words(refused)
    sent = manager.post(offer, {**said, "why": "The programme ends"}, follow=True)
    assert "21 rows offered to Partner director" in words(sent)
    assert "21 rows offered to you" in words(director.get("/my-work/"))
    opened = {"stood": shown.context["form"]["stood"].value(), **said, "to": programme_manager.pk}
    late = manager.post(offer, {**opened, "plan": "Other plan", "why": "It is mine"})
    assert "Somebody else changed where these rows stand since you opened this page" in words(late)
    assert "R1: Waiting for an answer: Partner director" in words(late)
    assert "Other plan" in late.content.decode() and Offer.objects.count() == 1
    answer = director.get(page("answer"))
    keys = answer.context["form"]["rows"].value()
    refusal = director.post(page("answer"), {"rows": keys[:1], "answer": "refuse"})
    assert "Say why you refuse them" in words(refusal)
    told = {"rows": keys[:1], "answer": "refuse", "words": "It is not mine"}
    assert "You refused 1 row" in words(director.post(page("answer"), told, follow=True))
    told = {"rows": keys[1:], "answer": "accept", "words": ""}
    assert "You accepted 20 rows" in words(director.post(page("answer"), told, follow=True))
    assert Answer.objects.filter(accepted=True).count() == 20
    first = OfferedRow.objects.first()
    back = words(manager.get(page("row", first.pk)))
    assert "It is not mine" in back and "Offer it to somebody else" in back
    assert "1 row refused" in words(manager.get(f"/programmes/{programme.slug}/"))
    last = OfferedRow.objects.last()
    done = {"as_at": str(localdate()), "words": "Agreed", "done": "on"}
    assert "R21: done as at" in words(director.post(page("progress", last.pk), done, follow=True))


def test_the_page_of_closure_closes_and_reopens(
    programme, rows, body, decide, page, signed_in, democratic_services, auditor
):
    officer, decision = signed_in(democratic_services), decide(body)
    assert "Nobody has said which body authorised" in words(officer.get(page("closure")))
    officer.post(page("authorised"), {"body": body.pk})
    blocked = officer.get(page("closure"))
    assert "Risks: 1 open row, not offered" in words(blocked)
    past = officer.get(page("closure"), {"at": "2012-03-25"})
    [counted] = [url for url in links(past) if "custody" in url and "log=risks&state=open" in url]
    assert "at=2012-03-25" in counted and "R1 A partner leaves" in words(officer.get(counted))
    assert page("close") not in blocked.content.decode()
    refused = officer.post(page("close"), {"decision": decision.pk})
    assert "This stands in the way" in words(refused)
    every = f"{page('dispose')}?row=each"
    keys = officer.get(every).context["form"]["rows"].value()
    gone = {"rows": keys, "decision": decision.pk, "why": "Nobody needs them"}
    assert "3 rows disposed of" in words(officer.post(every, gone, follow=True))
    closed = words(officer.post(page("close"), {"decision": decision.pk}, follow=True))
    assert "Closed on 4 April 2012 by Executive" in closed
    seen = signed_in(auditor).get(page("closure"))
    assert "Agreed, Minute 12" in words(seen) and page("reopen") not in seen.content.decode()
    later = decide(body, minute="Minute 14", at=CLOSED, on="2012-04-05")
    reopened = {"decision": later.pk, "why": "A claim came in"}
    shown = words(officer.post(page("reopen"), reopened, follow=True))
    assert "Reopened on 5 April 2012 by Executive" in shown and "A claim came in" in shown


@pytest.mark.once
def test_who_may_not_say_who_authorised_it_is_led_nowhere(
    programme, page, signed_in, auditor, democratic_services
):
    said = "Nobody has said which body authorised the programme"
    for who, may in ((auditor, False), (democratic_services, True)):
        for name in ("closure", "readiness"):
            shown = signed_in(who).get(page(name))
            assert said in words(shown) and (page("authorised") in links(shown)) == may


@pytest.mark.once
def test_the_custody_page_asks_as_much_for_many_rows_as_for_few(
    programme, rows, page, signed_in, programme_manager, django_assert_max_num_queries
):
    who = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
    client = signed_in(programme_manager)
    client.get(page("custody"))
    for number in range(15):
        add_risk(title=f"Risk {number}", likelihood=1, impact=1, **who)
    with django_assert_max_num_queries(40):
        client.get(page("custody"))
