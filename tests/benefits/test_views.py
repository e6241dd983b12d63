"""The pages of the benefits as people use them."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from benefits import actions
from benefits.models import Actual, Benefit, PartnerShare, SavingsLink, VarianceBanding
from tests.benefits.conftest import DAYS, POUNDS, fresh
from tests.factories import MARCH_2012, PositionFactory
from tests.reading import errors, rows, typed, words

BENEFIT = {
    "title": "Letters are answered sooner",
    "kind": "tangible",
    "description": "Kept",
    "owner": "Head of Post",
}
MEASURE = {
    **DAYS,
    "baseline": "10",
    "baseline_on": "1 April 2011",
    "target": "5",
    "target_by": "31 March 2012",
    "why": "Kept",
}


@pytest.fixture
def manager(signed_in, programme_manager):
    return signed_in(programme_manager)


def page(name, *args):
    return reverse(f"benefits:{name}", args=["shared-management", *args])


def detail(client, reference="BEN1", at=""):
    return client.get(page("detail", reference) + at)


# --- the main job


@time_machine.travel(MARCH_2012, tick=False)
def test_a_manager_takes_a_benefit_from_identified_to_claimed_and_somebody_else_verifies(
    manager, signed_in, somebody_else
):
    assert "BEN1 Letters are answered sooner" in words(
        manager.post(page("add"), BENEFIT, follow=True)
    )
    manager.post(page("measure", "BEN1"), {**MEASURE, "version": 1})
    assert "Baseline 10 days as at 1 April 2011" in words(detail(manager))
    manager.post(page("validate", "BEN1"), {"why": "Seen by finance", "version": 2})
    manager.post(
        page("profile", "BEN1"), {"profile": "Q1 2011/12 = 9\n\nQ3 2011/12 = 6", "version": 3}
    )
    manager.post(
        page("post", "BEN1"),
        {"on": "9 March 2012", "value": "6.5", "evidence": "Post room log", "version": 4},
    )
    shown = words(detail(manager))
    for text in (
        "Being realised",
        "6.5 days as at 9 March 2012",
        "+0.5 days",
        "12.5% behind plan",
        "70.0%",
        "Amber",
    ):
        assert text in shown
    manager.post(page("claim", "BEN1"), {"why": "Good enough", "version": 5})
    assert "Somebody else has to verify that" in words(detail(manager))
    signed_in(somebody_else).post(page("verify", "BEN1"), {"why": "Seen in the log", "version": 6})
    assert "Verified by" in words(detail(manager))
    assert Benefit.objects.get().state == "realised"


def test_an_entry_is_reversed_from_its_row(manager, planned, post):
    post(planned(), 9)
    assert page("reverse", "BEN1", 1) in detail(manager).content.decode()
    manager.post(page("reverse", "BEN1", 1), {"why": "Wrong office"})
    shown = words(detail(manager))
    assert (
        "Takes back entry 1: Wrong office" in shown and "Taken back" in shown and "−9 days" in shown
    )
    assert manager.get(page("reverse", "BEN1", 7)).status_code == 404


def test_a_claimant_is_not_offered_to_verify_and_refused_who_tries(manager, claimed):
    claimed()
    assert page("verify", "BEN1") not in detail(manager).content.decode()
    answer = manager.post(
        page("verify", "BEN1"),
        {"why": "I know it", "version": fresh(Benefit.objects.get()).version},
    )
    assert "somebody else has to verify it" in errors(answer)["__all__"]
    assert typed(answer, "why") == "I know it"


def test_the_picture_and_the_table_show_the_same_figures(manager, planned, post):
    post(post(planned(), 9, date(2011, 6, 1)), 7)
    answer = detail(manager)
    assert (
        "Q1 2011/12: planned 9 days, actual 9 days; Q2 2011/12: planned 8 days, actual not posted"
        in answer.content.decode()
    )
    assert "Q2 2011/12 8 days Not posted" in words(
        answer
    ) and "To 9 March 2012 6 days 7 days" in words(answer)


# --- bad input


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"baseline": "ten"}, "baseline", "Enter a number"),
        ({"baseline": "1.005"}, "baseline", "two decimal places"),
        ({"target": "5%"}, "target", "not in per cent"),
        ({"target": "£5"}, "target", "not in pounds"),
        ({"target": "12"}, "target", "above the baseline"),
        ({"unit": ""}, "unit", "Choose"),
        ({"counted": ""}, "counted", "what is counted"),
        ({"baseline_on": ""}, "baseline_on", "A baseline has a date"),
        ({"baseline_on": "31 February 2011"}, "baseline_on", "does not exist in the calendar"),
        ({"target_by": "1 January 2010"}, "target_by", "comes after it"),
        ({"target": "99999999999999"}, "target", "between −10 billion and 10 billion"),
    ],
)
def test_a_measure_is_refused_beside_its_field_and_keeps_what_was_typed(
    manager, add, change, field, says
):
    add()
    answer = manager.post(page("measure", "BEN1"), {**MEASURE, **change, "version": 1})
    assert says in errors(answer)[field]
    assert (typed(answer, field), typed(answer, "why")) == ({**MEASURE, **change}[field], "Kept")
    assert Benefit.objects.get().measure == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Enter"),
        ("soon = 5", "Line 1: “soon” names no period. Begin with a period"),
        ("2011/12 = 9\n2012/13", "Line 2: Write an equals sign"),
        ("2011/12 = nine", "Line 1: nine is not a number. Enter a number"),
        ("2011/12 = 9\nQ4 2011/12 = 8", "end on the same day"),
        ("2009/10 = 9", "the day of the baseline"),
    ],
)
def test_a_plan_is_refused_and_keeps_what_was_typed(manager, measured, who, text, says):
    actions.validate_benefit(measured(), why="Seen", **who)
    answer = manager.post(page("profile", "BEN1"), {"profile": text, "why": "First", "version": 3})
    assert says in errors(answer)["profile"]
    assert typed(answer, "profile") == text
    assert not Benefit.objects.get().planned_values.exists()


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"on": "31 March 2011"}, "on", "31 March 2011 is before 1 April 2011"),
        ({"on": "1 January 2099"}, "on", "future"),
        ({"value": "a few"}, "value", "Enter a number"),
        ({"value": ""}, "value", "Enter"),
        ({"evidence": ""}, "evidence", "Enter"),
    ],
)
def test_a_value_is_refused_beside_its_field_and_keeps_what_was_typed(
    manager, planned, change, field, says
):
    planned()
    good = {"on": "9 March 2012", "value": "6", "evidence": "Log", "version": 4}
    answer = manager.post(page("post", "BEN1"), {**good, **change})
    assert says in errors(answer)[field]
    assert typed(answer, field) == change[field]
    assert not Actual.objects.exists()


def test_a_benefit_without_a_measure_gets_no_actual_value(manager, add):
    add()
    assert page("post", "BEN1") not in detail(manager).content.decode()
    answer = manager.post(
        page("post", "BEN1"), {"on": "9 March 2012", "value": "6", "evidence": "Log", "version": 1}
    )
    assert "BEN1 has no measure" in errors(answer)["__all__"]
    assert typed(answer, "evidence") == "Log" and not Actual.objects.exists()


def test_shares_over_a_hundred_are_refused_beside_their_field(manager, add, partners):
    add()
    names = [f"share_{partner.pk}" for partner in partners]
    answer = manager.post(
        page("split", "BEN1"), {names[0]: "60", names[1]: "40.5", names[2]: "", "version": 1}
    )
    assert errors(answer) == {
        names[1]: "The shares add up to 100.5%: together they are at most 100%."
    }
    assert typed(answer, names[1]) == "40.5" and not PartnerShare.objects.exists()
    manager.post(page("split", "BEN1"), {names[0]: "60", names[1]: "30", "version": 1})
    assert "Northshire 60% Southshire 30% Not split 10%" in words(detail(manager))


@pytest.mark.parametrize("share", ["-1", "101", "1.234", "half"])
def test_a_share_that_is_none_is_refused(manager, add, partners, share):
    add()
    name = f"share_{partners[0].pk}"
    answer = manager.post(page("split", "BEN1"), {name: share, "version": 1})
    assert set(errors(answer)) == {name} and typed(answer, name) == share


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"kind": ""}, "kind"),
        ({"cashable": "yes"}, "cashable"),
        ({"title": "\u202eevil"}, "title"),
    ],
)
def test_a_benefit_is_refused_beside_its_field_and_keeps_what_was_typed(manager, change, field):
    answer = manager.post(page("add"), {**BENEFIT, **change})
    assert set(errors(answer)) == {field} and typed(answer, "description") == "Kept"
    assert not Benefit.objects.exists()


def test_bands_with_a_gap_are_refused_beside_their_field(manager):
    typed_in = {
        "applies_from": "9 March 2012",
        "green_to": "5",
        "amber_from": "7",
        "amber_to": "15",
        "red_from": "15",
    }
    typed_in["why"] = "Agreed by the board"
    answer = manager.post(page("bands"), typed_in)
    assert errors(answer) == {"amber_from": "What is 5% to 7% behind plan has no band. Enter 5."}
    manager.post(page("bands"), {**typed_in, "green_to": "7"})
    assert VarianceBanding.objects.get().green_to == 7


def test_bands_apply_from_the_day_after_a_report(manager, programme):
    PositionFactory(programme=programme)
    answer = manager.post(
        page("bands"),
        {
            "applies_from": "9 March 2012",
            "green_to": "7",
            "amber_from": "7",
            "amber_to": "15",
            "red_from": "15",
            "why": "X",
        },
    )
    assert "A report was published for 9 March 2012" in errors(answer)["applies_from"]


# --- savings


def test_a_pound_is_claimed_once(manager, add, add_saving):
    add(kind="financial"), add(kind="financial")
    saving = add_saving(34_000)
    manager.post(page("link", "BEN1"), {"saving": saving.pk, "amount": "20k", "version": 1})
    answer = manager.post(
        page("link", "BEN2"), {"saving": saving.pk, "amount": "20,000", "version": 1}
    )
    assert (
        "£14,000 of it is left" in errors(answer)["amount"] and typed(answer, "amount") == "20,000"
    )
    assert SavingsLink.objects.get().amount == 20_000_00
    assert "S1 Telephones A year £20,000" in words(detail(manager))


def test_the_page_of_a_saving_lists_the_benefits_that_rest_on_it(manager, add, add_saving, link):
    url = reverse("savings:detail", args=["shared-management", "S1"])
    saving = add_saving()
    assert "None yet. A pound is claimed by one benefit only." in words(manager.get(url))
    link(add(kind="financial"), saving, 20_000)
    shown = words(manager.get(url))
    assert "BEN1 Letters are answered sooner Tangible, financial Identified £20,000" in shown
    assert "Left to claim £14,000" in shown
    assert "BEN1" not in words(manager.get(f"{url}?at=2012-03-09T11:59:00Z"))


def test_a_saving_that_was_lowered_is_flagged(manager, add, add_saving, link):
    saving = add_saving()
    link(add(kind="financial"), saving, 34_000)
    type(saving).objects.update(amount=1_000_00)
    assert "£34,000 rests on S1 Telephones: it brings £1,000" in words(detail(manager))


def test_a_cashable_benefit_without_a_saving_says_so(manager, add):
    add(kind="financial", cashable="yes")
    assert "freed staff time is not cash until a budget falls" in words(detail(manager))


# --- two people, scripts


# --- the register


@pytest.fixture
def register(one_of_each_state, add, add_saving, planned, post):
    """Seven benefits in seven states, then a disbenefit, and one in money."""
    add("New posts cost money", "financial", disbenefit=True, owner="Head of Finance")
    post(
        planned(
            50,
            50,
            by=POUNDS,
            baseline=0,
            target=100,
            kind="financial",
            title="Telephones cost less",
        ),
        100,
    )


def test_the_register_counts_by_state_and_says_its_bands(manager, register):
    shown = words(manager.get(page("list")))
    assert "Benefits (9)" in shown and "Profiled 1" in shown
    assert (
        "Green: up to 5% behind plan. Amber: more than 5%, up to 15%. Red: more than 15%." in shown
    )


def test_a_download_holds_what_the_register_shows(manager, register):
    found = json.loads(manager.get(page("download", "json") + "?kind=financial").content)
    assert [row["reference"] for row in found["rows"]] == ["BEN8", "BEN9"]
    assert (
        found["rows"][1]["planned"],
        found["rows"][1]["actual"],
        found["rows"][1]["progress"],
    ) == ("£100", "£100", "100.0%")
    assert manager.get(page("download", "csv")).content.count(b"\r\n") == 10
    assert manager.get(page("download", "xlsx")).content[:2] == b"PK"
    assert manager.get(page("download", "exe")).status_code == 404


# --- the past


def test_a_benefit_is_shown_as_it_stood_and_offers_no_step(
    manager, planned, post, programme_manager, who
):
    benefit = post(planned(), 9)
    later = {"by": programme_manager, "at": who["at"] + timedelta(days=20)}
    actions.reverse_actual(benefit.actuals.get(), why="Wrong", **later)
    shown = words(detail(manager, at="?at=2012-03-10"))
    assert (
        "9 days as at 9 March 2012" in shown
        and "Taken back" not in shown
        and "Claim as realised" not in shown
    )
    assert "Takes back entry 1: Wrong" in words(detail(manager))
    assert detail(manager, at="?at=2011-04-01").status_code == 404
    assert rows(manager.get(page("list") + "?at=2012-03-08")) == []
