"""The test for relevance proposes the importance of each action; the officer decides."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from equality import actions
from equality.choices import Importance
from equality.law import CHARACTERISTICS, LIMBS, characteristics_under
from equality.models import PlanAction, Screening
from equality.reporting import EqualitySection
from programme.authorization import Role
from tests.factories import as_at, noon
from tests.reading import errors, sent, words

AT, LATER = noon(2012, 3, 9), noon(2012, 3, 20)
MARRIAGE = "marriage_and_civil_partnership"


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": AT}


@pytest.fixture
def assessment(programme, who):
    return actions.add_assessment(programme=programme, title="Contact centre", **who)


@pytest.fixture
def screen(assessment, who):
    """A function that screens the assessment."""

    def step(characteristic, relevance, **how):
        said = {"characteristic": characteristic, "relevance": relevance}
        return actions.screen_characteristic(assessment, **{**who, **said, **how})

    return step


@pytest.fixture
def add(programme, assessment, who):
    """A function that adds an action to the plan."""

    def step(text="Large print", **details):
        new = {"programme": programme, "assessment": assessment, "text": text}
        return actions.add_action(**new, **who, **details)

    return step


@pytest.fixture
def at(programme, assessment):
    return lambda name, *args: reverse(f"equality:{name}", args=[programme.slug, *args])


def proposed(action, when=None):
    (found,) = Screening.objects.propose([PlanAction.objects.get(pk=action.pk)], when)
    return found.proposed


def test_limb_a_knows_nine_characteristics_and_the_others_eight():
    assert [len(characteristics_under(limb)) for limb in LIMBS] == [9, 8, 8]
    assert set(CHARACTERISTICS) - set(characteristics_under("foster_relations")) == {MARRIAGE}


def test_an_action_gets_the_relevance_of_what_it_concerns(screen, add):
    screen("age", 3)
    screen("disability", 1)
    found = [proposed(add(concerns=one)) for one in ("age", "disability", "sex", "")]
    assert found == [Importance.LOW, Importance.HIGH, None, Importance.HIGH]


def test_what_is_not_relevant_proposes_nothing(screen, add):
    screen("race", 4)
    assert proposed(add(concerns="race")) is None and proposed(add()) is None


def test_the_officer_decides(screen, add):
    action = add(concerns="age", importance=3)
    screen("age", 1)
    assert PlanAction.objects.get().importance == 3  # nothing changed by itself
    assert proposed(action) == Importance.HIGH
    (flag,) = Screening.objects.propose([action], None)[0].flags(AT.date())
    assert flag == "Importance low, where the screening proposes high"


def test_a_past_proposal_is_that_of_its_moment(screen, add):
    screen("age", 3)
    screen("age", 1, at=LATER)
    action = add(concerns="age")
    assert [proposed(action, when) for when in (AT, LATER)] == [Importance.LOW, Importance.HIGH]


@pytest.mark.each
@pytest.mark.parametrize("limb", ["advance_opportunity", "foster_relations"])
def test_marriage_comes_under_limb_a_alone(screen, limb):
    screen(MARRIAGE, 1, eliminate_discrimination=True)
    with pytest.raises(ValidationError, match=r"limb \(a\) alone"):
        screen(MARRIAGE, 1, **{limb: True})
    with pytest.raises(IntegrityError), transaction.atomic():
        Screening.objects.update(**{limb: True})


@pytest.mark.each
def test_what_is_not_relevant_comes_under_no_limb(screen, at, programme_manager, signed_in):
    for limb in LIMBS:
        with pytest.raises(ValidationError, match="not relevant and yet relevant"):
            screen("age", 4, **{limb: True})
    screen("age", 1, eliminate_discrimination=True)
    page, browser = at("screen", "EA1", "age"), signed_in(programme_manager)
    form = {**sent(browser.get(page)), "relevance": "4", "why": "Looked at again"}
    shown = browser.post(page, form)
    assert "yet relevant under limb (a) of the duty" in errors(shown)["relevance"]
    browser.post(page, {name: said for name, said in form.items() if name not in LIMBS})
    assert str(Screening.objects.get()) == "Age: not relevant"


def test_an_unknown_characteristic_is_refused(screen):
    with pytest.raises(ValidationError, match="no such characteristic"):
        screen("height", 1)


def test_the_form_offers_the_limbs_that_the_law_does(at, programme_manager, signed_in):
    client = signed_in(programme_manager)
    asked = {
        name: set(LIMBS) & set(client.get(at("screen", "EA1", name)).context["form"].fields)
        for name in ("age", MARRIAGE)
    }
    assert asked == {"age": set(LIMBS), MARRIAGE: {"eliminate_discrimination"}}


def test_it_is_screened_on_the_page_and_the_plan_shows_the_proposal(
    at, add, programme_manager, signed_in
):
    client, page = signed_in(programme_manager), at("screen", "EA1", "age")
    action = add(concerns="age")
    said = {"relevance": "1", "evidence": "Survey", "consultation": "A forum of over-65s"}
    form = {**sent(client.get(page)), **said, "foster_relations": "on"}
    shown = words(client.post(page, form, follow=True))
    assert "(c) Foster good relations" in shown and "A forum of over-65s" in shown
    assert "The screening proposes high" in shown
    edit, detail = (at(f"action_{name}", action.reference) for name in ("edit", "detail"))
    assert "The screening proposes: High" in words(client.get(edit))
    assert "Importance that the screening proposes High" in words(client.get(detail))


def test_an_unknown_address_is_not_found(at, programme_manager, signed_in):
    assert signed_in(programme_manager).get(at("screen", "EA1", "height")).status_code == 404


def test_a_superseded_version_keeps_its_screening(screen, assessment, who):
    screen("age", 1)
    new = actions.add_version(assessment, **who, why="A year has passed")
    with pytest.raises(ValidationError, match="is superseded by EA2"):
        screen("age", 2)
    assert not new.screening.exists() and assessment.screening.get().relevance == 1


def test_what_was_ratified_is_screened_by_a_programme_manager_alone(
    screen, assessment, who, everyone
):
    said = {"question": "ratified", "text": "Cabinet", "dated": "January 2012"}
    actions.answer_question(assessment, **said, **who)
    with pytest.raises(ValidationError, match="is ratified"):
        screen("age", 1, by=everyone[Role.WORKSTREAM_LEAD])
    screen("age", 1)


def test_the_report_prints_the_screening_and_where_the_plan_differs(programme, screen, add):
    add(concerns="age", importance=3)
    screen("age", 1, evidence="Survey", foster_relations=True)
    plan, screening, _ = EqualitySection().context(as_at(programme, LATER))["parts"]
    assert screening["rows"][0]["relevance"] == "High" and len(screening["rows"]) == 9
    assert plan["notes"] == ["EQ1: importance low, where the screening proposes high."]


def test_without_a_screening_the_report_is_as_it_was(programme, add):
    add()
    parts = EqualitySection().context(as_at(programme, LATER))["parts"]
    assert [one["key"].rpartition("-")[2] for one in parts] == ["actions", "monitoring"]


def test_a_limb_under_which_nothing_comes_is_flagged(programme, who):
    touched = {MARRIAGE: True, "foster_relations": True}
    assessment = actions.add_assessment(programme=programme, title="Leave", **touched, **who)
    (flag,) = assessment.flags()
    assert flag.startswith("(c) Foster good relations: none of the characteristics")
