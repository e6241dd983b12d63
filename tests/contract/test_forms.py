"""Adding and changing: nothing typed is lost, nobody's save is overwritten, text stays text."""

import io
import re
from uuid import uuid4

import pytest
from lxml import html
from openpyxl import load_workbook

from programme.models import AuditEvent
from tests.contract.again import is_given_back, is_saved_once
from tests.contract.kit import each_form, each_log, to_be_typed
from tests.contract.test_register import read
from tests.contract.test_unsaid import answers_by_itself
from tests.contract.world import THEN, standing, text_fields
from tests.reading import errors, links, sent, told, typed, words

SCRIPT = "=1+1<script>alert('1')</script>"
SEALED = {"state": "closed", "reference": "X9", "number": "9", "version": "1", "score": "7"}
TURNED = "Cost \u202e001"


def first(w, kit):
    return w.make(kit, next(iter(kit.subjects)))


@pytest.mark.alike
@each_log
def test_save_and_add_another_saves_once_and_comes_back_to_the_form(w, kit):
    opened, wanted = w.open(kit.add_url), to_be_typed(kit.typed, w, None)
    listed, data = f"{kit.add_url}?list=sort%3Dtitle", {**sent(opened), **wanted}
    done = is_saved_once(w, listed, {**data, "another": "yes"})
    (row,) = w.rows(kit)
    assert done.url == f"{kit.add_url}?another={row['reference']}&list=sort%3Dtitle"
    page = w.open(done.url)
    assert f"{kit.register_url}{row['reference']}/?list=sort%3Dtitle" in links(page)
    assert not typed(page, kit.change[0]) or kit.change[0] in kit.log.stays.split()
    stay = set(kit.log.stays.split()) & set(page.context["form"].fields)
    assert {name: data[name] for name in stay if data.get(name)} == {
        name: str(typed(page, name)) for name in stay if typed(page, name)
    }
    buttons = html.fromstring(page.content).xpath("//main//form//button/text()")
    assert buttons[0] == "Save and add another"  # what Enter presses
    is_given_back(w, kit.add_url, opened, wanted)


@pytest.mark.alike
@each_log
def test_a_new_row_begins_as_a_copy_of_another(w, kit):
    entry = first(w, kit)
    (url,) = [url for url, texts in links(w.open(kit.url(entry))).items() if "Duplicate" in texts]
    assert "Duplicate" not in words(w.open(kit.url(entry), "auditor"))
    assert "Duplicate" not in words(w.open(kit.url(entry) + THEN))
    page, name = w.open(url), kit.change[0]
    assert typed(page, name) == typed(w.open(kit.edit_url(entry)), name)
    assert url == f"{kit.add_url}?from={entry.reference}"
    said = words(page).partition(f"Copied from {entry}")[2].partition("not copied.")[0]
    assert said and "None" not in said and ", none" not in said
    assert not page.context["form"].initial.get("state")
    for column in (one for one in entry._meta.fields if one.name in page.context["form"].fields):
        assert kit.log.is_copied(column) or not page.context["form"].initial.get(column.name)


@pytest.mark.alike
@each_log
def test_what_is_wrong_is_said_beside_each_field_and_the_rest_is_kept(w, kit):
    form, data = w.open(kit.add_url).context["form"], to_be_typed(kit.typed, w, None)
    needed = {name for name, field in form.fields.items() if field.required}
    page = w.send(kit.add_url, dict.fromkeys(needed, " ") | {"owner": "Kept"})
    assert set(errors(page)) == needed
    assert all(f'href="#id_{name}"' in page.content.decode() for name in needed)
    assert "owner" not in form.fields or typed(page, "owner") == "Kept"
    fields = text_fields(form)
    for text, says in ((TURNED, "U+202E"), ("x" * 10_000, "10,000")):
        page = w.send(kit.add_url, data | dict.fromkeys(fields, text))
        found = errors(page)
        assert all(says in found[name] for name in fields if name != "reference")
        assert all(typed(page, name) == text for name in fields)
    assert not w.rows(kit)


@pytest.mark.alike
@each_log
def test_a_script_and_a_formula_stay_text_on_every_page_and_in_every_file(w, kit):
    data = to_be_typed(kit.typed, w, None)
    fields = text_fields(w.open(kit.add_url).context["form"])
    wanted = data | dict.fromkeys(fields, SCRIPT)
    done = w.send(kit.add_url, wanted)
    if done.status_code == 200:
        wanted |= {name: data.get(name, "") for name in errors(done)}
        done = w.send(kit.add_url, wanted)
    (reference,) = re.fullmatch(rf"{kit.register_url}(.+)/", done.url).groups()
    assert f"{reference} saved." in told(done)
    for path in (kit.register_url, f"{kit.register_url}?q={SCRIPT}", f"{done.url}edit/", done.url):
        page = w.open(path)
        assert page.status_code == 200 and "<script>alert" not in page.content.decode()
    assert SCRIPT in words(page)
    (_, row) = read("csv", w.open(kit.download_url("csv")).content)
    assert f"'{SCRIPT}" in row
    cells = load_workbook(io.BytesIO(w.open(kit.download_url("xlsx")).content)).active[2]
    assert SCRIPT in [cell.value for cell in cells]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


@pytest.mark.alike
@each_log
def test_saving_without_a_change_and_columns_that_no_form_offers_change_nothing(w, kit):
    entry = first(w, kit)
    before, url = standing(entry), kit.edit_url(entry)
    offered = w.open(url).context["form"].fields
    sealed = {name: value for name, value in SEALED.items() if name not in offered}
    assert w.send(url, w.filled_in(url, sealed)).status_code == 302
    assert standing(entry) == before


@pytest.mark.alike
@each_log
def test_two_who_save_see_both_versions_choose_and_save_once(w, kit):
    entry, (name, mine, shown) = first(w, kit), kit.change
    url, past, pick = kit.edit_url(entry), kit.url(entry) + THEN, f"pick_{kit.change[0]}"
    then, rows = words(w.open(past, "auditor")), w.rows(kit, THEN)
    opened = w.open(url)
    chosen = both_versions(w, kit, entry, {**sent(opened), name: mine})
    chosen = both_versions(w, kit, entry, {**chosen, pick: "yours"})  # overtaken while choosing
    before = standing(entry)
    theirs = {**chosen, pick: "theirs", "once": str(uuid4())}
    assert w.send(url, theirs).status_code == 302 and standing(entry) == before
    done = is_saved_once(w, url, {**chosen, pick: "yours"})
    assert done.url == kit.url(entry) and shown in words(w.open(done.url))
    event = AuditEvent.objects.latest("id")
    (change,) = [change for change in event.changes if change["field"] == name]
    assert (event.reference, change["now"]) == (entry.reference, shown)
    assert event.by == w.person("programme_manager")
    assert words(w.open(past, "auditor")) == then and w.rows(kit, THEN) == rows != w.rows(kit)
    is_given_back(w, url, opened, {name: mine})


def both_versions(w, kit, entry, data):
    """What is sent from the page that shows both, after somebody else saved first."""
    w.overtake(entry)
    before, (name, mine, _) = standing(entry), kit.change
    page = w.send(kit.edit_url(entry), data)
    assert page.templates[0].name == "programme/conflict.html"
    (field,) = [field for field in page.context["fields"] if not field["same"]]
    assert (field["name"], field["yours"]) == (name, mine)
    assert f"Somebody else saved {entry.reference} on" in words(page)
    assert standing(entry) == before and sent(page)[name] == mine
    return sent(page)


@pytest.mark.alike
@each_form
def test_a_form_about_the_log_is_found_sent_and_said(w, kit, form):
    parts, wanted = form.begin(w), to_be_typed(form.typed, w, None)
    url, page = form.url(parts), w.open(form.page, form.by)
    assert any(label.startswith(form.label) for label in links(page)[url])
    assert url not in links(w.open(form.page, "auditor"))
    assert url not in {(link or "").partition("?")[0] for link in links(w.open(form.page + THEN))}
    opened = w.open(url, form.by)
    assert answers_by_itself(form.name, opened) == []
    done = is_saved_once(w, url, {**sent(opened), **wanted}, form.by)
    assert form.says in words(w.open(done.url, form.by))
    is_given_back(w, url, opened, wanted, form.by)
    assert w.open(url + THEN, form.by).url == url
