"""Matrices of other sizes, four bands with names, target scores alone, words on the add form."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from programme.formats import day
from programme.models import AuditEvent
from programme.position import Position
from reports.adding_up import check
from reports.changes import ChangesSection
from risks.log import RISKS
from risks.models import Risk
from risks.pictures import heat_map
from risks.reporting import RisksSection
from tests.factories import as_now
from tests.reading import sent, words

FOUR = {"applies_from": "1 April 2026", "size": "4", "why": "Ours"}
FOUR |= {"red_from": "12", "red_to": "16", "red_name": "Very high"}
FOUR |= {"amber_from": "8", "amber_to": "9", "amber_name": "High"}
FOUR |= {"yellow_from": "4", "yellow_to": "6", "yellow_name": "Medium"}
FOUR |= {"green_from": "1", "green_to": "3", "green_name": "Low"}


def page(name, *args):
    return reverse(f"risks:{name}", args=["shared-management", *args])


@pytest.fixture
def manager(signed_in, programme_manager):
    return signed_in(programme_manager)


@pytest.fixture
def post(manager):
    def send(name, *args, **typed):
        return manager.post(page(name, *args), typed, follow=True)

    return send


def section(programme):
    content = RisksSection().context(as_now(programme, date(2030, 1, 1)))
    return content, {row["reference"]: row["band"]["word"] for row in content["rows"]}


def test_a_four_by_four_matrix_has_four_bands_with_names(programme, manager, post):
    assert "New bands apply" in words(post("bands", **FOUR))
    for likelihood, impact in [(4, 3), (2, 4), (2, 3), (1, 3)]:
        post("add", title="Rain", likelihood=likelihood, impact=impact)
    content, bands = section(programme)
    assert bands == {"R1": "Very high", "R2": "High", "R3": "Medium", "R4": "Low"}
    assert [(one["word"], one["low"], one["high"]) for one in content["extra"]["key"]] == [
        ("Very high", 12, 16),
        ("High", 8, 9),
        ("Medium", 4, 6),
        ("Low", 1, 3),
    ]
    assert len(content["extra"]["heatmap"]["cells"]) == 16 and content["extra"]["size"] == 4
    assert check({"sections": [content]})["findings"] == []


def test_the_register_counts_and_finds_the_four_bands(manager, post):
    post("bands", **FOUR)
    post("add", title="Rain", likelihood="2", impact="3")
    shown = words(manager.get(page("list")))
    assert "Medium" in shown and "Very high" in shown and "Amber" not in shown
    assert "R1 Rain" in words(manager.get(page("list") + "?band=yellow"))
    assert "R1 Rain" not in words(manager.get(page("list") + "?band=amber"))
    assert "Medium" in words(manager.get(page("heat_map")))


def test_a_step_that_the_matrix_does_not_have_is_refused(manager, post):
    post("bands", **FOUR)
    assert "from 1 to 4" in words(post("add", title="Rain", likelihood="5", impact="1"))
    assert "Almost certain" not in words(manager.get(page("add")))
    assert not Risk.objects.exists()


def test_a_smaller_matrix_is_refused_while_a_live_risk_stands_outside_it(post):
    post("add", title="Rain", likelihood="5", impact="1")
    assert "R1 is rated 5 x 1: assess it within 4 x 4 first." in words(post("bands", **FOUR))


OBLONG = {"applies_from": "1 April 2026", "size": "5", "impacts": "4", "why": "As the region does"}
OBLONG |= {"red_from": "12", "red_to": "20", "amber_from": "5", "amber_to": "10"}
OBLONG |= {"green_from": "1", "green_to": "4"}
SIX = OBLONG | {"size": "6", "impacts": "", "red_from": "15", "red_to": "36"}
SIX |= {"amber_from": "6", "amber_to": "12", "green_to": "5"}


def test_five_likelihoods_and_four_impacts(programme, manager, post):
    post("bands", **OBLONG)
    post("add", title="Rain", likelihood="5", impact="4")
    assert "from 1 to 4" in words(post("add", title="Snow", likelihood="1", impact="5"))
    content, bands = section(programme)
    assert bands == {"R1": "Red"} and len(content["extra"]["heatmap"]["cells"]) == 20
    assert check({"sections": [content]})["findings"] == []
    assert "Impact 4, the highest, whatever the score of 20." in words(
        manager.get(page("detail", "R1"))
    )
    picture = heat_map(content["extra"]["heatmap"])
    assert (len(picture["likelihood_labels"]), len(picture["impact_labels"])) == (5, 4)
    assert picture["width"] > picture["height"]
    said = render_to_string("risks/report.html", {"section": content, "heading": {}})
    assert "likelihood from 1 to 5 and impact from 1 to 4" in said


@pytest.mark.each
def test_six_steps_each_way(programme, manager, post):
    post("bands", **SIX)
    post("add", title="Rain", likelihood="6", impact="6")
    content, bands = section(programme)
    assert bands == {"R1": "Red"} and len(content["extra"]["heatmap"]["cells"]) == 36
    assert "R1 Rain" in words(manager.get(page("list") + "?likelihood=6&impact=6"))
    assert "No band for score 30, 36." in words(post("bands", **SIX | {"red_to": "25"}))


def test_an_earlier_assessment_keeps_the_matrix_that_it_was_made_in(post, manager):
    post("bands", **SIX)
    post("add", title="Rain", likelihood="6", impact="6")
    now = {
        "kind": "current",
        "likelihood": "5",
        "impact": "4",
        "effective_on": day(timezone.localdate()),
    }
    post("assess", "R1", **now)
    post("bands", **OBLONG | {"applies_from": "3 April 2026"})
    shown = words(manager.get(page("detail", "R1")))
    assert "6 6 36" in shown and "5 4 20" in shown
    (change,) = [c for c in AuditEvent.objects.latest("id").changes if c["field"] == "size"]
    assert (change["was"], change["now"]) == ("6 x 6", "5 x 4")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"yellow_to": ""}, "Give the lowest and the highest, or neither."),
        ({"yellow_from": "5"}, "No band for score 4."),
        ({"amber_name": "low"}, "Give each band a name of its own."),
        ({"yellow_from": "", "yellow_to": ""}, "No band for score 4, 6."),
    ],
)
def test_bands_that_do_not_fit_are_refused(post, change, says):
    assert says in words(post("bands", **{**FOUR, **change}))


def test_a_target_score_alone_is_kept(programme, manager, post):
    post("add", title="Rain", target_given="6")
    assert "Target score as given 6" in words(manager.get(page("detail", "R1")))
    at = as_now(programme, date(2030, 1, 1))
    assert RISKS.rows(RISKS.entries(at), at)[0]["target_score"] == 6


# --- words


IN_WORDS = {"kind": "words", "applies_from": "1 April 2026", "why": "As we do"}


def test_the_add_form_of_a_programme_that_rates_in_words_asks_for_words(programme, manager, post):
    post("scheme", **IN_WORDS)
    fields = manager.get(page("add")).context["form"].fields
    assert "severity" in fields and "likelihood" not in fields
    typed = {"title": "Rain", "frequency": "high", "severity": "low", "status": "amber"}
    assert "Not recorded" in words(post("add", **typed))
    content, bands = section(programme)
    assert bands == {"R1": "Amber"} and "heatmap" not in content["extra"]
    assert content["rows"][0]["frequency"] == "High"


def test_numbers_are_refused_where_risks_are_rated_in_words(programme, post):
    post("scheme", **IN_WORDS)
    post("add", title="Rain")
    numbers = {"kind": "current", "likelihood": "5", "impact": "5"}
    refused = post("assess", "R1", effective_on="1 May 2026", **numbers)
    assert "This programme rates its risks in words" in words(refused)
    assert Risk.objects.get().score is None


# --- the programme's own names


COLOUR = re.compile(r"\b(red|amber|yellow|green)\b", re.IGNORECASE)
NAMED = ("list", "heat_map", "bands", "add")


def file_of(manager, *name):
    return b"".join(manager.get(page(*name))).decode()


def pages(manager):
    """Pages that speak of bands, as people read them, and the register as files."""
    yield from (words(manager.get(page(name))) for name in NAMED)
    yield from (words(manager.get(page("detail", reference))) for reference in ("R1", "R2"))
    yield from (
        words(manager.get(f"/programmes/shared-management/{at}")) for at in ("", "history/")
    )
    yield from (file_of(manager, "download", kind) for kind in ("csv",))


def test_no_page_and_no_file_says_a_colour_where_the_bands_have_names(programme, manager, post):
    post("bands", **FOUR)
    for likelihood, impact in [(4, 4), (1, 4), (2, 2)]:
        post("add", title="Rain", likelihood=likelihood, impact=impact)
    assert [said for text in pages(manager) for said in COLOUR.findall(text)] == []
    tile = RISKS.tile(as_now(programme, date(2030, 1, 1)))
    assert "1 very high" in [line["text"] for line in tile.lines]


def test_no_report_says_a_colour_where_the_bands_have_names(programme, manager, post):
    post("bands", **FOUR)
    post("add", title="Rain", likelihood="4", impact="4")
    for limit in ({}, {"filter": {"band": ["red", "yellow"]}}):
        content = RisksSection().context(as_now(programme, date(2030, 1, 1)), limit)
        labels = [figure["label"] for figure in content["figures"]]
        assert any(label.startswith("Very high risks") for label in labels)
        printed = render_to_string("risks/report.html", {"section": content, "heading": {}})
        said = re.sub("<[^>]*>", " ", printed) + " ".join([*labels, *content["notes"]])
        assert not COLOUR.search(said), said
        found = check({"sections": [content | {"rows": []}]})["findings"]
        assert found and not COLOUR.search(str([one["place"] for one in found]))


def test_what_changed_and_the_history_of_bands_use_the_names(programme, manager, post):
    post("bands", **FOUR)
    post("add", title="Rain", likelihood="1", impact="4")
    since = timezone.now()
    again = {"kind": "current", "likelihood": "4", "impact": "4"}
    post("assess", "R1", effective_on=day(timezone.localdate()), **again)
    (row,) = ChangesSection().rows(Position.as_at(programme, timezone.now(), since))
    assert row["change"] == ["From medium to very high: likelihood 1 to 4, score 4 to 16"]
    (change,) = [c for c in AuditEvent.objects.get(verb="set").changes if c["field"] == "red"]
    assert (change["label"], change["now"]) == ("Very high scores", "12 to 16, Very high")


def test_a_judged_status_has_the_name_of_its_band(programme, manager, post):
    post("bands", **FOUR)
    post("scheme", kind="words", applies_from="1 April 2026", why="As we do")
    assert "Very high" in words(manager.get(page("add")))
    post("add", title="Rain", severity="low", status="red")
    day_of = {"effective_on": day(timezone.localdate())}
    post("assess_in_words", "R1", severity="low", status="amber", version=2, **day_of)
    (row, _) = Risk.objects.get().word_assessments.order_by("id")
    ledger = ("R1", "assessments-in-words", row.pk)
    kept = [page("detail", "R1"), page("add"), page("correct_row", *ledger)]
    kept += [page("assess_in_words", "R1"), page("list")]
    shown = [words(manager.get(url)) for url in kept]
    shown.append(file_of(manager, "download_children", "word-assessments", "csv"))
    assert [said for text in shown for said in COLOUR.findall(text)] == []
    assert all("Very high" in text for text in shown[:4])


@pytest.mark.each
def test_a_limited_section_counts_no_band_that_it_leaves_out(programme, post):
    post("add", title="Rain", likelihood="5", impact="5")
    post("add", title="Snow", likelihood="2", impact="4")
    limit = {"filter": {"band": ["red"]}}
    content = RisksSection().context(as_now(programme, date(2030, 1, 1)), limit)
    said = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", key_of(content)))
    assert "Red 15 to 25: 1 risk" in said and "Amber 6 to 12 Green" in said
    assert check({"sections": [content]})["findings"] == []


def key_of(content):
    return render_to_string("risks/report.html", {"section": content, "heading": {}})


# --- what a matrix can give


def test_a_target_score_that_the_matrix_cannot_give_is_refused(manager, post):
    post("bands", **FOUR)
    for target in ("17", "7"):
        refused = words(post("add", title="Rain", target_given=target))
        assert (
            f"A matrix of 4 x 4 does not give {target}. Scores that it can give: 1, 2," in refused
        )
    post("add", title="Rain", target_given="12")
    typed = {**sent(manager.get(page("edit", "R1"))), "target_given": "15"}
    assert "does not give 15" in words(post("edit", "R1", **typed))
    assert Risk.objects.get().target_given == 12


@pytest.mark.each
def test_a_smaller_matrix_is_refused_while_a_target_lies_outside_it(post):
    post("add", title="Rain", target_given="25")
    said = "R1 has the target score 25, which 4 x 4 does not give: change that first."
    assert said in words(post("bands", **FOUR))


def test_the_filters_offer_the_steps_of_the_matrix(manager, post):
    post("bands", **FOUR)
    fields = manager.get(page("list")).context["filterset"].choices
    assert [n for n, _ in fields["likelihood"]] == [n for n, _ in fields["impact"]] == [1, 2, 3, 4]
