"""Adding and changing: nothing typed is lost, nobody's save is overwritten, text stays text."""

import pytest
from lxml import html

from programme.models import AuditEvent
from tests.contract.kit import each_form, each_log, to_be_typed
from tests.contract.world import THEN, standing, text_fields
from tests.reading import errors, links, sent, typed, words

SCRIPT = "<script>alert('1')</script>"
SEALED = {"state": "closed", "reference": "X9", "number": "9", "version": "1", "score": "7"}
TURNED = "Cost \u202e001"


def first(w, kit):
    return w.make(kit, next(iter(kit.subjects)))


@pytest.mark.alike
@each_log
def test_a_row_is_added_and_shown(w, kit):
    data = w.filled_in(kit.add_url, to_be_typed(kit.typed, w, None))
    done = w.send(kit.add_url, data, follow=True)
    (row,) = w.rows(kit)
    assert done.redirect_chain == [(f"{kit.register_url}{row['reference']}/", 302)]
    assert f"{row['reference']} saved." in words(done)


@pytest.mark.alike
@each_log
def test_save_and_add_another_comes_back_to_the_form(w, kit):
    data = w.filled_in(kit.add_url, to_be_typed(kit.typed, w, None))
    listed = f"{kit.add_url}?list=sort%3Dtitle"
    page = w.send(listed, {**data, "another": "yes"}, follow=True)
    (row,) = w.rows(kit)
    again = f"{kit.add_url}?another={row['reference']}&list=sort%3Dtitle"
    assert page.redirect_chain == [(again, 302)]
    assert f"{kit.register_url}{row['reference']}/?list=sort%3Dtitle" in links(page)
    assert not typed(page, kit.change[0]) or kit.change[0] in kit.log.stays.split()
    stay = set(kit.log.stays.split()) & set(page.context["form"].fields)
    assert {name: data[name] for name in stay if data.get(name)} == {
        name: str(typed(page, name)) for name in stay if typed(page, name)
    }
    buttons = html.fromstring(page.content).xpath("//main//form//button/text()")
    assert buttons[0] == "Save and add another"  # what Enter presses


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
def test_what_a_form_needs_is_said_beside_each_field_and_the_rest_is_kept(w, kit):
    fields = w.open(kit.add_url).context["form"].fields
    needed = {name for name, field in fields.items() if field.required}
    page = w.send(kit.add_url, dict.fromkeys(needed, " ") | {"owner": "Kept"})
    assert set(errors(page)) == needed
    assert all(f'href="#id_{name}"' in page.content.decode() for name in needed)
    assert "owner" not in fields or typed(page, "owner") == "Kept"
    assert not w.rows(kit)


@pytest.mark.alike
@each_log
def test_text_with_hidden_characters_or_without_end_is_refused_and_kept(w, kit):
    data = to_be_typed(kit.typed, w, None)
    fields = text_fields(w.open(kit.add_url).context["form"])
    for text, says in ((TURNED, "U+202E"), ("x" * 10_000, "10,000")):
        page = w.send(kit.add_url, data | dict.fromkeys(fields, text))
        found = errors(page)
        assert all(says in found[name] for name in fields if name != "reference")
        assert all(typed(page, name) == text for name in fields)
    assert not w.rows(kit)


@pytest.mark.alike
@each_log
def test_a_script_stays_text_on_every_page(w, kit):
    data = to_be_typed(kit.typed, w, None)
    fields = text_fields(w.open(kit.add_url).context["form"])
    wanted = data | dict.fromkeys(fields, SCRIPT)
    refused = w.send(kit.add_url, wanted)
    if refused.status_code == 200:
        wanted |= {name: data.get(name, "") for name in errors(refused)}
        assert w.send(kit.add_url, wanted).status_code == 302
    url = f"{kit.register_url}{w.rows(kit)[0]['reference']}/"
    for path in (kit.register_url, f"{kit.register_url}?q={SCRIPT}", url, f"{url}edit/"):
        page = w.open(path)
        assert page.status_code == 200 and "<script>alert" not in page.content.decode()
    assert SCRIPT in words(w.open(url))


@pytest.mark.alike
@each_log
def test_a_change_is_saved_and_says_what_it_was(w, kit):
    entry, (name, value, shown) = first(w, kit), kit.change
    url = kit.edit_url(entry)
    done = w.send(url, w.filled_in(url, {name: value}), follow=True)
    assert done.redirect_chain == [(kit.url(entry), 302)] and shown in words(done)
    event = AuditEvent.objects.latest("id")
    (change,) = [change for change in event.changes if change["field"] == name]
    assert (event.reference, change["now"]) == (entry.reference, shown)
    assert event.by == w.person("programme_manager")


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
def test_two_who_save_see_both_versions_and_choose(w, kit):
    entry, (name, mine, shown) = first(w, kit), kit.change
    url = kit.edit_url(entry)
    data = w.filled_in(url, {name: mine})
    w.overtake(entry)
    before = standing(entry)
    page = w.send(url, data)
    (field,) = [field for field in page.context["fields"] if not field["same"]]
    assert (field["name"], field["yours"]) == (name, mine)
    assert f"Somebody else saved {entry.reference} on" in words(page)
    assert standing(entry) == before
    assert w.send(url, {**sent(page), f"pick_{name}": "theirs"}).status_code == 302
    assert standing(entry) == before
    assert w.send(url, {**sent(page), f"pick_{name}": "yours"}).status_code == 302
    assert shown in words(w.open(kit.url(entry)))


@pytest.mark.alike
@each_log
def test_a_third_save_while_choosing_is_not_overwritten_either(w, kit):
    entry, (name, mine, _) = first(w, kit), kit.change
    url = kit.edit_url(entry)
    data = w.filled_in(url, {name: mine})
    w.overtake(entry)
    page = w.send(url, data)
    w.overtake(entry)
    before = standing(entry)
    page = w.send(url, {**sent(page), f"pick_{name}": "yours"})
    assert page.templates[0].name == "programme/conflict.html"
    assert sent(page)[name] == mine and standing(entry) == before


@pytest.mark.alike
@each_form
def test_a_form_about_the_log_is_found_sent_and_said(w, kit, form):
    parts = form.begin(w)
    url, page = form.url(parts), w.open(form.page, form.by)
    assert any(label.startswith(form.label) for label in links(page)[url])
    assert url not in links(w.open(form.page, "auditor"))
    assert url not in {(link or "").partition("?")[0] for link in links(w.open(form.page + THEN))}
    done = w.send(url, w.filled_in(url, form.typed, form.by), form.by, follow=True)
    assert form.says in words(done)
    assert w.open(url + THEN, form.by).url == url
