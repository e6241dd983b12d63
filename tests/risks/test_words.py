"""Programmes that rate in words: kept as given, judged and never derived, and free to change to
numbers.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from risks import actions
from risks.banding import Thresholds
from risks.log import RISKS
from risks.models import RatingScheme, Risk, WordAssessment
from risks.querysets import in_band
from risks.reporting import RisksSection
from tests.factories import MARCH_2012, as_at
from tests.reading import words

TODAY = MARCH_2012.date()
AMBER = {
    "frequency": "high",
    "frequency_words": "High at key stages",
    "severity": "high",
    "status": "amber",
    "judged_by": "SMT",
}


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def risk(programme, who):
    return actions.add_risk(programme=programme, title="Priorities are unclear", **who)


def judged(risk, who, **values):
    return actions.assess_in_words(risk, effective_on=TODAY, **who, **{**AMBER, **values})


def test_words_and_status_are_kept_as_given(risk, who):
    risk = judged(risk, who)
    assert (risk.frequency, risk.frequency_words, risk.severity, risk.judged) == (
        "high",
        "High at key stages",
        "high",
        "amber",
    )


def test_the_band_is_the_judged_status_and_not_what_the_words_would_give(risk, who):
    assert judged(risk, who, status="green").band(Thresholds()).word == "Green"


def test_a_risk_without_any_rating_is_allowed(risk, who):
    risk = judged(
        risk,
        who,
        frequency="",
        frequency_words="Barriers to be found first",
        severity="",
        status="",
    )
    assert risk.band(Thresholds()) is None and risk.is_rated_in_words


def test_an_assessment_that_says_nothing_is_refused_and_takes_no_rating_away(risk, who):
    risk = judged(risk, who)
    nothing = dict.fromkeys(("frequency", "frequency_words", "severity", "status"), "")
    with pytest.raises(ValidationError, match="Say how it is rated"):
        judged(risk, who, **nothing)
    assert Risk.objects.get(pk=risk.pk).judged == "amber"


def test_who_judged_and_why_is_in_the_history(risk, who):
    judged(risk, who, why="The phasing is agreed")
    kept = WordAssessment.objects.get()
    assert (kept.judged_by, kept.why, kept.recorded_by_name) == (
        "SMT",
        "The phasing is agreed",
        str(who["by"]),
    )


def test_a_status_that_is_no_band_is_refused(risk, who):
    with pytest.raises(ValidationError):
        judged(risk, who, status="purple")


def test_an_earlier_judgement_recorded_late_does_not_count(risk, who):
    judged(risk, who)
    earlier = actions.assess_in_words(
        risk, effective_on=TODAY - timedelta(days=9), **who, **{**AMBER, "status": "red"}
    )
    assert earlier.judged == "amber"


def test_a_numeric_assessment_takes_the_place_of_words_and_keeps_their_history(risk, who):
    risk = judged(risk, who)
    risk = actions.assess_risk(
        risk, kind="current", likelihood=3, impact=5, effective_on=TODAY, **who
    )
    assert (risk.score, risk.judged, risk.word_assessments.count()) == (15, "", 1)


def test_a_risk_is_never_rated_in_both_ways(risk, who):
    risk = judged(risk, who)
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(likelihood=1, impact=1, score=1)


@pytest.mark.each
def test_the_band_filter_finds_judged_and_scored_risks_together(programme, risk, who):
    judged(risk, who, status="red")
    actions.add_risk(programme=programme, title="Scored", likelihood=5, impact=5, **who)
    assert in_band(Risk.objects.all(), Thresholds(), "red").count() == 2


def test_a_programme_changes_its_way_of_rating_from_a_date(programme, who):
    actions.set_scheme(programme=programme, kind="words", applies_from=TODAY, **who)
    assert RatingScheme.objects.kind(programme, TODAY) == "words"
    assert RatingScheme.objects.kind(programme, TODAY - timedelta(days=1)) == "numbers"


def test_the_same_way_of_rating_twice_is_refused(programme, who):
    with pytest.raises(ValidationError, match="already"):
        actions.set_scheme(programme=programme, kind="numbers", applies_from=TODAY, **who)


def test_the_report_prints_words_and_says_that_the_status_is_judged(programme, risk, who):
    judged(risk, who)
    content = RisksSection().context(as_at(programme, MARCH_2012))
    assert [column["key"] for column in content["columns"]][:5] == [
        "reference",
        "title",
        "frequency",
        "severity",
        "band",
    ]
    assert (
        content["rows"][0]["frequency"] == "High at key stages" and "judged" in content["notes"][0]
    )


def test_the_past_shows_the_words_of_then(programme, risk, who):
    judged(risk, who)
    later = {**who, "at": MARCH_2012 + timedelta(days=1)}
    judged(risk, later, status="red")
    (row,) = RISKS.rows(RISKS.entries(as_at(programme, MARCH_2012)), as_at(programme, MARCH_2012))
    assert row["band"]["word"] == "Amber"


def test_the_page_offers_the_form_of_the_programmes_own_scheme(programme, risk, who, signed_in):
    actions.set_scheme(programme=programme, kind="words", applies_from=TODAY, **who)
    page = signed_in(who["by"]).get(reverse("risks:detail", args=[programme.slug, risk.reference]))
    assert (
        reverse("risks:assess_in_words", args=[programme.slug, risk.reference])
        in page.content.decode()
    )


def test_a_judgement_of_which_nobody_said_who_judged_says_so(programme, risk, who, signed_in):
    url = reverse("risks:assess_in_words", args=[programme.slug, risk.reference])
    typed = {
        "frequency_words": "Only now and then",
        "judged_by": "",
        "effective_on": "9 March 2012",
    }
    page = signed_in(who["by"]).post(url, typed, follow=True)
    assert "Only now and then Not rated Not recorded" in words(page)


def test_who_rates_in_words_is_asked_for_no_target_score(programme, risk, who, signed_in):
    actions.set_scheme(programme=programme, kind="words", applies_from=TODAY, **who)
    client, slug = signed_in(who["by"]), programme.slug
    about = [reverse(f"risks:{step}", args=[slug, "R1"]) for step in ("edit", "correct_mistake")]
    for url in (reverse("risks:add", args=[slug]), *about):
        page = client.get(url)
        assert page.status_code == 200 and "target_given" not in page.context["form"].fields
    with pytest.raises(ValidationError, match="it has no target score"):
        actions.add_risk(programme=programme, title="Rain", target_given=12, **who)
    with pytest.raises(ValidationError, match="it has no target score"):
        actions.change_risk(risk, target_given=12, **who)


def test_a_target_score_from_before_the_words_stands_there_to_be_taken_away(
    programme, who, signed_in
):
    risk = actions.add_risk(programme=programme, title="Rain", target_given=12, **who)
    actions.set_scheme(programme=programme, kind="words", applies_from=TODAY, **who)
    page = signed_in(who["by"]).get(reverse("risks:edit", args=[programme.slug, risk.reference]))
    assert page.context["form"].initial["target_given"] == 12
    assert actions.change_risk(risk, title="Hail", target_given=12, **who).title == "Hail"
    assert actions.change_risk(risk, target_given=None, **who).target_given is None
