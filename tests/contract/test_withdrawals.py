"""A row added by mistake is withdrawn by its author while it is fresh, and comes back when that was
the mistake.
"""

import pytest
import time_machine
from django.utils import timezone

from programme import withdrawals
from programme.authorization import NotPermitted, Role, may
from programme.models import AuditEvent, Membership, Mistake
from search.models import Document
from tests.contract.kit import (
    KITS,
    each_closed_subject,
    each_decision,
    each_log,
    to_be_typed,
)
from tests.contract.test_index import is_as_made_anew
from tests.contract.test_mistakes import WHY, changes, first, somebody_else, step_url
from tests.contract.world import A_DAY, NOW, Refused, standing
from tests.factories import MARCH_2012, MembershipFactory, PositionFactory
from tests.reading import links, told, words


def withdraw(w, kit, entry, by="programme_manager"):
    url = step_url(kit, entry, "withdraw_mistake")
    return w.send(url, {"mistake": WHY, "version": entry.version}, by)


def added_by_keeper(w, kit):
    """An entry that somebody who keeps the log, and is no programme manager, adds by the page."""
    keeper = min(kit.log.keep.roles - {Role.PROGRAMME_MANAGER})
    typed = to_be_typed(kit.typed, w, None)
    w.send(kit.add_url, w.filled_in(kit.add_url, typed, keeper), keeper)
    return kit.log.model.objects.latest("id"), keeper


def becomes_keeper(w, kit):
    """The programme manager who made the rows of a test is no more than a keeper of the log."""
    somebody, keeper = (
        w.person("programme_manager"),
        min(kit.log.keep.roles - {"programme_manager"}),
    )
    MembershipFactory(programme=w.programme, user=somebody, role=keeper)
    ended = {"ended_at": timezone.now(), "ended_by": somebody}
    Membership.objects.filter(user=somebody, role=Role.PROGRAMME_MANAGER).update(**ended)


def refused_to(w, kit, entry, by):
    """Whether the page offers no withdrawal, and the step refuses it past the page."""
    url, before = step_url(kit, entry, "withdraw_mistake"), standing(entry)
    assert url not in links(w.open(kit.url(entry), by))
    with pytest.raises(NotPermitted):
        w.press(url, {"mistake": WHY}, by=by)
    return standing(entry) == before


def is_found(kit, entry):
    """Whether the search knows it."""
    return Document.objects.filter(kind=kit.name, reference=entry.reference).exists()


@pytest.mark.alike
@each_log
def test_a_withdrawal_is_taken_back_and_can_be_made_again(w, kit):
    entry, before = first(w, kit), w.rows(kit)
    assert refused_to(w, kit, entry, somebody_else(kit))
    compared = changes(w, since=MARCH_2012)
    withdraw(w, kit, entry)
    assert not is_found(kit, entry)
    url = step_url(kit, entry, "take_back_withdrawal")
    assert "Take back the withdrawal" in links(w.open(kit.url(entry)))[url]
    done = w.send(url, w.filled_in(url, {"why": "The wrong row"}))
    assert f"{entry.reference} is back: its withdrawal is taken back." in told(done)
    assert w.rows(kit) == before and changes(w, since=MARCH_2012) == compared
    page = w.open(kit.url(entry))
    assert "The wrong row" in words(page) and url not in links(page)
    assert is_found(kit, entry) and is_as_made_anew(w)
    entry.refresh_from_db()
    assert "is withdrawn" in told(withdraw(w, kit, entry))
    assert entry.reference not in [row["reference"] for row in w.rows(kit)]
    if "reference" not in w.open(kit.add_url).context["form"].fields:
        assert kit.add(w).reference != entry.reference  # it is not given again


@pytest.mark.alike
@each_log
def test_no_link_of_a_withdrawn_row_leads_nowhere(w, kit):
    entry = w.make(kit, kit.full)
    withdrawals.mark(entry, entry.created_at, **{**w.who, "at": NOW}, why=WHY)
    page = w.open(kit.url(entry))
    assert page.context["state"] == "Added by mistake"
    shown = [row for group in page.context["groups"] for row in group["rows"]]
    state = entry.get_state_display()
    assert not [row for row in shown if row.get("name") == "state" and row["value"] == state]
    found = links(page)
    below = [address for address in found if address.startswith(kit.url(entry))]
    answers = {address: w.open(address.partition("#")[0]).status_code for address in below}
    assert set(answers.values()) <= {200}, answers
    assert step_url(kit, entry, "take_back_withdrawal") in below


@pytest.mark.alike
@each_log
def test_its_author_withdraws_a_row_alone_in_the_period_in_which_it_was_added(w, kit):
    entry, keeper = added_by_keeper(w, kit)
    url = step_url(kit, entry, "withdraw_mistake")
    assert url in links(w.open(kit.url(entry), keeper))
    PositionFactory(programme=w.programme, at=NOW)
    with time_machine.travel(NOW + A_DAY, tick=False):
        assert refused_to(w, kit, entry, keeper)
    assert step_url(kit, entry, "take_back_withdrawal") not in links(w.open(kit.url(entry), keeper))


@pytest.mark.alike
@each_log
def test_its_author_does_not_withdraw_what_somebody_else_recorded_on(w, kit):
    entry, keeper = added_by_keeper(w, kit)
    url, (name, value, _) = kit.edit_url(entry), kit.change
    w.send(url, w.filled_in(url, {name: value}))
    assert AuditEvent.objects.latest("id").by == w.person("programme_manager")
    assert refused_to(w, kit, entry, keeper)


@pytest.mark.alike
@each_decision
def test_its_author_withdraws_only_what_is_theirs_to_decide(w, kit, what):
    _, subject, _ = kit.decision(what)
    entry = w.make(kit, subject)
    becomes_keeper(w, kit)
    offered = step_url(kit, entry, "withdraw_mistake") in links(w.open(kit.url(entry)))
    author, decided = w.person("programme_manager"), withdrawals.decisions_since_added(entry)
    theirs = all(may(author, one.permission, w.programme) for one in decided)
    assert offered == (theirs and not entry.is_closed)
    assert offered or refused_to(w, kit, entry, "programme_manager")


@pytest.mark.alike
@each_closed_subject
def test_its_author_does_not_withdraw_what_is_settled(w, kit, subject):
    entry = w.make(kit, subject)
    becomes_keeper(w, kit)
    assert refused_to(w, kit, entry, "programme_manager")


MONEY = [(kit, ledger) for kit in KITS.values() for ledger in kit.log.ledgers if ledger.negated]


@pytest.mark.parametrize(("kit", "ledger"), MONEY, ids=lambda one: one.name)
def test_what_a_ledger_counts_is_taken_back_first(w, kit, ledger):
    entry = w.make(kit, kit.rows.get(ledger.name, (kit.full,))[0])
    with pytest.raises(Refused, match="take it back first"):
        w.press(step_url(kit, entry, "withdraw_mistake"), {"mistake": WHY}, by="programme_manager")
    assert not Mistake.objects.exists()
