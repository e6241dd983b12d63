"""The pages of one risk and of one issue: what they show, what their forms refuse, and that
nothing typed is lost.
"""

from datetime import timedelta

import pytest
import time_machine

from risks import actions
from risks.models import Assessment, Banding, Issue, Risk
from tests.factories import MARCH_2012
from tests.reading import errors, sent, typed, words

SLUG = "/programmes/shared-management/"
RISK, ADD, BANDS = f"{SLUG}risks/R1/", f"{SLUG}risks/add/", f"{SLUG}risks/bands/"
TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
SCRIPT = "<script>alert('R1')</script>"


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    """The programme manager's browser."""
    return signed_in(programme_manager)


# --- one risk


def test_a_risk_says_its_state_and_band_in_words(manager, risk):
    page = words(manager.get(RISK))
    assert "R1 A partner leaves the agreement" in page and "Proposed" in page and "Red" in page


def test_a_risk_flags_impact_five(manager, add_risk):
    add_risk(likelihood=1, impact=5)
    assert "Impact 5: if this happens the effect is critical" in words(manager.get(RISK))


def test_a_risk_shows_who_changed_what_and_why(manager, risk, programme_manager):
    actions.close_risk(risk, by=programme_manager, at=MARCH_2012, why="The vote was lost")
    page = words(manager.get(RISK))
    assert "The vote was lost" in page and "Proposed" in page and "Closed" in page


def test_a_risk_as_it_stood_has_no_buttons_and_no_later_events(manager, risk, programme_manager):
    actions.assess_risk(
        risk,
        by=programme_manager,
        at=MARCH_2012 + 2 * A_DAY,
        kind="current",
        likelihood=1,
        impact=1,
        effective_on=TODAY,
    )
    with time_machine.travel(MARCH_2012 + 3 * A_DAY):
        page = manager.get(f"{RISK}?at=2012-03-10")
    assert page.context["actions"] == [] and page.context["score"] == 15
    assert "1 x 1 = 1" not in words(page)


# --- forms


@pytest.mark.parametrize("score", ["0", "6", "2.5", "High", "-1", "1e0", "٣"])
def test_a_score_beyond_one_to_five_is_refused_and_what_was_typed_is_kept(manager, score):
    page = manager.post(ADD, {"title": "Savings come late", "likelihood": score, "impact": "4"})
    assert errors(page) == {"likelihood": "Choose a whole number from 1 to 5."}
    assert (typed(page, "title"), typed(page, "likelihood"), typed(page, "impact")) == (
        "Savings come late",
        score,
        "4",
    )
    assert not Risk.objects.exists()


def test_half_a_score_is_refused(manager):
    page = manager.post(ADD, {"title": "Savings come late", "likelihood": "3"})
    assert errors(page) == {"impact": "Give both likelihood and impact, or neither."}


def test_a_risk_without_a_name_is_refused(manager):
    assert errors(manager.post(ADD, {"title": "   "})) == {"title": "Enter the risk."}


@pytest.mark.parametrize("text", ["31 February 2012", "27 March 0027", "x" * 121])
def test_a_review_date_that_is_none_is_refused_and_kept(manager, text):
    page = manager.post(ADD, {"title": "Savings come late", "review": text})
    assert set(errors(page)) == {"review"} and typed(page, "review") == text


@pytest.mark.parametrize("field", ["category", "response", "lead_partner"])
def test_a_choice_that_was_not_offered_is_refused(manager, field):
    assert set(errors(manager.post(ADD, {"title": "Savings come late", field: "999"}))) == {field}


@pytest.mark.parametrize("view", ["inherent", "current", "target"])
def test_assessing_begins_with_the_view_that_was_assessed_last(manager, risk, view):
    address, judged = f"{RISK}assess/", {"likelihood": "2", "impact": "2"}
    manager.post(address, {"kind": view, "effective_on": "9/3/2012", **judged})
    assert sent(manager.get(address))["kind"] == view
    assert Assessment.objects.count() == 2  # looking saves nothing


def test_a_risk_that_nobody_assessed_begins_with_how_it_stands(manager, programme):
    manager.post(ADD, {"title": "Savings come late"})
    page = manager.get(f"{RISK.replace('R1', Risk.objects.last().reference)}assess/")
    assert sent(page)["kind"] == "current" and not Assessment.objects.exists()
    assert errors(manager.post(page.request["PATH_INFO"], {**sent(page), "kind": ""}))["kind"]


def test_an_assessment_of_tomorrow_is_refused_beside_its_field(manager, risk):
    page = manager.post(
        f"{RISK}assess/",
        {"kind": "current", "likelihood": "2", "impact": "2", "effective_on": "10/3/2012"},
    )
    assert errors(page) == {
        "effective_on": "10 March 2012 is in the future. Enter 9 March 2012 or an earlier day."
    }
    assert Assessment.objects.count() == 1


def test_a_risk_is_accepted_and_comes_back_when_the_time_is_over(manager, in_state):
    in_state("open")
    manager.post(
        f"{RISK}accept/", {"until": "9 March 2012", "approver": "Programme board", "why": "Cheap"}
    )
    with time_machine.travel(MARCH_2012 + A_DAY):
        assert "Acceptance ran out on 9 March 2012." in words(manager.get(RISK))


def test_a_step_without_a_reason_is_refused(manager, risk):
    assert errors(manager.post(f"{RISK}close/", {"why": " "})) == {"why": "Say why."}


def test_a_step_that_is_not_open_says_so(manager, risk):
    page = manager.post(f"{RISK}treat/", {"why": "Begin"})
    assert "You cannot treat R1 because it is proposed." in errors(page)["__all__"]


def test_a_risk_becomes_an_issue_that_links_back(manager, in_state):
    in_state("open")
    page = manager.post(
        f"{RISK}materialise/",
        {"raised_on": "9/3/2012", "owner": "Director", "why": "It came"},
        follow=True,
    )
    assert page.redirect_chain[-1][0] == f"{SLUG}issues/I1/"
    assert f'href="{RISK}"' in page.content.decode()
    assert "I1" in words(manager.get(RISK))


def test_a_mitigation_that_is_not_there_is_not_found(manager, risk):
    assert manager.get(f"{RISK}mitigations/9/").status_code == 404


def test_an_issue_is_raised_changed_resolved_and_opened_again(manager):
    issue = f"{SLUG}issues/I1/"
    manager.post(f"{SLUG}issues/add/", {"title": "The system is down", "raised_on": "1/3/2012"})
    manager.post(
        f"{issue}edit/", {"title": "The system was down", "raised_on": "1/3/2012", "version": "1"}
    )
    manager.post(f"{issue}resolve/", {"resolution": "Restarted", "resolved_on": "9/3/2012"})
    assert "Restarted" in words(manager.get(issue))
    manager.post(f"{issue}reopen/", {"why": "It is down again"})
    assert (Issue.objects.get().state, Issue.objects.get().version) == ("open", 4)


def test_an_issue_of_tomorrow_is_refused(manager):
    page = manager.post(f"{SLUG}issues/add/", {"title": "It will come", "raised_on": "10/3/2012"})
    assert errors(page) == {
        "raised_on": "10 March 2012 is in the future. Enter 9 March 2012 or an earlier day."
    }


# --- bands


def bands(**changed):
    usual = {
        "green_from": 1,
        "green_to": 5,
        "amber_from": 6,
        "amber_to": 12,
        "red_from": 15,
        "red_to": 25,
    }
    return {"applies_from": "9 March 2012", "why": "Agreed", **usual, **changed}


def test_bands_of_ones_own_colour_the_register(manager, risk):
    manager.post(BANDS, bands(amber_to=15, red_from=16))
    assert "Amber" in words(manager.get(RISK))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"amber_to": "10"}, "No band for score 12."),
        ({"red_from": "12"}, "More than one band for score 12."),
        ({"amber_from": "12", "amber_to": "6"}, "Amber ends before it begins: 12 to 6."),
        ({"red_from": "High"}, "Enter a whole number, for example 15."),
        ({"red_from": "14.5"}, "Enter a whole number, for example 15."),
        ({"green_from": "-1"}, "Enter 0 or more."),
        ({"red_to": "99999999999999999999"}, "or less."),
        ({"red_to": ""}, "Fill in"),
    ],
)
def test_bands_that_leave_a_score_in_doubt_are_refused_and_kept(manager, changed, message):
    page = manager.post(BANDS, bands(**changed))
    assert message in " ".join(errors(page).values())
    assert {name: typed(page, name) for name in changed} == changed
    assert not Banding.objects.exists()


# --- two people at once


@pytest.fixture
def somebody_saved_first(risk, workstream_lead):
    actions.change_risk(
        risk, by=workstream_lead, at=MARCH_2012, title="Two partners leave", owner="Director"
    )


@pytest.mark.usefixtures("somebody_saved_first")
class TestTwoSavers:
    MINE = {"title": "All partners leave", "cause": "A vote", "version": "2"}

    def test_both_versions_stand_side_by_side_and_nothing_is_saved(self, manager):
        page = manager.post(f"{RISK}edit/", self.MINE)
        (title,) = page.context["asked"]
        assert (title["yours"], title["theirs"]) == ("All partners leave", "Two partners leave")
        assert "Workstream lead saved R1 on 9 March 2012" in words(page)
        assert Risk.objects.get().title == "Two partners leave"

    def test_what_only_one_of_the_two_changed_is_merged_and_said(self, manager):
        page = manager.post(f"{RISK}edit/", self.MINE)
        fates = {field["name"]: field["fate"] for field in page.context["merged"]}
        assert fates == {"cause": "yours", "owner": "theirs"}
        assert "A vote You changed this" in words(page)
        assert "Director Workstream lead changed this" in words(page)

    def test_what_was_chosen_is_saved(self, manager):
        page = manager.post(f"{RISK}edit/", self.MINE)
        answer = {**dict(page.context["hidden_inputs"]), "pick_title": "yours"}
        assert manager.post(f"{RISK}edit/", answer).status_code == 302
        risk = Risk.objects.get()
        assert (risk.title, risk.cause, risk.owner, risk.version) == (
            "All partners leave",
            "A vote",
            "Director",
            4,
        )

    def test_a_third_save_while_choosing_is_not_overwritten_either(
        self, manager, programme_manager
    ):
        answer = {
            **dict(manager.post(f"{RISK}edit/", self.MINE).context["hidden_inputs"]),
            "pick_title": "yours",
        }
        actions.change_risk(
            Risk.objects.get(), by=programme_manager, at=MARCH_2012, title="Nobody leaves"
        )
        page = manager.post(f"{RISK}edit/", answer)
        (title,) = [field for field in page.context["fields"] if field["name"] == "title"]
        assert (title["yours"], title["theirs"]) == ("All partners leave", "Nobody leaves")
        assert Risk.objects.get().title == "Nobody leaves"

    def test_a_step_from_an_old_page_is_said_and_can_be_taken_again(self, manager):
        page = manager.post(f"{RISK}open/", {"why": "Agreed", "version": "2"})
        said = errors(page)["__all__"]
        assert "Workstream lead changed R1 since you opened this page." in said
        assert "Risk: Two partners leave (was A partner leaves the agreement)" in said
        again = manager.post(
            f"{RISK}open/", {"why": typed(page, "why"), "version": typed(page, "version")}
        )
        assert (again.status_code, Risk.objects.get().state) == (302, "open")

    def test_an_error_in_the_form_comes_before_the_choice(self, manager):
        page = manager.post(f"{RISK}edit/", {**self.MINE, "review": "31/2/12"})
        assert set(errors(page)) == {"review"}


# --- text that tries to do harm

TEXTS = [
    "title",
    "cause",
    "event",
    "effect",
    "controls",
    "owner",
    "action_owner",
    "workstream",
    "appetite",
]


def test_a_script_in_any_text_field_stays_text_on_every_page(manager, programme_manager, programme):
    script = {name: f"{SCRIPT}{name}" for name in TEXTS}
    manager.post(ADD, {**script, "likelihood": "3", "impact": "5"})
    manager.post(f"{RISK}open/", {"why": SCRIPT})
    manager.post(f"{RISK}mitigations/add/", {"text": SCRIPT, "owner": SCRIPT})
    manager.post(ADD, script)  # a closed row has no forms any more
    manager.post(f"{SLUG}risks/R2/mitigations/add/", {"text": SCRIPT, "owner": SCRIPT})
    ends = {"mitigations": "withdrawn", "mitigations_why": SCRIPT}
    happened = {"raised_on": "9/3/2012", "owner": SCRIPT, "why": SCRIPT, **ends}
    manager.post(f"{RISK}materialise/", happened)
    manager.post(f"{SLUG}issues/I1/resolve/", {"resolution": SCRIPT, "resolved_on": "9/3/2012"})
    paths = [
        "",
        "risks/",
        f"risks/?q={SCRIPT}&owner={SCRIPT}owner",
        "risks/R1/",
        "risks/R2/edit/",
        "risks/R2/mitigations/1/",
    ]
    paths += [
        "risks/heat-map/",
        "issues/",
        "issues/I1/",
        "history/",
    ]
    for path in paths:
        page = manager.get(f"{SLUG}{path}")
        assert page.status_code == 200 and "<script>alert" not in page.content.decode(), path
    assert SCRIPT in words(manager.get(RISK))
    assert "<script>alert" not in manager.get(f"{SLUG}risks/?at={SCRIPT}").content.decode()


def test_a_script_in_what_two_people_typed_stays_text(manager, risk, programme_manager):
    actions.change_risk(risk, by=programme_manager, at=MARCH_2012, title=SCRIPT)
    page = manager.post(f"{RISK}edit/", {"title": f"'>{SCRIPT}", "version": risk.version - 1})
    assert page.templates[0].name == "programme/conflict.html"
    assert "<script>alert" not in page.content.decode()
