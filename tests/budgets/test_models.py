"""What must never be false is held by the database itself."""

from datetime import date

import pytest
from django.db import Error, connection, transaction

from budgets import actions
from budgets.models import Line, PeriodLock, Posting, Virement, variance_in_words
from tests.factories import MARCH_2012


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


@pytest.mark.parametrize("column", ["current_allocation", "committed"])
def test_no_sum_of_a_line_falls_below_zero(line, column):
    refused_by_the_database(lambda: Line.objects.filter(pk=line.pk).update(**{column: -1}))


def test_a_reference_stands_once_in_a_programme(line):
    copy = Line.objects.get(pk=line.pk)
    copy.pk, copy.skip_history_when_saving = None, True
    refused_by_the_database(copy.save)


RECORDED = {"recorded_at": MARCH_2012, "recorded_by_name": "Officer"}


@pytest.mark.parametrize(("kind", "amount"), [("spend", 0), ("commitment", 0), ("commitment", -1)])
def test_no_posting_is_of_nothing_and_no_commitment_below_zero(line, kind, amount):
    values = {
        "line": line,
        "number": 1,
        "kind": kind,
        "on": date(2012, 3, 1),
        "what": "Fees",
        **RECORDED,
    }
    refused_by_the_database(lambda: Posting.objects.create(amount=amount, **values))


def test_a_posting_is_reversed_once(line, who):
    actions.post_spend(line, amount=100, on=date(2012, 3, 1), what="Fees", **who)
    spend = line.postings.get()
    actions.reverse_posting(spend, on=date(2012, 3, 2), why="Not ours", **who)
    again = Posting(
        line=line,
        number=9,
        kind="spend",
        amount=-100,
        on=date(2012, 3, 2),
        what="Again",
        reverses=spend,
        **RECORDED,
    )
    refused_by_the_database(again.save)


@pytest.mark.parametrize("amount", [0, -100])
def test_a_virement_is_above_zero(line, add_line, amount):
    values = {
        "giver": line,
        "taker": add_line("Other"),
        "on": date(2012, 3, 1),
        "reason": "R",
        "authority": "A",
        **RECORDED,
    }
    refused_by_the_database(lambda: Virement.objects.create(amount=amount, **values))


def test_a_virement_is_between_two_lines(line):
    values = {"amount": 1, "on": date(2012, 3, 1), "reason": "R", "authority": "A", **RECORDED}
    refused_by_the_database(lambda: Virement.objects.create(giver=line, taker=line, **values))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE budgets_posting SET amount = 1",
        "DELETE FROM budgets_posting",
        "UPDATE budgets_virement SET amount = 1",
        "DELETE FROM budgets_virement",
        "UPDATE budgets_historicalline SET spent = 1",
        "DELETE FROM budgets_historicalline",
        "DELETE FROM budgets_line",
        "UPDATE budgets_line SET reference = 'B99'",
        "DELETE FROM budgets_periodlock",
        "UPDATE budgets_periodlock SET ends_on = '2012-03-02'",
    ],
)
def test_what_is_recorded_cannot_be_changed_or_deleted(line, add_line, who, locked, statement):
    february = {"on": date(2012, 2, 28), **who}
    line = actions.post_spend(line, amount=100, what="Fees", **february)
    actions.move_allocation(
        line, to=add_line("Other"), amount=1, reason="R", authority="A", **february
    )
    with connection.cursor() as cursor:
        refused_by_the_database(lambda: cursor.execute(statement))


def test_an_unlocked_period_stays_as_it_was_unlocked(locked, finance_officer):
    actions.unlock_period(locked, by=finance_officer, at=MARCH_2012, why="A late invoice")
    refused_by_the_database(lambda: PeriodLock.objects.update(why_unlocked="Another reason"))


def test_a_period_is_not_unlocked_without_who_and_why(locked):
    refused_by_the_database(lambda: PeriodLock.objects.update(unlocked_at=MARCH_2012))


@pytest.mark.parametrize(
    ("spent", "committed", "forecast", "word"),
    [
        (0, 30_000, 30_000, "Within budget"),
        (0, 0, 30_001, "Forecast over"),
        (30_001, 0, 0, "Overspent"),
        (1, 30_000, 30_001, "Committed over"),
        (20_001, 0, 20_000, "Spend above forecast"),
    ],
)
def test_a_line_stands_by_what_is_spent_and_expected(spent, committed, forecast, word):
    sums = {"spent": spent, "committed": committed, "forecast": forecast}
    assert Line(allocation=30_000, current_allocation=30_000, **sums).standing.label == word


@pytest.mark.parametrize(
    ("pence", "words"), [(500_000, "£5,000 over"), (-20_050, "£200.50 under"), (0, "As allocated")]
)
def test_a_variance_is_said_in_words(pence, words):
    assert variance_in_words(pence) == words
