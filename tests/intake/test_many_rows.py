"""Files of many rows that are all or none: in parts, so that nobody else waits for long."""

import pytest
from django.utils import timezone

from intake import taking_in
from intake.models import Import
from intake.working import work_on
from risks.actions import add_risk
from risks.models import Risk
from tests.intake.conftest import work
from tests.intake.making import workbook
from tests.reading import words

HEAD = ["Ref", "Risk", "L", "I", "Closed on"]
ROWS = [[f"X{n}", f"Risk {n}", 3, 4, None] for n in range(1, 5)]


@pytest.fixture(autouse=True)
def in_parts(monkeypatch):
    """As if these few rows were many."""
    monkeypatch.setattr(taking_in, "MOST_LOCKED", 0)
    monkeypatch.setattr(taking_in, "AT_ONCE", 1)


@pytest.fixture
def told(monkeypatch):
    """What a worker says of its progress; `told.when[words]` is done as it says so."""

    class Told(list):
        when = {}

    found = Told()
    monkeypatch.setattr(
        taking_in.progress,
        "say",
        lambda pk, said: (found.append(said), found.when.pop(said, lambda: None)()),
    )
    return found


@pytest.mark.once
def test_many_rows_are_tried_first_and_then_taken_in(bring, press, told):
    assert "4 rows added" in press(bring(workbook(HEAD, *ROWS)), "apply", how="all")
    tried = told.index("Nothing is kept yet. Tried: 4 of 4 rows")
    assert told.index("1 of 4 rows") > tried
    assert [one.reference for one in Risk.objects.order_by("number")] == ["X1", "X2", "X3", "X4"]


@pytest.mark.once
def test_of_many_rows_none_is_kept_where_one_is_refused(bring, press):
    closed = [*ROWS[3][:4], "1 May 2026"]
    press(bring(workbook(HEAD, ROWS[0], closed)), "apply", how="all")
    changed = [[one[0], f"{one[1]}, as of now", *one[2:]] for one in ROWS]
    page = press(bring(workbook(HEAD, *changed)), "apply", how="all")
    assert "Nothing was taken in" in page and "row 5: You cannot change X4" in page
    assert [one.title for one in Risk.objects.order_by("number")] == ["Risk 1", "Risk 4"]


@pytest.mark.once
def test_a_row_that_is_refused_only_later_takes_all_back(
    bring, press, told, programme, programme_manager
):
    who = {"programme": programme, "by": programme_manager, "at": timezone.now()}
    told.when["2 of 4 rows"] = lambda: add_risk(reference="X4", title="Another", **who)
    page = press(bring(workbook(HEAD, *ROWS)), "apply", how="all")
    assert "Nothing was taken in" in page and "row 5" in page
    assert [one.title for one in Risk.objects.of(programme)] == ["Another"]


@pytest.mark.once
def test_a_worker_that_died_over_many_rows_is_followed_by_another(bring, manager, told):
    def die():
        raise KeyboardInterrupt

    address = bring(workbook(HEAD, *ROWS))
    row = Import.objects.get()
    manager.post(address, {"step": "apply", "how": "all", "version": row.version})
    told.when["2 of 4 rows"] = die
    with pytest.raises(KeyboardInterrupt):
        work_on(row.pk, timezone.now)
    assert Risk.objects.count() == 2
    Import.objects.update(lease_until=None)
    work()
    assert "4 rows added" in words(manager.get(address)) and Risk.objects.count() == 4
