"""A register as a sheet: every log opens as one, and saves by its own forms and actions."""

import pytest
from django import forms
from django.urls import reverse

from programme.arriving import DATED, DAY, MONEY, NUMBER, YEAR, kind_of
from programme.models import AuditEvent
from tests.contract.again import is_saved_once
from tests.contract.kit import SLUG, each_closed_subject, each_log, to_be_typed
from tests.contract.world import standing
from tests.reading import errors, links, sent, told, words

pytestmark = pytest.mark.alike
TURNED = "Cost \u202e001"
# what is typed into a cell by the kind of its column
OTHER = {
    DAY: ("1 March 2012", "2 March 2012"),
    DATED: ("June 2012",),
    MONEY: ("12,345",),
    NUMBER: ("8",),
    YEAR: ("2012/13",),
}


def first(w, kit):
    return w.make(kit, next(iter(kit.subjects)))


def sheet_url(kit, **query):
    columns = "&".join(f"column={name}" for name in query.pop("columns", ()))
    return f"{reverse(kit.log.url('sheet'), args=[SLUG])}?{columns}"


def opened(w, kit, *columns):
    """(address, what a browser would send) of the sheet."""
    url = sheet_url(kit, columns=columns)
    return url, sent(w.open(url))


def another(column, now, log):
    """Something else than stands in a cell."""
    if column.choices:
        return next((value for value, _ in reversed(column.choices) if value != now), now)
    kind = kind_of(log.bound[column.name].field)
    return next(text for text in (*OTHER.get(kind, ()), "Changed in a sheet") if text != now)


def problems(page):
    """{place: words} of what is wrong; each must stand on the page."""
    assert page.status_code == 200
    found = dict(page.context["problems"])
    text = page.content.decode()
    assert all(f'id="{place}"' in text and f'href="#{place}"' in text for place in found)
    return found


@each_log
def test_the_register_opens_as_a_sheet_for_who_may_change_its_rows(w, kit):
    query = f"?q={first(w, kit).reference}&sort=-reference"
    url = reverse(kit.log.url("sheet"), args=[SLUG])
    register = f"{kit.register_url}{query}"
    found = [link for link in links(w.open(register)) if link and link.startswith(url)]
    assert found == [f"{url}{query}"]
    assert url not in links(w.open(kit.register_url, "auditor"))
    assert w.open(url, "auditor").status_code == 403
    assert w.open(f"{url}?at=2012-03-09&q=e").url == f"{url}?q=e"
    assert register in links(w.open(found[0]))


@each_log
def test_each_column_is_saved_or_refused_as_by_the_logs_own_edit_form(w, kit):
    """All at once, then without those that are refused, then each of these alone."""
    entry = first(w, kit)
    names = [name for name, *_ in w.open(sheet_url(kit)).context["choices"]]
    page = w.open(sheet_url(kit, columns=names))
    (row,) = [row for row in page.context["rows"] if row.entry == entry]
    locked = {cell.key for cell in row.cells if cell.locked}  # a decision fixed it
    assert not locked & sent(page).keys()
    cells = {cell.column: cell.text for cell in row.cells if not cell.locked}
    typed = {column: another(column, text, kit.log) for column, text in cells.items()}
    typed = {one.name: text for one, text in typed.items() if text != cells[one]}
    saved, refused = save_cells(w, kit, entry, typed)
    saved |= save_cells(w, kit, entry, {n: typed[n] for n in typed.keys() - saved - refused})[0]
    for name in typed.keys() - saved:
        saved |= save_cells(w, kit, entry, {name: typed[name]})[0]
    assert kit.change[0] in saved and len(saved) >= min(len(names), 4)


def save_cells(w, kit, entry, typed):
    """Sends cells of a row; gives the names of those that were saved, and of those that the edit
    form refuses in the same words.
    """
    if not typed:
        return set(), set()
    url, edit = sheet_url(kit, columns=typed), kit.edit_url(entry)
    cells = {f"{entry.pk}-{name}": text for name, text in typed.items()}
    done = w.send(url, {**sent(w.open(url)), **cells, "why": "Agreed"})
    if done.status_code == 200:
        form = w.send(edit, w.filled_in(edit, typed))
        assert_refused_alike(done, form)
        return set(), set(errors(form))
    assert f"{entry.reference} saved." in told(done)
    event = AuditEvent.objects.latest("id")
    assert (event.reference, event.reason) == (entry.reference, "Agreed")
    assert typed.keys() <= {change["field"] for change in event.changes}
    return set(typed), set()


def assert_refused_alike(sheet, form):
    """What a sheet refuses, the edit form refuses in the same words."""
    said = set(errors(form).values())
    assert problems(sheet) and said
    assert all(any(text.endswith(one) for one in said) for text in problems(sheet).values())


@each_log
def test_a_bad_cell_is_said_at_its_place_and_the_good_rows_are_saved_or_wait(w, kit):
    name, good, _ = kit.change
    one, two = kit.add(w), w.once("another", lambda: copied(w, kit))
    url, values = opened(w, kit, name)
    values |= {f"{one.pk}-{name}": TURNED, f"{two.pk}-{name}": good}
    before = standing(one), standing(two)
    page = w.send(url, {**values, "wait": "all"})
    assert list(problems(page)) == [f"id_{one.pk}-{name}"]
    assert sent(page)[f"{one.pk}-{name}"] == TURNED and sent(page)[f"{two.pk}-{name}"] == good
    assert (standing(one), standing(two)) == before
    page = w.send(url, {**values, "wait": "some"})
    assert f"{two.reference} saved." in words(page) and sent(page)[f"{one.pk}-{name}"] == TURNED
    assert standing(one)[0] == before[0][0] and standing(two)[0] != before[1][0]
    fixed = {**sent(page), f"{one.pk}-{name}": good}
    assert w.send(url, fixed).url == kit.register_url


def copied(w, kit):
    """A second row, which may stand beside the first."""
    w.fill(kit, 2)
    return kit.log.model.objects.order_by("number").last()


@each_log
def test_what_somebody_else_saved_meanwhile_stands_at_its_cell(w, kit):
    entry, (name, mine, _) = first(w, kit), kit.change
    url, values = opened(w, kit, name)
    key = f"{entry.pk}-{name}"
    page, theirs = w.open(kit.edit_url(entry)), None
    column = next(one for one in w.open(url).context["columns"])
    theirs = next(t for t in (f"{mine} too", another(column, mine, kit.log)) if valid(column, t))
    assert w.send(kit.edit_url(entry), {**sent(page), name: theirs}).status_code == 302
    before = standing(entry)
    page = w.send(url, {**values, key: mine})
    assert list(problems(page)) == [f"id_{key}"]
    assert sent(page)[key] == mine and column.words(theirs) in words(page)
    assert standing(entry) == before
    taken = w.send(url, {**sent(page), f"{key}-theirs": "yes"})
    assert taken.url == kit.register_url and standing(entry) == before
    assert w.send(url, sent(page)).url == kit.register_url
    entry.refresh_from_db()
    assert column.of(entry) == column.text(column.field.clean(mine))


def valid(column, text):
    try:
        column.field.clean(text)
    except forms.ValidationError:
        return False
    return True


@each_log
def test_a_page_that_says_no_version_overwrites_nothing_nor_does_one_with_nothing_typed(w, kit):
    entry, (name, mine, _) = first(w, kit), kit.change
    url, values = opened(w, kit, name)
    typed, before = {**values, f"{entry.pk}-{name}": mine}, standing(entry)
    page = w.send(url, {**typed, "rows": f"{entry.pk}:"})
    assert "does not say which version" in words(page) and standing(entry) == before
    w.overtake(entry)
    assert f"{entry.reference} saved." in told(w.send(url, typed))
    before = standing(entry)
    untouched = w.send(url, values)  # an old page
    assert untouched.url == kit.register_url and standing(entry) == before


@each_closed_subject
def test_a_closed_row_is_shown_and_cannot_be_changed(w, kit, subject):
    entry, (name, mine, _) = w.make(kit, subject), kit.change
    url = sheet_url(kit, columns=[name])
    page, before = w.open(url), standing(entry)
    assert f"You cannot change {entry.reference}" in words(page)
    assert f"{entry.pk}-{name}" not in sent(page)
    page = w.send(url, {**sent(page), f"{entry.pk}-{name}": mine})
    assert list(problems(page)) == [f"row-{entry.pk}"] and standing(entry) == before


@each_log
def test_new_rows_are_added_once_by_the_logs_own_form(w, kit):
    wanted, before = to_be_typed(kit.typed, w, None), references(kit)
    url, values = opened(w, kit, *wanted)
    cells = {name: f"new2-{name}" for name in wanted if f"new2-{name}" in values}
    done = is_saved_once(w, url, values | {cells[name]: wanted[name] for name in cells})
    assert done.url == kit.register_url
    (new,) = references(kit) - before
    assert f"{new} saved." in told(done)


def references(kit):
    return {*kit.log.model.objects.values_list("reference", flat=True)}


@each_log
def test_of_two_new_rows_the_good_one_is_saved_once_and_the_other_comes_back(w, kit):
    wanted = to_be_typed(kit.typed, w, None)
    url, values = opened(w, kit, *wanted, kit.change[0])
    good = {f"new1-{name}": text for name, text in wanted.items() if f"new1-{name}" in values}
    bad, before = f"new3-{kit.change[0]}", references(kit)
    page = w.send(url, {**values, **good, bad: TURNED})
    assert bad.join(["id_", ""]) in problems(page) and sent(page)[bad] == TURNED
    assert len(saved := references(kit)) == len(before) + 1
    again = w.send(url, {**values, **good, bad: TURNED})  # "Back", and the same page once more
    assert "You have saved this row before" in words(again) and references(kit) == saved
    left = {name: text for name, text in sent(page).items() if not name.startswith("new3-")}
    assert w.send(url, left).url == kit.register_url and references(kit) == saved


@each_log
def test_more_blank_rows_keep_what_was_typed_and_save_nothing(w, kit):
    entry, (name, mine, _) = first(w, kit), kit.change
    url, values = opened(w, kit, name)
    before = standing(entry)
    page = w.send(url, {**values, f"{entry.pk}-{name}": mine, "more": "yes"})
    assert sent(page)["lines"] == "6" and sent(page)[f"{entry.pk}-{name}"] == mine
    assert standing(entry) == before
