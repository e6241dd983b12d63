"""The register of every log: filtered, sorted, counted, paged; its downloads hold the same."""

import csv
import io
import re

import pytest
from lxml import html
from openpyxl import load_workbook

from tests.contract.kit import SLUG, each_log
from tests.contract.world import THEN, text_fields
from tests.reading import links, rows, words


def references(response):
    return [row[0] for row in rows(response) if row[0]]  # a row of totals has none


@each_log
def test_the_address_says_what_is_shown_and_what_is_downloaded(w, kit):
    w.register(kit)
    for query, found in kit.finds.items():
        page = w.open(kit.register_url + query)
        assert references(page) == found, query
        assert f"{kit.log.title} ({len(found)})" in words(page)
        assert [row["reference"] for row in w.rows(kit, query)] == found, query


@pytest.mark.alike
@each_log
def test_an_order_that_is_none_is_left_aside_and_a_search_finds_no_more_than_there_is(w, kit):
    w.register(kit)
    for query in ("?unknown=1", "?sort=password", "?sort=--reference&page=x"):
        assert references(w.open(kit.register_url + query)) == kit.finds[""]
    for query in ("?q=%25", "?q=zebra_"):
        page = w.open(kit.register_url + query)
        assert references(page) == [] and "No entry fits these filters." in words(page)


@pytest.mark.alike
@each_log
def test_a_filter_with_an_unknown_value_shows_nothing_and_says_so(w, kit):
    kit.add(w)
    names = w.open(kit.register_url).context["filterset"].filters
    for name in names:
        page = w.open(f"{kit.register_url}?{name}=nobody+else")
        assert page.context["count"] == 0 and references(page) == [], name
        assert "“nobody else” is not among the choices" in words(page)
    for name in [*names][:1]:
        assert w.rows(kit, f"?{name}=nobody+else") == []


@each_log
def test_a_filter_in_force_is_a_tag_that_takes_it_away(w, kit):
    w.register(kit)
    page = w.open(f"{kit.register_url}?q=e&sort=-reference&at=2012-03-10")
    (chip,) = page.context["chips"]
    assert chip["label"] == "Search: e" and kit.register_url + chip["url"] in links(page)
    shown = references(w.open(kit.register_url + chip["url"]))
    assert shown == kit.finds[""][::-1]
    assert {"sort", "at"} <= {*html.fromstring(page.content).xpath("//input[@value!='']/@name")}


@each_log
def test_every_heading_can_be_pressed_both_ways(w, kit):
    w.register(kit)
    for head in w.open(kit.register_url).context["table"]["columns_head"]:
        if head["sort"]:
            page = w.open(kit.register_url + head["sort_url"])
            again = {head["label"]: head for head in page.context["table"]["columns_head"]}
            turned = w.open(kit.register_url + again[head["label"]]["sort_url"])
            assert sorted(references(page)) == sorted(references(turned)) == kit.finds[""]


@pytest.mark.alike
@each_log
def test_an_empty_register_says_what_to_do_to_whoever_may(w, kit):
    page = w.open(kit.register_url)
    assert page.context["empty"]["text"] in words(page) and kit.add_url in links(page)
    assert kit.add_url not in links(w.open(kit.register_url, "auditor"))
    assert kit.add_url not in links(w.open(kit.register_url + THEN))


@pytest.mark.alike
@each_log
def test_the_log_stands_among_all_logs_with_its_count(w, kit):
    w.register(kit)
    url = f"/programmes/{SLUG}/logs/"
    assert re.search(f" {kit.log.title} [1-9] ", words(w.open(url)))
    assert f" {kit.log.title} 0 " in words(w.open(f"{url}?at=2012-03-08"))


@pytest.mark.alike
@each_log
def test_the_address_says_the_page_and_its_size(w, kit):
    w.fill(kit, 60)
    in_order = [row["reference"] for row in w.rows(kit)]
    for query, found in {
        "": in_order[:50],
        "?per_page=25&page=2": in_order[25:50],
        "?per_page=100": in_order,
        "?per_page=7&page=99": in_order[50:],
        "?page=-1&per_page=1000000": in_order[50:],
    }.items():
        assert references(w.open(kit.register_url + query)) == found, query
    pager = w.open(f"{kit.register_url}?per_page=25&sort=-reference").context["pager"]
    assert pager[1]["url"] == "?per_page=25&sort=-reference&page=2"


def read(kind, content):
    """The rows of a CSV file or a workbook, the headings first."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(content)).active
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


@pytest.mark.alike
@each_log
def test_csv_and_workbook_hold_the_columns_and_rows_of_the_data(w, kit):
    w.register(kit)
    data = w.open(kit.download_url("json")).json()
    assert (data["programme"], data["log"], data["at"][:10]) == (SLUG, kit.name, "2012-03-10")
    for kind in ("csv", "xlsx"):
        answer = w.open(kit.download_url(kind))
        name = f"{SLUG}-{kit.name}-2012-03-10.{kind}"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        heads, *found = read(kind, answer.content)
        assert [head.removesuffix(" (£)") for head in heads] == [
            column["label"] for column in data["columns"]
        ]
        assert [row[0] for row in found] == kit.finds[""]
    assert w.open(kit.download_url("pdf")).status_code == 404


@pytest.mark.alike
@each_log
def test_a_formula_leaves_as_text(w, kit):
    name = kit.change[0]
    entry = kit.add(w)
    if name not in text_fields(w.open(kit.edit_url(entry)).context["form"]):
        name = "comment"
    url = kit.edit_url(entry)
    assert w.send(url, w.filled_in(url, {name: "=1+1"})).status_code == 302
    (_, row) = read("csv", w.open(kit.download_url("csv")).content)
    assert "'=1+1" in row
    cells = load_workbook(io.BytesIO(w.open(kit.download_url("xlsx")).content)).active[2]
    assert "=1+1" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
