"""Correct a mistake: every log has the step, for facts and for rows, and counts nothing of it."""

import pytest
from django.db import models
from django.urls import reverse

from programme import mistakes
from programme.authorization import NotPermitted, permissions
from programme.log import logs
from programme.models import AuditEvent
from reports.changes import ChangesSection
from search.models import Document
from tests.contract.again import is_given_back, is_saved_once
from tests.contract.kit import (
    KITS,
    SLUG,
    each_closed_subject,
    each_decision,
    each_late_child,
    each_ledger,
    each_log,
)
from tests.contract.world import A_DAY, NOW, THEN, Refused, standing
from tests.factories import MARCH_2012, as_at, as_now
from tests.reading import errors, links, sent, told, words

WHY = "The letter says so"
ANOTHER = "Put right"
BOUND = {"due", "financial_year", "progress"}  # texts that have to be ones that the log knows


def step_url(kit, entry, step, *parts):
    return reverse(kit.log.url(step), args=[SLUG, entry.reference, *parts])


def first(w, kit):
    return w.make(kit, next(iter(kit.subjects)))


def corrected(w, kit, entry, by="programme_manager"):
    """Corrects the fact that the kit changes, through the page; what the browser gets."""
    url, (name, value, _) = step_url(kit, entry, "correct_mistake"), kit.change
    assert any(label == "Correct a mistake" for label in links(w.open(kit.url(entry), by))[url])
    return w.send(url, w.filled_in(url, {name: value, "mistake": WHY}, by), by, follow=True)


def changes(w, since=MARCH_2012 - A_DAY):
    """What a report says has changed."""
    return ChangesSection().rows(as_at(w.programme, NOW, since))


@pytest.mark.alike
@each_log
def test_a_correction_is_recorded_as_one_once_and_changes_nothing_that_is_compared(w, kit):
    entry, (name, value, shown) = first(w, kit), kit.change
    url, past = step_url(kit, entry, "correct_mistake"), w.rows(kit, THEN)
    before, opened = changes(w, since=MARCH_2012), w.open(url)
    is_refused(w, entry, url, {**sent(opened), name: value}, "mistake", "Say what was wrong.")
    is_refused(w, entry, url, {**sent(opened), "mistake": WHY}, "__all__", "Nothing differs")
    w.overtake(entry)
    page = w.send(url, {**sent(opened), name: value, "mistake": WHY})
    assert page.templates[0].name == "programme/conflict.html"
    assert f"Somebody else saved {entry.reference} on" in words(page)
    assert is_saved_once(w, url, sent(page)).url == kit.url(entry)
    event = AuditEvent.objects.latest("id")
    assert (event.corrects, event.verb, event.reason) == (True, "corrected a mistake in", WHY)
    assert f"{shown} , not" in words(w.open(kit.url(entry)))
    assert changes(w, since=MARCH_2012) == before and w.rows(kit, THEN) == past != w.rows(kit)
    is_given_back(w, url, opened, {name: value, "mistake": WHY})


def is_refused(w, entry, url, data, field, said, by="programme_manager"):
    """A form is refused beside a field with these words, and changes nothing."""
    before = standing(entry)
    assert said in errors(w.send(url, data, by))[field] and standing(entry) == before


@pytest.mark.alike
@each_log
def test_a_change_that_was_nothing_but_a_mistake_is_not_spoken_of(w, kit):
    entry, (name, value, _) = first(w, kit), kit.change
    before, edit = changes(w, since=MARCH_2012), kit.edit_url(entry)
    was = w.filled_in(edit, {}).get(name, "")
    w.send(edit, w.filled_in(edit, {name: value}))
    assert changes(w, since=MARCH_2012) != before
    url = step_url(kit, entry, "correct_mistake")
    w.send(url, w.filled_in(url, {name: was, "mistake": WHY}))
    assert changes(w, since=MARCH_2012) == before


@pytest.mark.alike
@each_log
def test_whoever_typed_a_fact_corrects_that_and_no_other(w, kit):
    entry, (name, value, _) = first(w, kit), kit.change
    lead = somebody_else(kit)
    edit, url = kit.edit_url(entry), step_url(kit, entry, "correct_mistake")
    data, before = w.filled_in(url, {name: value, "mistake": WHY}), standing(entry)
    assert url not in links(w.open(kit.url(entry), lead))
    with pytest.raises((NotPermitted, Refused)):
        w.press(url, data, by=lead)
    assert standing(entry) == before and w.open(url, "auditor").status_code == 403
    begun = sent(w.open(edit, lead))
    w.send(edit, {**begun, name: value}, lead)
    opened = w.open(url, lead)
    fields = set(opened.context["form"].fields)
    assert {name, "mistake"} <= fields < {*kit.log.typed_fields, "mistake", "version"}
    right = {**sent(opened), name: begun.get(name, ""), "mistake": WHY}
    page = w.send(url, right, lead, follow=True)
    assert "corrected a mistake in" in words(page)
    assert AuditEvent.objects.latest("id").by == w.person(lead)


def somebody_else(kit):
    """A role that keeps the log and corrects no more than what it typed, which is nothing yet."""
    return min((kit.log.keep.roles & permissions.CORRECT.roles) - permissions.CORRECT_ANY.roles)


@pytest.mark.alike
@each_closed_subject
def test_a_mistake_in_a_closed_row_is_corrected_and_it_stays_closed(w, kit, subject):
    entry, (name, value, shown) = w.make(kit, subject), kit.change
    url, settled = step_url(kit, entry, "correct_mistake"), entry.settled_at
    assert url in links(w.open(kit.url(entry)))
    done = w.send(url, w.filled_in(url, {name: value, "mistake": WHY}))
    assert done.url == kit.url(entry)
    event = AuditEvent.objects.latest("id")
    assert event.corrects and shown in [line["now"] for line in event.changes]
    entry.refresh_from_db()
    assert entry.is_closed and entry.settled_at == settled


@pytest.mark.alike
@each_log
def test_a_row_added_by_mistake_leaves_lists_and_counts_and_stays_in_the_history(w, kit):
    entry = first(w, kit)
    url, past = step_url(kit, entry, "withdraw_mistake"), w.rows(kit, THEN)
    assert url in links(w.open(kit.url(entry)))
    opened = w.open(url)
    done = is_saved_once(w, url, {**sent(opened), "mistake": WHY})
    assert f"{entry.reference} is withdrawn: it was added by mistake." in told(done)
    assert entry.reference not in [row["reference"] for row in w.rows(kit)]
    assert w.rows(kit, THEN) == past
    assert WHY in words(w.open(f"/programmes/{SLUG}/history/"))
    assert entry.reference not in [row["reference"] for row in changes(w)]
    assert kit.log.entries(as_at(w.programme, NOW)).count() == 0 or kit.log.leads is not None
    assert WHY in words(w.open(kit.url(entry)))
    is_given_back(w, url, opened, {"mistake": WHY})


@each_late_child
def test_what_belongs_to_a_row_added_by_mistake_leaves_lists_and_counts_too(w, kit, name):
    entry, kind = kit.late[name](w), kit.log.children[name]
    url = step_url(kit, entry, "withdraw_mistake")
    assert kind.late(as_now(w.programme))[0] == 1
    w.send(url, w.filled_in(url, {"mistake": WHY}))
    for position in (as_now(w.programme), as_at(w.programme, NOW)):
        assert kind.late(position) == (0, 0) and not kind.standing(position).exists()


each_ledger_that_can_go = pytest.mark.parametrize(
    ("kit", "ledger"),
    [(k, ledger) for k in KITS.values() for ledger in k.log.ledgers if ledger.can_go],
    ids=lambda one: one.name,
)


def with_a_row(w, kit, ledger):
    """An entry with a row of the ledger, and the last such row."""
    subject, *steps = kit.rows.get(ledger.name, (kit.full,))
    entry = w.make(kit, subject, *steps)
    found = mistakes.rows_of(kit.log, entry)
    return entry, [row for its, row in found if its == ledger][-1]


def rows_listed(w, kit, ledger):
    """How many rows of the ledger the downloads of child rows hold; 0 where there are none."""
    kinds = [kind for kind in kit.log.children.values() if kind.model is ledger.model]
    return sum(kind.standing(as_at(w.programme, NOW)).count() for kind in kinds)


def rows_found(kit, entry, ledger):
    """How many lines of what the search knows of an entry tell rows of the ledger."""
    text = Document.objects.get(kind=kit.name, reference=entry.reference).text
    heads = [line.partition(": ")[0] for line in text.splitlines()]
    kinds = [kind for kind in kit.log.children.values() if kind.model is ledger.model]
    return sum(heads.count(kind.title) for kind in kinds)


def something_else(ledger):
    """A fact of the ledger in which people write freely, or a figure, with another value."""
    names = [name for name in ledger.facts.split() if name not in BOUND]
    columns = [ledger.model._meta.get_field(name) for name in names]
    free = models.CharField | models.TextField
    found = (c.name for c in columns if isinstance(c, free) and not c.choices)
    return {name: ANOTHER} if (name := next(found, "")) else {columns[0].name: "1"}


@pytest.mark.alike
@each_ledger
def test_a_mistake_in_a_row_is_corrected_once_by_another_row(w, kit, ledger):
    entry, row = with_a_row(w, kit, ledger)
    ((name, value),) = something_else(ledger).items()
    url = step_url(kit, entry, "correct_row", ledger.name, row.pk)
    opened, typed = w.open(url), {name: value, "mistake": WHY}
    done = is_saved_once(w, url, {**sent(opened), **typed})
    page = words(w.open(done.url))
    assert done.url == kit.url(entry)
    assert "corrected a mistake in" in page and value in page
    event = AuditEvent.objects.latest("id")
    assert event.corrects and all(line["was"] != line["now"] for line in event.changes)
    now = [one for its, one in mistakes.rows_of(kit.log, entry) if its == ledger]
    assert getattr(now[-1], name) != getattr(row, name) or value == ANOTHER
    assert value in (getattr(now[-1], name), "1")
    is_given_back(w, url, opened, typed)


@each_ledger_that_can_go
def test_a_row_that_should_not_be_there_is_taken_back(w, kit, ledger):
    entry, row = with_a_row(w, kit, ledger)
    before, listed = len(mistakes.rows_of(kit.log, entry)), rows_listed(w, kit, ledger)
    found = rows_found(kit, entry, ledger)
    url = step_url(kit, entry, "correct_row", ledger.name, row.pk)
    done = w.send(url, w.filled_in(url, {"never": "on", "mistake": WHY}), follow=True)
    assert "corrected a mistake in" in words(done)
    assert len(mistakes.rows_of(kit.log, entry)) < before
    now = rows_listed(w, kit, ledger)  # a ledger of money keeps it, and takes it back
    assert now > listed if ledger.negated else now < listed or not listed
    assert ledger.negated or rows_found(kit, entry, ledger) < found or not found
    assert w.open(url).url == kit.url(entry)


@pytest.mark.alike
@each_ledger
def test_a_row_is_corrected_by_its_author_or_a_programme_manager(w, kit, ledger):
    entry, row = with_a_row(w, kit, ledger)
    page = step_url(kit, entry, "correct_mistake")
    url = step_url(kit, entry, "correct_row", ledger.name, row.pk)
    data, before = w.filled_in(url, {**something_else(ledger), "mistake": WHY}), standing(entry)
    authors = [
        one for one in permissions.CORRECT.roles if w.person(one).pk == ledger.author_of(row)
    ]
    others = permissions.CORRECT.roles - permissions.CORRECT_ANY.roles - {*authors}
    for role in {*permissions.CORRECT_ANY.roles, *authors, min(others)}:
        offered = url in links(w.open(page, role))
        assert w.open(url, role).status_code == (200 if offered else 403), role
        assert offered or role not in permissions.CORRECT_ANY.roles
    with pytest.raises(NotPermitted):
        w.press(url, data, by=min(others))
    assert standing(entry) == before


def decided_facts(w, kit, what):
    """A row over which a decision stands, the facts that it fixed, and who may correct them."""
    decision, subject, typed = kit.decision(what)
    entry = w.make(kit, subject)
    fixed = set(decision.fixed(entry, typed)) & set(kit.log.typed_fields)
    return entry, fixed, permissions.CORRECT_ANY.roles & decision.permission.roles


@pytest.mark.alike
@each_decision
def test_what_was_decided_is_corrected_by_whoever_may_decide(w, kit, what):
    entry, fixed, may = decided_facts(w, kit, what)
    url, state = step_url(kit, entry, "correct_mistake"), getattr(entry, "state", None)
    for role in permissions.CORRECT_ANY.roles:
        form = w.open(url, role).context["form"]
        assert set(form.fields) & fixed == (fixed if role in may else set())
    if free := sorted(fixed & {"title", "text"}):
        done = w.send(url, w.filled_in(url, {free[0]: ANOTHER, "mistake": WHY}), follow=True)
        assert ANOTHER in words(done) and "corrected a mistake in" in words(done)
    assert getattr(type(entry).objects.get(pk=entry.pk), "state", None) == state


# Columns that the product fills in, from rows, days in words, or from who did what when.
FOLLOWS = {
    *("id", "version", "created_at", "updated_at", "updated_by", "updated_by_name", "programme"),
    *("reference", "number", "settled_at", "state", "judgement", "baseline"),
    *("delivered_on", "extensions", "roll_overs", "likelihood", "impact", "score", "frequency"),
    *("frequency_words", "severity", "judged", "current_allocation", "committed", "spent"),
    *("forecast_given", "approved", "contingent", "requested", "contributed", "drawn"),
    *("approved_amount", "achieved", "first_due_on", "due_on", "requested_due_on", "actual"),
    *("actual_on", "edition", "supersedes", "in_force", "carried_from", "progress"),
    "taken_from",  # it comes with a lesson of another programme
    *(
        "signed_edition",
        "signed_number",
        "respond_by",  # it comes with a finding of scrutiny
        "position_on",
        "due",
        "risk",
        "assessment",
        "review_on",
        "target_on",
    ),
    "workstream",  # of some logs nobody types it
}
# What the guide for programme managers says cannot be corrected, and what to do.
CANNOT = {"settled_why", "ongoing", "superseded_by", "unit", "counted", "direction", "counting"}
CANNOT |= {"earlier_amounts", "Dependency", "RollOver", "Screening"}


@each_log
def test_what_people_type_can_be_corrected_or_the_guide_says_why_not(kit):
    columns = {column.name for column in kit.log.model._meta.fields}
    left = columns - set(kit.log.typed_fields) - FOLLOWS - CANNOT
    done_by_the_system = ("_earliest", "_latest", "claimed_", "verified_", "accepted_")
    assert not [name for name in left if not any(part in name for part in done_by_the_system)]
    kinds = {kind.model for kind in kit.log.children.values()} - {one.model for one in logs()}
    corrected = {ledger.model for ledger in kit.log.ledgers}
    assert {model.__name__ for model in kinds - corrected} <= CANNOT
