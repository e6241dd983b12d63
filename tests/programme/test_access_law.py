"""The law of each nation as data with dates, and what bodies and pages make of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from programme.clear_days import CALENDARS
from programme.law_of_nations import NATIONS
from programme.models import Body
from tests.factories import BodyFactory
from tests.reading import errors, words

HOME = "/programmes/shared-management/"
TODAY = date(2026, 11, 26)


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


def law_of(client, body, **query):
    return words(client.get(f"{HOME}bodies/{body.pk}/law/", query))


def test_every_calendar_and_every_nation_of_a_body_has_its_law():
    assert set(NATIONS) == set(CALENDARS.values()) == set(Body.Nation.values)


@pytest.mark.parametrize(("nation", "days"), [("ENG", 5), ("WLS", 3), ("SCT", 3), ("NIR", 5)])
def test_clear_days_of_today(nation, days):
    assert NATIONS[nation].clear_days_on(TODAY).count == days


@pytest.mark.parametrize(
    ("on", "days"), [(date(1986, 4, 1), 3), (date(2002, 9, 30), 3), (date(2002, 10, 1), 5)]
)
def test_england_asked_for_three_clear_days_until_october_2002(on, days):
    assert NATIONS["ENG"].clear_days_on(on).count == days


def test_before_the_act_no_clear_days_are_known():
    assert NATIONS["ENG"].clear_days_on(date(1986, 3, 31)) is None


@pytest.mark.parametrize(
    ("nation", "numbers"),
    [
        ("ENG", range(1, 8)),
        ("WLS", range(12, 19)),
        ("SCT", range(1, 16)),
        ("NIR", range(1, 8)),
    ],
)
def test_each_nation_has_paragraphs_of_its_own(nation, numbers):
    found = NATIONS[nation].exempt_on(TODAY)
    assert [one.number for one in found.paragraphs] == [str(number) for number in numbers]


@pytest.mark.parametrize(("nation", "weighed"), [("ENG", 7), ("WLS", 6), ("SCT", 0), ("NIR", 0)])
def test_where_the_public_interest_is_weighed(nation, weighed):
    found = NATIONS[nation].exempt_on(TODAY).paragraphs
    assert sum(one.test is True for one in found) == weighed
    assert all(one.test is None for one in found) == (nation == "NIR")


def test_legal_privilege_is_weighed_in_england_and_not_in_wales():
    tests = {
        nation: one.test
        for nation in ("ENG", "WLS")
        for one in NATIONS[nation].exempt_on(TODAY).paragraphs
        if one.words == "Legal professional privilege"
    }
    assert tests == {"ENG": True, "WLS": False}


@pytest.mark.parametrize("nation", NATIONS)
def test_no_two_lists_hold_on_one_day(nation):
    law = NATIONS[nation]
    for rules in law.clear_days, law.exempt:
        starts = [one.since for one in rules if one.since]
        assert all(sum(one.holds_on(on) for one in rules) == 1 for on in starts)


def test_the_equality_act_takes_the_place_of_three_duties():
    held = [one for one in NATIONS["ENG"].equality if one.holds_on(date(2011, 4, 4))]
    after = [one for one in NATIONS["ENG"].equality if one.holds_on(date(2011, 4, 5))]
    assert [one.words for one in held] == ["Race", "Disability", "Gender"]
    assert [one.law for one in after] == ["Equality Act 2010, section 149"]


# --- Bodies


@pytest.mark.parametrize("nation", ["WLS", "SCT", "NIR"])
def test_notices_of_executives_are_planned_for_england(officer, programme, nation):
    body = {"kind": "cabinet", "nation": nation, "regime": "executive", "clear_days": "3"}
    page = officer.post(f"{HOME}meetings/bodies/add/", {**body, "name": "Cabinet"})
    assert "Notices of executives are planned here for England alone" in errors(page)["regime"]
    with pytest.raises(ValidationError, match="for England alone"):
        BodyFactory.build(programme=programme, **body).clean()


@pytest.mark.parametrize("nation", NATIONS)
def test_a_body_of_each_nation_is_added_and_says_its_law(officer, programme, nation):
    days = "3" if nation in ("WLS", "SCT") else "5"
    added = {"name": "Panel", "kind": "scrutiny", "nation": nation, "regime": "council"}
    officer.post(f"{HOME}meetings/bodies/add/", {**added, "clear_days": days})
    body = programme.bodies.get()
    law, page = NATIONS[nation], law_of(officer, body)
    assert body.law_warning(TODAY) == ""
    assert f"{law.name}. Rules on access: Council or committee." in page
    assert law.exempt_on(TODAY).law in page


def test_the_page_of_an_executive_says_its_notices(officer, programme):
    body = BodyFactory(programme=programme, kind="cabinet", regime="executive")
    page = law_of(officer, body)
    assert "SI 2012/2089, regulation 5" in page and "notice 28 clear days before" in page
    assert "2012/2089" not in law_of(officer, BodyFactory(programme=programme, regime="council"))


@pytest.mark.parametrize(
    ("nation", "law"),
    [("WLS", "SI 2001/2290 (W.178)"), ("NIR", "SR 2015/44"), ("SCT", None)],
)
def test_a_cabinet_elsewhere_says_what_is_asked_of_executives(officer, programme, nation, law):
    body = BodyFactory(programme=programme, kind="cabinet", nation=nation, regime="council")
    page = law_of(officer, body)
    assert (law in page) if law else ("Executives" not in page)


def test_the_councils_of_northern_ireland_have_rules_from_their_beginning():
    law, first = NATIONS["NIR"], date(2014, 6, 2)
    assert law.clear_days_on(date(2014, 6, 1)) is None and law.clear_days_on(first).count == 5
    assert law.exempt_on(first).open_to_members == {"3", "6"}
    assert [one for one in law.equality if one.holds_on(date(1999, 12, 31))] == []


def test_the_law_of_a_past_day(officer, programme):
    page = law_of(officer, BodyFactory(programme=programme), at="2011-05-01")
    assert "as on 1 May 2011" in page and "Schedule 12A, Parts 1 to 3" in page


def test_too_few_clear_days_are_pointed_out(officer, programme):
    body = BodyFactory(programme=programme, clear_days=3, regime="council")
    warning = "Papers are published 3 clear days before a meeting, and the law of England asks for"
    for page in f"{HOME}bodies/{body.pk}/", f"{HOME}bodies/{body.pk}/law/":
        assert f"{warning} 5" in words(officer.get(page))


@pytest.mark.parametrize("regime", ["", "neither"])
def test_a_body_without_such_rules_is_not_warned(programme, regime):
    assert not BodyFactory(programme=programme, clear_days=3, regime=regime).law_warning(TODAY)


@pytest.mark.once
def test_a_regime_that_nobody_stated_is_not_made_up_and_is_stated_later(officer, programme):
    body = BodyFactory(programme=programme)
    page = f"{HOME}bodies/{body.pk}/"
    assert "Rules on access Not recorded" in words(officer.get(page))
    kept = {"name": body.name, "kind": body.kind, "nation": "ENG", "clear_days": "5"}
    officer.post(f"{page}edit/", {**kept, "is_public": "on", "regime": "council", "version": "1"})
    assert "Rules on access Council or committee" in words(officer.get(page))
    assert "Rules on access Not recorded" in words(officer.get(page, {"at": "2026-01-01"}))


def test_a_body_of_another_programme_is_not_found(officer):
    assert officer.get(f"{HOME}bodies/{BodyFactory().pk}/law/").status_code == 404
