"""The pages of the budget as people use them."""

from datetime import date

import pytest
from django.urls import reverse

from budgets import actions
from budgets.models import Line, PeriodLock, Posting, Virement
from tests import world
from tests.factories import MARCH_2012, noon
from tests.reading import errors

SLUG = "shared-management"
MARCH = date(2012, 3, 1)
MOST_QUERIES = 8


@pytest.fixture
def manager(signed_in, programme_manager):
    return signed_in(programme_manager)


@pytest.fixture
def finance(signed_in, finance_officer):
    return signed_in(finance_officer)


def page(name, *args):
    return reverse(f"budgets:{name}", args=[SLUG, *args])


def text(response):
    return response.content.decode()


# --- the register


def test_the_register_shows_every_line_with_its_totals(manager, march_2012):
    shown = text(manager.get(page("list")))
    for words in (
        "Line 4",
        "£14,978",
        "Total of 5 lines",
        "£145,000",
        "Within budget",
        "As allocated",
    ):
        assert words in shown


def test_a_line_that_is_over_says_so_in_words(manager, march_2012, who):
    actions.set_forecast(march_2012[0], forecast=2_000_000, **who)
    shown = text(manager.get(page("list")))
    assert "£5,000 over" in shown
    assert 'class="band band--amber">Forecast over<' in shown


def test_the_totals_are_those_of_the_lines_that_are_shown(manager, march_2012):
    assert "Total of 5 lines" in text(manager.get(f"{page('list')}?per_page=25&q=Line"))
    assert "£14,978" not in text(manager.get(f"{page('list')}?q=B1"))


def test_the_register_shows_a_past_moment(manager, march_2012):
    shown = text(manager.get(f"{page('list')}?at=2012-02-20"))
    assert "£14,978" not in shown
    assert "Add a budget line" not in shown
    assert "£14,978" in text(manager.get(f"{page('list')}?at=2012-03-09"))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_register_can_be_downloaded(manager, march_2012, kind):
    response = manager.get(page("download", kind))
    assert f"{SLUG}-budgets-" in response["Content-Disposition"]
    assert len(response.content) > 500


def test_a_download_as_csv_is_in_pounds_and_a_script_stays_text(manager, add_line):
    add_line("=SUM(A1)", comment="<script>alert(1)</script>")
    shown = manager.get(page("download", "csv")).content.decode("utf-8-sig")
    assert "'=SUM(A1)" in shown
    assert "30000.00" in shown
    assert "<script>alert" not in text(manager.get(page("detail", "B1")))


# --- one line


def test_a_line_shows_its_money_and_what_moved_newest_first(manager, march_2012, who):
    first, second, *_ = march_2012
    first = actions.commit_money(first, amount=100_000, on=MARCH, what="An order", **who)
    actions.move_allocation(
        first,
        to=second,
        amount=50_000,
        on=date(2012, 3, 2),
        reason="More there",
        authority="Board",
        **who,
    )
    shown = text(manager.get(page("detail", "B1")))
    assert shown.index("Virement to") < shown.index("An order")
    for words in ("£14,500", "£13,500", "−£500", "authority: Board", "Release"):
        assert words in shown


def test_a_line_shows_a_past_moment(manager, march_2012):
    past = text(manager.get(f"{page('detail', 'B4')}?at=2012-02-20"))
    assert "No money has moved on this line yet." in past
    assert "Post spend" not in past
    assert manager.get(f"{page('detail', 'B4')}?at=2012-01-20").status_code == 404


def test_a_reversed_posting_offers_no_second_reversal(manager, line, who):
    line = actions.post_spend(line, amount=100, on=MARCH, what="Fees", **who)
    reverse_page = page("reverse", "B1", 1)
    assert reverse_page in text(manager.get(page("detail", "B1")))
    actions.reverse_posting(line.postings.get(), on=MARCH, why="Twice", **who)
    shown = text(manager.get(page("detail", "B1")))
    assert reverse_page not in shown
    assert "Spend of 1 March 2012 taken back" in shown


def test_more_spent_and_committed_than_allocated_is_flagged(manager, line, who):
    actions.commit_money(line, amount=3_000_100, on=MARCH, what="Order", **who)
    assert "£1 more is spent and committed than is allocated." in text(
        manager.get(page("detail", "B1"))
    )


def test_a_closed_line_offers_only_to_be_opened_again(manager, line, who):
    actions.close_line(line, why="Done", **who)
    shown = text(manager.get(page("detail", "B1")))
    assert "Reopen" in shown
    assert "Post spend" not in shown


# --- forms


GOOD_LINE = {
    "title": "Fees",
    "financial_year": "2011/12",
    "allocation": "£1.2m",
    "owner": "Head of service",
}


def test_money_is_understood_as_people_write_it(manager):
    manager.post(page("add"), {**GOOD_LINE, "forecast": "900k", "financial_year": "2011-12"})
    line = Line.objects.get()
    assert (line.allocation, line.forecast, line.financial_year) == (
        120_000_000,
        90_000_000,
        "2011/12",
    )


def test_another_line_can_be_added_straight_away(manager):
    answer = manager.post(page("add"), {**GOOD_LINE, "another": "yes"})
    assert answer.url == f"{page('add')}?another={Line.objects.get().reference}"


SPEND = {"amount": "12", "on": "1 March 2012", "what": "Fees"}
MOVE = {"amount": "12", "on": "1 March 2012", "reason": "More there", "authority": "Board"}

# Each form with what is wrong in one field, what the page says about it, and what was typed.
BAD_INPUT = [
    ("add", {**GOOD_LINE, "allocation": "12,34"}, "Enter a sum in pounds", 'value="12,34"'),
    ("add", {**GOOD_LINE, "allocation": "99bn"}, "£10 billion", 'value="99bn"'),
    ("add", {**GOOD_LINE, "allocation": "1.005"}, "parts of a penny", 'value="1.005"'),
    ("add", {**GOOD_LINE, "forecast": "-1"}, "Enter a forecast of 0 or more.", 'value="-1"'),
    ("add", {**GOOD_LINE, "financial_year": "2011/13"}, "2011/12, for example", 'value="2011/13"'),
    ("add", {**GOOD_LINE, "title": ""}, "Enter the budget line.", 'value="Head of service"'),
    ("add", {**GOOD_LINE, "title": "abc\u202edef"}, "hidden character U+202E", "abc\u202edef"),
    ("add", {**GOOD_LINE, "comment": "c" * 10_000}, "5,000 characters", "c" * 10_000),
    (
        "edit",
        {**GOOD_LINE, "allocation": "a lot", "version": 1},
        "Enter a sum in pounds",
        'value="a lot"',
    ),
    ("spend", {**SPEND, "amount": "0"}, "Enter a sum other than 0.", 'value="Fees"'),
    ("commit", {**SPEND, "amount": "-12"}, "Enter a sum above 0.", 'value="-12"'),
    (
        "spend",
        {**SPEND, "on": "31 February 2012"},
        "does not exist in the calendar",
        'value="31 February 2012"',
    ),
    ("spend", {**SPEND, "on": "1 April 2012"}, "ended on 31 March 2012", 'value="1 April 2012"'),
    ("spend", {**SPEND, "what": ""}, "Enter the note.", 'value="12"'),
    ("commit", {**SPEND, "amount": "twelve"}, "Enter a sum in pounds", 'value="twelve"'),
    ("commit", {**SPEND, "on": "1 March 2099"}, "is in the future.", 'value="1 March 2099"'),
    ("forecast", {"forecast": "12,34", "why": "More"}, "Enter a sum in pounds", "More</textarea>"),
    ("move", {**MOVE, "to": ""}, "Choose the line that the money goes to.", 'value="More there"'),
    ("move", {**MOVE, "to": "B2", "amount": "£1m"}, "B1 has £30,000 left", 'value="£1m"'),
    ("move", {**MOVE, "to": "999999"}, "Choose one of the choices", 'value="Board"'),
    ("close", {"why": ""}, "Say why.", "Why"),
]


@pytest.mark.parametrize(("name", "typed", "said", "kept"), BAD_INPUT)
def test_bad_input_is_refused_beside_the_field_and_kept(
    manager, line, add_line, name, typed, said, kept
):
    other = add_line("Other")
    typed = {field: str(other.pk) if value == "B2" else value for field, value in typed.items()}
    before = list(Line.objects.values())
    shown = text(manager.post(page(name, *(["B1"] if name != "add" else [])), typed))
    assert "There is a problem" in shown
    assert said in shown
    assert kept in shown
    assert list(Line.objects.values()) == before
    assert not Posting.objects.exists() and not Virement.objects.exists()


@pytest.mark.parametrize("name", ["edit", "spend", "commit", "forecast", "move", "close"])
def test_every_form_of_a_line_opens(manager, line, name):
    assert manager.get(page(name, "B1")).status_code == 200


def test_each_step_leads_back_to_the_line(manager, line, add_line):
    other = add_line("Other")
    steps = [
        ("spend", SPEND),
        ("commit", SPEND),
        ("forecast", {"forecast": "£40k", "why": "More"}),
        ("move", {**MOVE, "to": other.pk}),
    ]
    for name, typed in steps:
        assert manager.post(page(name, "B1"), typed).url == page("detail", "B1")
    line = Line.objects.get(reference="B1")
    assert (line.spent, line.committed, line.forecast, line.virements) == (
        1_200,
        1_200,
        4_000_000,
        -1_200,
    )
    for number in (1, 2):
        assert (
            manager.post(
                page("reverse", "B1", number), {"on": "2 March 2012", "why": "Twice"}
            ).status_code
            == 302
        )
    assert manager.post(page("close", "B1"), {"why": "Done"}).status_code == 302
    assert manager.post(page("reopen", "B1"), {"why": "Not done"}).status_code == 302
    line.refresh_from_db()
    assert (line.spent, line.committed, line.state) == (0, 0, "open")


def test_a_movement_is_dated_on_the_nearest_day_of_the_line_s_year(manager, line):
    assert 'value="31 March 2012"' in text(manager.get(page("spend", "B1")))


def test_a_reversal_that_is_refused_keeps_the_reason(manager, line, who):
    actions.post_spend(line, amount=100, on=MARCH, what="Fees", **who)
    shown = text(
        manager.post(page("reverse", "B1", 1), {"on": "29 February 2012", "why": "Posted twice"})
    )
    assert "1 March 2012 or a later day" in shown
    assert "Posted twice" in shown


def test_pressing_twice_posts_once(manager, line):
    typed = {**SPEND, "version": line.version}
    manager.post(page("spend", "B1"), typed)
    assert "since you opened this page" in text(manager.post(page("spend", "B1"), typed))
    assert Posting.objects.count() == 1


def test_saving_over_a_newer_save_shows_both_versions(manager, line, who):
    actions.change_line(line, comment="Theirs", **who)
    typed = {
        **GOOD_LINE,
        "title": line.title,
        "allocation": "30,000",
        "comment": "Mine",
        "version": line.version,
    }
    shown = text(manager.post(page("edit", "B1"), typed))
    assert "Theirs" in shown
    assert "Mine" in shown
    assert Line.objects.get().comment == "Theirs"
    typed |= {"version": line.version + 1, "pick_comment": "yours", "pick_owner": "theirs"}
    manager.post(page("edit", "B1"), typed)
    saved = Line.objects.get()
    assert (saved.comment, saved.owner) == ("Mine", "")


# --- locked periods


def test_a_locked_period_is_named_beside_the_date(manager, line, locked):
    shown = text(manager.post(page("spend", "B1"), SPEND))
    assert "1 March 2012 to 31 March 2012 is locked, by Finance officer on 9 March 2012" in shown
    assert 'id="id_on-error"' in shown or "id_on_error" in shown
    assert 'value="Fees"' in shown


def test_a_finance_officer_locks_and_unlocks_a_period(finance, programme):
    span = {"starts_on": "1 April 2011", "ends_on": "30 June 2011", "why": "Quarter is over"}
    assert finance.post(page("lock"), span).url == page("periods")
    lock = PeriodLock.objects.get()
    assert "30 June 2011" in text(finance.get(page("periods")))
    assert finance.post(page("unlock", lock.pk), {"why": "A late invoice"}).url == page("periods")
    assert "A late invoice" in text(finance.get(page("periods")))


def test_where_a_published_report_rests_on_a_lock_the_officer_says_so(
    finance, programme, line, locked, democratic_services
):
    world.publish(programme, democratic_services)
    shown = finance.get(page("unlock", locked.pk))
    assert "Programme management report, Joint committee" in text(shown)
    shown = finance.post(page("unlock", locked.pk), {"why": "A late invoice"})
    assert "rests on it and stays as it is." in errors(shown)["reported"]
    typed = {"why": "A late invoice", "reported": "on"}
    assert finance.post(page("unlock", locked.pk), typed).url == page("periods")
    assert PeriodLock.objects.get().unlocked_at


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (
            {"starts_on": "1 July 2011", "ends_on": "30 June 2011"},
            "must not be before the first day",
        ),
        ({"starts_on": "31 June 2011", "ends_on": "1 July 2011"}, "does not exist in the calendar"),
        ({"starts_on": "1 March 2012", "ends_on": "1 March 2012"}, "locked already"),
        ({"starts_on": "1 July 2011", "ends_on": ""}, "Enter a date"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused_and_kept(finance, locked, span, said):
    shown = text(finance.post(page("lock"), {**span, "why": "Quarter is over"}))
    assert said in shown
    assert f'value="{span["starts_on"]}"' in shown
    assert "Quarter is over" in shown
    assert PeriodLock.objects.count() == 1


def test_unlocking_without_a_reason_is_refused(finance, locked):
    assert "Say why." in text(finance.post(page("unlock", locked.pk), {"why": " "}))
    assert PeriodLock.objects.get().unlocked_at is None


def test_the_periods_of_a_past_moment_are_shown(finance, locked):
    assert "No period is locked." in text(finance.get(f"{page('periods')}?at=2012-03-08"))
    assert "31 March 2012" in text(finance.get(f"{page('periods')}?at={MARCH_2012.date()}"))


# --- who may


FORMS = [
    ("add", ()),
    *(
        (name, ("B1",))
        for name in ("edit", "spend", "commit", "forecast", "move", "close", "reopen")
    ),
]


@pytest.mark.parametrize(("name", "args"), FORMS)
def test_somebody_who_may_only_look_is_told_so(signed_in, auditor, line, name, args):
    assert signed_in(auditor).get(page(name, *args)).status_code == 403
    assert signed_in(auditor).post(page(name, *args), {}).status_code == 403


def test_an_auditor_looks_and_is_offered_nothing_to_change(signed_in, auditor, line):
    shown = text(signed_in(auditor).get(page("detail", "B1")))
    assert "Post spend" not in shown
    assert "/edit/" not in shown


def test_a_programme_manager_cannot_lock_a_period(manager, locked):
    assert manager.get(page("periods")).status_code == 200
    assert manager.post(page("lock"), {}).status_code == 403
    assert manager.post(page("unlock", locked.pk), {"why": "Please"}).status_code == 403


@pytest.mark.parametrize("name", ["list", "periods"])
def test_a_committee_member_reads_what_is_published_instead(signed_in, committee_member, name):
    assert signed_in(committee_member).get(page(name)).status_code == 403


@pytest.mark.parametrize(
    ("name", "args"),
    [("list", ()), ("periods", ()), *FORMS, ("detail", ("B1",)), ("download", ("csv",))],
)
def test_to_an_outsider_there_is_no_such_programme(signed_in, outsider, line, name, args):
    assert signed_in(outsider).get(page(name, *args)).status_code == 404


def test_a_line_of_another_programme_cannot_be_reached_or_chosen(
    manager, line, outsider, signed_in
):
    elsewhere = outsider.memberships.get().programme
    who = {"by": outsider, "at": noon(2012, 3, 1)}
    theirs = actions.add_line(
        programme=elsewhere, title="Theirs", financial_year="2011/12", allocation=1, **who
    )
    assert "Theirs" not in text(manager.get(page("list")))
    assert "Choose one of the choices" in text(
        manager.post(page("move", "B1"), {**MOVE, "to": theirs.pk})
    )
    lock = PeriodLock.objects.create(
        programme=elsewhere,
        starts_on=MARCH,
        ends_on=MARCH,
        locked_at=MARCH_2012,
        locked_by=outsider,
        locked_by_name="X",
    )
    assert manager.get(page("unlock", lock.pk)).status_code in (403, 404)


def test_an_address_that_names_nothing_is_not_found(manager, finance, line):
    for name, args in [
        ("detail", ("B9",)),
        ("reverse", ("B1", 9)),
        ("edit", ("B9",)),
        ("download", ("pdf",)),
    ]:
        assert manager.get(page(name, *args)).status_code == 404
    assert finance.get(page("unlock", 999)).status_code == 404


@pytest.mark.parametrize(("name", "args"), [("edit", ("B1",)), ("add", ()), ("lock", ())])
def test_the_past_cannot_be_changed(finance, line, name, args):
    assert finance.get(f"{page(name, *args)}?at=2012-03-09").url == page(name, *args)
