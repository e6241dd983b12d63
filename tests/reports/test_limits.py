"""A section that a report limits: to rows, to columns, or to one sentence in place of the table."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programme.models import AuditEvent
from programme.reporting import sections
from reports import arranging
from reports.composition import compose
from reports.document import render_html
from reports.limits import problems
from reports.pdf.attachments import section_csv
from risks.actions import add_risk, assess_risk, set_bands
from tests.factories import as_at, noon
from tests.reports.moments import DRAFT_MOMENT

pytestmark = pytest.mark.once

AT = noon(2012, 3, 12)
RED_AND_AMBER = {"band": ["red", "amber"]}


@pytest.fixture
def register(register, programme, programme_manager):
    """A red, a green and an amber risk."""
    by = {"programme": programme, "by": programme_manager, "at": noon(2012, 3, 9)}
    return [*register, add_risk(**by, title="Staff leave", likelihood=3, impact=3)]


@pytest.fixture
def limit(definition, democratic_services):
    """A function that limits the risks, and gives the report's section of them and its page."""

    def one(**parts):
        arranging.limit_section(
            definition, by=democratic_services, at=AT, section="risks", **parts, version=None
        )
        definition.refresh_from_db()
        content = compose(definition, at=DRAFT_MOMENT, since=None)
        assert content["findings"] == []
        return content["sections"][-1], render_html(content)

    return one


def test_a_filter_shows_some_rows_and_says_so(limit, register):
    section, page = limit(filter=RED_AND_AMBER)
    assert [row["reference"] for row in section["rows"]] == ["R1", "R3"]
    assert "Shows red and amber only: 2 of 3 risks." in page
    assert "Risks: 2 of 3 rows" in page


def test_pictures_and_counts_are_of_the_rows_shown(limit, register):
    section, _ = limit(filter=RED_AND_AMBER)
    held = [name for cell in section["extra"]["heatmap"]["cells"] for name in cell["references"]]
    assert sorted(held) == ["R1", "R3"] and [*section["extra"]["counts"]] == ["red", "amber"]


@pytest.mark.each
def test_what_other_documents_say_is_held_against_all_rows(limit, register):
    section, _ = limit(filter=RED_AND_AMBER)
    (count,) = [one for one in section["figures"] if one["key"] == "count"]
    assert (count["value"], count["label"]) == (3, "Number of rows: Risks (of all 3 rows)")


def test_a_filter_goes_by_the_moment_of_the_report(definition, limit, register, programme_manager):
    limit(filter={"band": ["green"]})
    assess_risk(
        register[1],
        by=programme_manager,
        at=noon(2012, 4, 1),
        kind="current",
        likelihood=5,
        impact=5,
        effective_on=noon(2012, 4, 1).date(),
    )
    for moment, found in (DRAFT_MOMENT, ["R2"]), (noon(2012, 4, 2), []):
        (*_, section) = compose(definition, at=moment, since=None)["sections"]
        assert [row["reference"] for row in section["rows"]] == found


def test_two_filters_both_have_to_be_passed(limit, register):
    section, page = limit(filter={**RED_AND_AMBER, "state": ["closed"]})
    assert section["rows"] == []
    assert "Shows red and amber, closed only: 0 of 3 risks." in page


def test_what_is_let_through_is_said_as_of_rows(limit, register):
    _, page = limit(filter={"band": ["amber"], "state": ["settled"]})
    assert "Shows amber, settled only: 0 of 3 risks." in page


def test_a_chosen_column_that_is_blank_is_said_to_be_left_out(limit, register):
    section, page = limit(columns=["title", "owner"])
    assert "Left out, because no row has anything there: Risk owner." in page


def test_columns_are_those_chosen_in_their_order(limit, register):
    section, page = limit(columns=["score", "title"])
    assert [column["key"] for column in section["columns"]] == ["reference", "score", "title"]
    assert section["rows"][0] == {"reference": "R1", "title": "A partner leaves", "score": 15}
    assert section_csv(section).decode("utf-8-sig").splitlines()[0] == "Ref,Score,Risk"
    assert "Red</strong> 15 to 25: 1 risk" in page


def test_a_sentence_stands_for_the_table_and_counts_its_rows(limit, register):
    words = "{count} risks are all treated in the same plan, monitored by the board."
    section, page = limit(sentence=words, filter=RED_AND_AMBER)
    assert section["sentence"].startswith("2 risks are all treated")
    assert section["rows"] == [] and section["sentence"] in page and "<h2>1. Risks" in page
    assert section_csv(section).count(b"\n") == 1


def test_a_sentence_about_no_rows_is_not_printed(limit):
    section, page = limit(sentence="{count} risks are treated.")
    assert "sentence" not in section and "0 risks are treated" not in page


@pytest.mark.each
@pytest.mark.parametrize("key", [key for key, one in sections().items() if one.filters()])
def test_every_section_offers_the_filters_of_its_log(programme, key):
    section = sections()[key]
    for name, one in section.filters().items():
        content = section.context(as_at(programme, AT), {"filter": {name: list(one.words)}})
        assert content["rows"] == [] and content["notes"][0].startswith("Shows ")


def test_a_report_calls_the_bands_as_the_programme_does(
    programme, limit, democratic_services, programme_manager, url, signed_in
):
    bands = {"red_from": 15, "red_to": 25, "red_name": "Severe"}
    set_bands(programme=programme, by=programme_manager, at=AT, applies_from=AT.date(), **bands)
    section, _ = limit(filter=RED_AND_AMBER)
    assert section["notes"][0].startswith("Shows severe and amber only: ")
    (band, *_) = signed_in(democratic_services).get(url).context["form"].fields.values()
    assert [words for _, words in band.choices] == ["Severe", "Amber", "Green", "Not assessed"]


@pytest.mark.each
@pytest.mark.parametrize("key", sections())
def test_every_section_names_the_choices_of_its_filters(programme, key):
    section = sections()[key]
    assert section.words_at(as_at(programme, AT)).keys() == section.filters().keys()


BAD = [
    ({"columns": ["gossip"]}, "Risks has no such column: gossip."),
    ({"columns": ["reference"]}, "Risks: choose at least one column besides the reference."),
    ({"filter": {"owner": ["me"]}}, "Risks has no such filter: owner."),
    ({"filter": {"band": ["blue"]}}, "Risks: Band has no such choice: blue."),
    ({"sentence": "{name} did it"}, "Risks: the only word in braces is {count}."),
    ({"sentence": "long" * 200}, "Risks: the sentence has more than 500 characters."),
]


@pytest.mark.parametrize(("parts", "said"), BAD)
def test_what_no_section_could_follow_is_refused(limit, definition, parts, said):
    with pytest.raises(ValidationError, match=said.replace("{", r"\{")):
        limit(**parts)
    assert definition.limits == {} and list(problems(sections()["risks"], parts)) == [said]


def test_a_limit_that_no_longer_fits_stops_the_report_in_words(definition):
    definition.limits = {"risks": {"columns": ["gossip"]}}
    with pytest.raises(LookupError, match="no such column: gossip. Change what this report holds"):
        compose(definition, at=DRAFT_MOMENT, since=None)


def test_the_history_tells_it_in_words(limit, register):
    limit(filter=RED_AND_AMBER, columns=["title", "score"])
    event = AuditEvent.objects.latest("id")
    assert event.verb == "limited Risks in the report"
    assert event.changes[0]["now"] == "Risks: columns Risk, Score, red and amber only"


# --- The page


@pytest.fixture
def url(programme, definition):
    return reverse("reports:limit", args=[programme.slug, definition.pk, "risks"])


def test_the_page_saves_filter_and_sentence(url, definition, democratic_services, signed_in):
    officer = signed_in(democratic_services)
    seen = officer.get(url).context["form"]["version"].value()
    typed = {"band": ["red", "amber"], "sentence": "{count} risks", "version": seen}
    answer = officer.post(url, typed, follow=True)
    definition.refresh_from_db()
    assert definition.limits == {"risks": {"filter": RED_AND_AMBER, "sentence": "{count} risks"}}
    assert "red and amber only" in answer.content.decode()
    form = officer.get(url).context["form"]
    assert form["band"].value() == ["red", "amber"]
    officer.post(url, {"version": form["version"].value(), "sentence": ""})
    definition.refresh_from_db()
    assert definition.limits == {}


@pytest.mark.each
def test_a_choice_that_is_none_is_refused_beside_its_field(
    url, definition, democratic_services, signed_in
):
    answer = signed_in(democratic_services).post(url, {"band": ["blue"], "version": "1"})
    assert answer.status_code == 200 and "There is a problem" in answer.content.decode()
    assert definition.limits == {}


def test_two_people_who_limit_a_section_at_once_see_both(
    url, definition, democratic_services, programme_manager, signed_in, limit
):
    officer = signed_in(democratic_services)
    seen = officer.get(url).context["form"]["version"].value()
    limit(sentence="Theirs")
    answer = officer.post(url, {"sentence": "Mine", "band": ["red"], "version": seen})
    changed = {one["name"] for one in answer.context["fields"] if not one["same"]}
    assert changed == {"sentence", "band"}
    hidden = dict(answer.context["hidden_inputs"])
    officer.post(url, {**hidden, "pick_sentence": "theirs", "pick_band": "yours"})
    definition.refresh_from_db()
    assert definition.limits == {"risks": {"sentence": "Theirs", "filter": {"band": ["red"]}}}


def test_a_section_that_the_report_does_not_have_has_no_page(
    definition, programme, democratic_services, signed_in
):
    officer = signed_in(democratic_services)
    for name in "reports:limit", "reports:columns":
        address = reverse(name, args=[programme.slug, definition.pk, "budget"])
        assert officer.get(address).status_code == 404
