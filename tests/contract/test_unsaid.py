"""What nobody said is never printed as if somebody had, and no form answers for a person."""

import pytest
from django import forms

from programme.formats import NOT_RECORDED
from programme.ui.views import AddView
from tests.contract.kit import each_log, to_be_typed
from tests.contract.world import NOW
from tests.reading import rows, sent

# Forms that begin with an answer: it is no judgement, and is what holds today.
BEGINS_WITH = {
    ("risks:assess", "kind"),  # the view that was assessed last
    ("risks:bands", "size"),  # the matrix in use
    ("risks:scheme", "kind"),  # the way in which risks are rated
    ("recommendations:update", "wording"),  # what is typed is in its own words
}


def choices_of(log):
    """The facts of a log that are a choice."""
    facts = log.bound.items()
    return {name: fact for name, fact in facts if fact.field and fact.field.choices}


def add_the_least(w, kit):
    """Adds a row with no more than its form asks for; gives what was typed."""
    typed, fields = to_be_typed(kit.typed, w, None), w.open(kit.add_url).context["form"].fields
    least = {name: value for name, value in typed.items() if fields[name].required}
    assert w.send(kit.add_url, w.filled_in(kit.add_url, least)).status_code == 302
    return least


@pytest.mark.alike
@each_log
def test_a_choice_that_nobody_made_is_neither_recorded_nor_printed(w, kit):
    least, log = add_the_least(w, kit), kit.log
    position, unmade = w.position_now(), choices_of(kit.log).keys() - least.keys()
    (kept,), (said,) = log.rows(log.entries(position), position), w.rows(kit)
    for name in unmade:
        act = kit.by_adding.get(name) or (NOT_RECORDED if name == "state" else "")
        assert (kept[name] or "") == act
        assert said.get(name, NOT_RECORDED) in (act or NOT_RECORDED, kept[name])
    for row in (row for one in kit.sections for row in w.content(one.key, NOW)["rows"]):
        for name in unmade & row.keys():
            assert row[name] in (None, "", kit.by_adding.get(name, NOT_RECORDED))
    assert_list_and_downloads_say_so(w, kit, said, least)


def assert_list_and_downloads_say_so(w, kit, row, least):
    unsaid = {name for name, fact in choices_of(kit.log).items() if fact.unsaid} - least.keys()
    shown = kit.log.register.split()
    assert {row[name] for name in unsaid & row.keys()} <= {NOT_RECORDED}
    cells, *_ = rows(w.open(kit.register_url))
    assert all(cells[shown.index(name)] for name in unsaid.intersection(shown))
    csv = w.open(kit.download_url("csv"), "auditor").content.decode()
    assert csv.count(NOT_RECORDED) >= len(unsaid & row.keys())


@pytest.mark.alike
@each_log
def test_a_filter_by_a_choice_finds_the_rows_in_which_nobody_made_it(w, kit):
    least, filters = add_the_least(w, kit), kit.log.filter_class.filters
    for name, fact in choices_of(kit.log).items():
        if name in filters and fact.unsaid and fact.field.blank and name not in least:
            assert len(w.rows(kit, f"?{name}=none")) == 1


@pytest.mark.alike
@each_log
def test_a_new_form_answers_no_question_by_itself(w, kit):
    assert answers_by_itself(kit.the(AddView), w.open(kit.add_url)) == []


def answers_by_itself(name, page):
    """The fields of choices of a form that begin with an answer which nobody gave."""
    found, begins = page.context["form"].fields.items(), sent(page)
    asks = {n for n, field in found if isinstance(field, forms.ChoiceField)}
    asks -= {n for n, field in found if isinstance(field, forms.ModelChoiceField)}
    return [n for n in asks if begins.get(n) and (name, n) not in BEGINS_WITH]
