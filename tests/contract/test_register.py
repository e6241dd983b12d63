"""The register of every log: filtered, sorted, counted, paged; its downloads hold the same."""

import csv
import io
import re

import pytest
from lxml import html
from openpyxl import load_workbook

from tests.contract.kit import KITS, SLUG, each_log
from tests.contract.world import THEN
from tests.reading import links, rows, words


def references(response):
    return [row[0] for row in rows(response) if row[0]]  # a row of totals has none


@each_log
def test_the_address_says_what_is_shown_and_what_is_downloaded(w, kit):
    """Each query as a download, and as a page the first that has a filter, a search or an order."""
    w.register(kit)
    seen = set()
    for query, found in kit.finds.items():
        assert [row["reference"] for row in w.rows(kit, query)] == found, query
        asked = {*re.findall(r"[?&](\w+)=", query), "nothing"} - seen
        if asked:
            page = w.open(kit.register_url + query)
            assert references(page) == found, query
            assert f"{kit.log.title} ({len(found)})" in words(page)
        seen |= asked


@pytest.mark.alike
@each_log
def test_rows_that_the_address_names_are_shown_and_counted_alone(w, kit):
    w.register(kit)
    first, *_, last = kit.log.kept_at(w.position_now()).values_list("number", "reference")
    page = w.open(f"{kit.register_url}?rows={first[0]},{last[0]}")
    assert references(page) == [first[1], last[1]]
    assert f"{kit.log.title} (2)" in words(page) and page.context["count"] == 2
    assert all(one["count"] <= 2 for one in page.context["key"])


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
    names = [*w.open(kit.register_url).context["filterset"].filters]
    said = "“nobody else” is not among the choices"
    page = w.open(f"{kit.register_url}?{'&'.join(f'{name}=nobody+else' for name in names)}")
    assert {*page.context["filterset"].unknown} == {*names}
    assert words(page).count(said) == len(names)
    page = w.open(f"{kit.register_url}?{names[0]}=nobody+else")
    assert page.context["count"] == 0 and references(page) == [] and said in words(page)
    assert w.rows(kit, f"?{names[0]}=nobody+else") == []


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
    """The second on a page, and again on that page; each other, last first, as a download."""
    w.register(kit)
    first, second, *others = heads(w.open(kit.register_url))
    page = w.open(kit.register_url + second["sort_url"])
    again = next(one for one in heads(page) if one["label"] == second["label"])
    assert again["sort_url"] == last_first(second)
    turned = references(w.open(kit.register_url + again["sort_url"]))
    assert sorted(references(page)) == sorted(turned) == kit.finds[""]
    assert first["sort_url"] == last_first(first)  # a register begins with its first row
    for head in (first, *others):
        found = w.rows(kit, last_first(head))
        assert sorted(row["reference"] for row in found) == kit.finds[""]


def last_first(head):
    """The address that sorts by a heading the other way round."""
    return re.sub("sort=-?", "sort=-", head["sort_url"])


def heads(page):
    """The headings by which a register can be sorted."""
    return [head for head in page.context["table"]["columns_head"] if head["sort"]]


@pytest.mark.alike
@each_log
def test_an_empty_register_says_what_to_do_to_whoever_may(w, kit):
    page = w.open(kit.register_url)
    assert page.context["empty"]["text"] in words(page) and kit.add_url in links(page)
    assert kit.add_url not in links(w.open(kit.register_url, "auditor"))
    assert kit.add_url not in links(w.open(kit.register_url + THEN))


@pytest.mark.once
def test_every_log_stands_among_all_logs_with_its_count(w):
    for kit in KITS.values():
        w.make(kit, kit.full)
    url = f"/programmes/{SLUG}/logs/"
    now, before = words(w.open(url)), words(w.open(f"{url}?at=2012-03-08"))
    for kit in KITS.values():
        assert re.search(f" {kit.log.title} [1-9] ", now)
        assert f" {kit.log.title} 0 " in before


@pytest.mark.alike
@each_log
def test_the_address_says_the_page_and_its_size(w, kit):
    every = kit.name == "risks"  # one reader of addresses for all logs
    w.fill(kit, 60 if every else 30)
    in_order = [row["reference"] for row in w.rows(kit)]
    pages = {"": in_order[:50], "?per_page=25&page=2": in_order[25:50]}
    if every:
        pages |= {"?per_page=100": in_order, "?per_page=7&page=99": in_order[50:]}
        pages |= {"?page=-1&per_page=1000000": in_order[50:]}
    for query, found in pages.items():
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
