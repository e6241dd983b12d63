"""A due date typed wrongly is no extension; the first date that has days is the baseline."""

from datetime import date

import pytest
from django.utils import timezone

from milestones import actions
from milestones.log import MILESTONES
from milestones.models import Milestone
from programme import mistakes
from programme.formats import day
from programme.position import Position
from tests.factories import MARCH_2012, noon
from tests.reading import sent, words

LATER = noon(2012, 4, 9)


@pytest.fixture
def correct(programme_manager):
    """A function that corrects the last row of a ledger of a milestone."""

    def take(milestone, ledger, at=LATER, **facts):
        entry = Milestone.objects.get(pk=milestone.pk)
        found = [one for one in mistakes.rows_of(MILESTONES, entry) if one[0].name == ledger]
        who = {"by": programme_manager, "at": at, "mistake": "The letter says so"}
        return mistakes.correct_row(MILESTONES, *found[-1], **who, **facts)

    return take


def test_a_year_typed_wrongly_is_no_extension_and_no_baseline(add, correct):
    milestone = correct(add(due="31 March 2025"), "due-dates", due="31 March 2026")
    assert (milestone.due, milestone.baseline) == ("31 March 2026", "31 March 2026")
    assert (milestone.extensions, milestone.due_latest) == (0, date(2026, 3, 31))
    assert milestone.flags(LATER.date()) == []


def test_a_re_date_that_was_typed_wrongly_counts_once_from_the_right_day(add, act, correct):
    milestone = act(actions.redate_milestone, add(due="1 March 2012"), due="1 June 2021", why="Ill")
    milestone = correct(milestone, "due-dates", due="1 June 2012")
    assert (milestone.baseline, milestone.due, milestone.extensions) == (
        "1 March 2012",
        "1 June 2012",
        1,
    )
    assert str(milestone.slippage(date(2012, 3, 11))) == "10 days late so far"


def test_a_re_date_that_never_was_leaves_nothing_that_is_counted(add, act, correct):
    milestone = act(actions.redate_milestone, add(due="1 March 2012"), due="1 June 2012", why="Ill")
    milestone = correct(milestone, "due-dates", never=True)
    assert (milestone.due, milestone.extensions) == ("1 March 2012", 0)


def test_the_page_numbers_re_dates_as_it_counts_them_and_says_when_each_was_set(
    add, act, programme_manager, signed_in
):
    """The first date is corrected to the one that it was moved to; then it is moved once more."""
    move = actions.redate_milestone
    on = noon(2012, 3, 20)
    milestone = act(move, add(due="12 October 2026"), at=on, due="13 November 2026", why="Ill")
    client, page = signed_in(programme_manager), "/programmes/shared-management/milestones/M1/"
    (first, _) = milestone.due_dates.order_by("id")
    address = f"{page}rows/due-dates/{first.pk}/correct/"
    typed = {"due": "13 November 2026", "mistake": "Typed wrongly"}
    sending = {**sent(client.get(address)), **typed}
    assert client.post(address, sending).status_code == 302
    shown = words(client.get(page))
    assert "Times re-dated 0" in shown and "Re-date" not in shown.partition("Due dates")[2]
    today = day(timezone.localdate())
    assert f"First due 9 March 2012, corrected on {today}" in shown
    assert "The same date 20 March 2012" in shown
    act(move, milestone, at=LATER, due="1 March 2027", why="Snow")
    shown = words(client.get(page))
    assert "Times re-dated 1" in shown and "Re-date 1 9 April 2012" in shown


def test_history_says_that_a_re_date_was_taken_out(add, act, programme_manager, signed_in):
    milestone = act(actions.redate_milestone, add(due="1 March 2012"), due="1 June 2012", why="Ill")
    client, page = signed_in(programme_manager), "/programmes/shared-management/milestones/M1/"
    address = f"{page}rows/due-dates/{milestone.due_dates.latest('id').pk}/correct/"
    sending = {**sent(client.get(address)), "mistake": "Of another one", "never": "on"}
    assert client.post(address, sending).status_code == 302
    shown = words(client.get(page))
    assert "Due date taken out: 1 June 2012" in shown and "blank, not" not in shown


def test_the_past_still_counts_what_was_on_record_then(programme, add, act, correct):
    milestone = act(actions.redate_milestone, add(due="1 March 2012"), due="1 June 2012", why="Ill")
    correct(milestone, "due-dates", never=True)
    then = MILESTONES.entries(Position.as_at(programme, MARCH_2012)).get()
    assert (then.due, then.extensions) == ("1 June 2012", 1)


def test_a_first_date_in_words_is_no_baseline(add, act):
    milestone = add(due="TBC")
    assert (milestone.baseline, milestone.extensions) == ("", 0)
    milestone = act(actions.redate_milestone, milestone, due="31 March 2012", why="Agreed")
    assert (milestone.baseline, milestone.extensions) == ("31 March 2012", 0)
    milestone = act(actions.redate_milestone, milestone, due="30 April 2012", why="Illness")
    assert (milestone.baseline, milestone.extensions) == ("31 March 2012", 1)


def test_a_final_delivery_of_another_day_moves_the_slippage(add, act, correct):
    milestone = add(due="1 March 2012")
    days = {"delivered_on": date(2012, 3, 9), "is_final": True}
    milestone = act(actions.deliver_milestone, milestone, **days)
    milestone = correct(milestone, "deliveries", delivered_on=date(2012, 3, 2))
    assert (milestone.state, milestone.delivered_on) == ("complete", date(2012, 3, 2))
    assert str(milestone.slippage(LATER.date())) == "1 day late"
    milestone = correct(milestone, "deliveries", never=True)
    assert (milestone.state, milestone.delivered_on) == ("in_progress", None)


def test_a_delivery_that_was_not_the_final_one_is_put_right_and_back(add, act, correct):
    delivered = {"delivered_on": date(2012, 3, 1), "to_body": "Board", "is_final": True}
    milestone = act(actions.deliver_milestone, add(), **delivered)
    milestone = correct(milestone, "deliveries", is_final=False)
    assert (milestone.state, milestone.delivered_on) == ("in_progress", None)
    milestone = correct(milestone, "deliveries", at=noon(2012, 4, 10), is_final=True)
    assert (milestone.state, milestone.delivered_on) == ("complete", date(2012, 3, 1))


def test_a_reopened_milestone_is_not_completed_by_a_correction(add, act, correct):
    delivered = {"delivered_on": date(2012, 3, 1), "to_body": "Board", "is_final": True}
    milestone = act(actions.deliver_milestone, add(due="1 March 2012"), **delivered)
    milestone = act(actions.reopen_milestone, milestone, why="More to do")
    assert correct(milestone, "due-dates", due="1 June 2012").state == "in_progress"
