"""The sections of a report and the columns of one, arranged by the buttons of a page."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programme.authorization import NotPermitted
from programme.models import AuditEvent
from programme.records import StaleEntry
from programme.reporting import sections
from reports import arranging
from reports.choices import APPENDICES, USUAL_SECTIONS, USUAL_WRITTEN, Kind
from reports.composition import compose
from reports.document import render_html
from reports.forms import NewDefinitionForm
from risks.actions import add_risk
from tests.factories import noon
from tests.reading import words as read

pytestmark = pytest.mark.once

AT = noon(2012, 3, 12)


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes", "risks", "issues"])


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def press(officer, definition, programme):
    """A function that presses a button of the page of sections, or of a section's columns."""

    def one(do, key="", *, section="", version=None):
        part = [section] if section else []
        name = "reports:columns" if section else "reports:sections"
        url = reverse(name, args=[programme.slug, definition.pk, *part])
        seen = officer.get(url).context["version"] if version is None else version
        answer = officer.post(url, {"do": do, "key": key, "version": seen}, follow=True)
        definition.refresh_from_db()
        return answer

    return one


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_usual_sections_that_are_installed(kind):
    assert USUAL_SECTIONS[kind] and set(USUAL_SECTIONS[kind]) <= {
        *sections(),
        *USUAL_WRITTEN,
        APPENDICES,
    }


def test_the_form_shows_what_each_kind_starts_with(programme):
    shown = dict(NewDefinitionForm(programme=programme).fields["kind"].choices)
    assert shown["risk"] == "Risk report: What changed since the last report; Risks; Issues"


def test_the_appendices_begin_where_the_officer_says(press, definition):
    assert "Appendices begin here" in press("add", "appendices").text
    assert definition.sections == ["changes", "risks", "issues", "appendices"]
    press("up appendices")
    assert definition.sections == ["changes", "risks", "appendices", "issues"]
    press("out appendices")
    assert definition.sections == ["changes", "risks", "issues"]


def test_a_report_of_appendices_alone_is_refused(define, body):
    with pytest.raises(ValidationError, match="at least one section"):
        define(body, sections=["appendices"])


def test_appendices_of_logs_alone_have_letters(definition, press, programme_manager):
    press("add", "appendices")
    press("up appendices")
    add_risk(
        programme=definition.programme,
        title="A",
        likelihood=1,
        impact=1,
        by=programme_manager,
        at=AT,
    )
    content = compose(definition, at=AT, since=None)
    assert content["order"] == ["changes", "risks", "appendices", "issues"]
    assert "Appendix A: Nothing to report" in render_html(content)


PRESSED = [
    ("up risks", ["risks", "changes", "issues"], "moved Risks up in the report", "section-risks"),
    ("down risks", ["changes", "issues", "risks"], "moved Risks down in the report", None),
    ("out risks", ["changes", "issues"], "left Risks out of the report", "others"),
]


@pytest.mark.parametrize(("do", "found", "verb", "focus"), PRESSED)
def test_each_button_does_what_it_says(press, definition, do, found, verb, focus):
    answer = press(do)
    assert definition.sections == found
    assert AuditEvent.objects.latest("id").verb == verb
    assert answer.redirect_chain[-1][0].endswith(f"#{focus or 'section-risks'}")


@pytest.mark.parametrize(
    ("do", "found", "said"),
    [
        ("up issues 2", ["issues", "changes", "risks"], "Issues moved up: now 1 of 3."),
        ("down changes 2", ["risks", "issues", "changes"], "moved down: now 3 of 3."),
    ],
)
def test_what_was_dragged_moves_by_as_many_places_in_one_step(press, definition, do, found, said):
    events = AuditEvent.objects.count()
    assert said in press(do).text
    assert definition.sections == found and AuditEvent.objects.count() == events + 1


def test_a_section_is_added_at_the_end(press, definition):
    answer = press("add", "budget")
    assert definition.sections == ["changes", "risks", "issues", "budget"]
    assert "Budget added at the end." in answer.content.decode()
    (change,) = AuditEvent.objects.latest("id").changes
    assert change["now"] == "What changed since the last report; Risks; Issues; Budget"


def test_the_same_button_may_be_pressed_again(press, definition):
    press("up issues")
    press("up issues")
    assert definition.sections == ["issues", "changes", "risks"]


REFUSED = [
    ("up changes", "", "cannot be moved further"),
    ("down issues", "", "cannot be moved further"),
    ("out budget", "", "It is not there any more."),
    ("add", "risks", "It is there already."),
    ("add", "gossip", "No such section."),
    ("sideways risks", "", "Choose one of the buttons."),
    ("up issues 3", "", "cannot be moved further"),
    ("down changes 3", "", "cannot be moved further"),
    ("up issues 0", "", "Choose one of the buttons."),
    ("up issues -1", "", "Choose one of the buttons."),
]


@pytest.mark.parametrize(("do", "key", "said"), REFUSED)
def test_what_does_not_fit_is_refused_in_words(press, definition, do, key, said):
    assert said in press(do, key).content.decode()
    assert definition.sections == ["changes", "risks", "issues"]


def test_the_last_section_stays(press, definition):
    press("out risks")
    page = press("out issues").content.decode()
    assert "Leave out" not in page and "Move up" not in page
    assert "Choose at least one section" in press("out changes").content.decode()
    assert definition.sections == ["changes"]


def test_a_page_that_is_out_of_date_moves_nothing(press, definition):
    press("up risks", version=definition.version)
    answer = press("up risks", version=definition.version - 1)
    assert "changed the report since you opened this page" in answer.content.decode()
    assert definition.sections == ["risks", "changes", "issues"]
    press("up changes", version="")
    press("up changes", version="9" * 5000)
    assert definition.sections == ["risks", "changes", "issues"]


def test_buttons_name_the_section_to_those_who_do_not_see_it(officer, programme, definition):
    url = reverse("reports:sections", args=[programme.slug, definition.pk])
    page = officer.get(url).content.decode()
    for words in ("Move up", "Move down", "Leave out"):
        assert f'{words}<span class="govuk-visually-hidden"> Risks</span>' in page
    assert '<li id="section-risks" tabindex="-1" data-key="risks">' in page


# --- Columns


def test_columns_of_a_section_are_arranged_in_the_same_way(press, definition):
    press("up band", section="risks")
    press("out trend", section="risks")
    columns = definition.limits["risks"]["columns"]
    assert columns.index("band") == columns.index("severity") - 1 and "trend" not in columns
    press("up band 2", section="risks")
    assert definition.limits["risks"]["columns"].index("band") == columns.index("band") - 2
    press("add", "trend", section="risks")
    assert definition.limits["risks"]["columns"][-1] == "trend"


def test_columns_are_called_by_what_their_heads_mean(press):
    page = read(press("up likelihood", section="risks"))
    assert "Likelihood moved up" in page and "Move up Impact" in page and "Move up I " not in page


def test_a_table_keeps_a_column_and_knows_its_own(press, definition, democratic_services):
    step = {"by": democratic_services, "at": AT, "section": "risks", "version": None}
    with pytest.raises(ValidationError, match="no such column: gossip"):
        arranging.arrange_columns(definition, step="add", key="gossip", **step)
    arranging.limit_section(
        definition, by=democratic_services, at=AT, section="risks", version=None, columns=["title"]
    )
    assert "at least one column" in press("out title", section="risks").content.decode()
    assert definition.limits == {"risks": {"columns": ["title"]}}


def test_only_those_who_define_reports_arrange_them(definition, programme_manager, auditor):
    step = {"at": AT, "step": "up", "key": "risks", "version": definition.version}
    with pytest.raises(NotPermitted):
        arranging.arrange_sections(definition, by=auditor, **step)
    arranging.arrange_sections(definition, by=programme_manager, **step)
    with pytest.raises(StaleEntry):
        arranging.arrange_sections(definition, by=programme_manager, **step)
