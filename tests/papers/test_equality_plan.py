"""A paper of the kind equality-plan: its front sheet and words, the screening and the plan."""

import pytest
from django.urls import reverse

from equality import actions as equality
from reports.composition import compose
from reports.models import ReportDefinition
from reports.render import render_pdf
from tests.papers.conftest import DEFINED, STARTED, WRITTEN
from tests.reading import sent, words
from tests.reports.verapdf import broken_rules


@pytest.fixture
def definition(body, democratic_services, signed_in, programme):
    """Defined on its page, with what its kind usually has."""
    client, page = signed_in(democratic_services), reverse("reports:define", args=[programme.slug])
    asked = {"body": body.pk, "kind": "equality-plan", "title": "Equality plan", "lead_days": "5"}
    client.post(page, {**sent(client.get(page)), **asked})
    made = ReportDefinition.objects.filter(kind="equality-plan")
    made.update(created_at=DEFINED)
    return made.get()


@pytest.fixture
def assessment(programme, programme_manager):
    who = {"by": programme_manager, "at": STARTED}
    made = equality.add_assessment(programme=programme, title="Contact centre", **who)
    plan = {"programme": programme, "assessment": made, "concerns": "age"}
    equality.add_action(**plan, text="Large print", importance=3, **who)
    said = {"characteristic": "age", "relevance": 1, "evidence": "Survey"}
    equality.screen_characteristic(made, **said, **who)
    return made


def test_it_has_the_parts_that_an_equality_plan_usually_has(definition):
    assert definition.sections == [
        "front-sheet",
        "purpose",
        "recommended",
        "brief",
        "equality",
        "conclusions",
    ]


def test_it_is_written_and_previewed(definition, paper, assessment, programme_manager, signed_in):
    page = reverse("reports:preview", args=[paper.programme.slug, paper.pk])
    shown = words(signed_in(programme_manager).get(page))
    assert "Screening of EA1" in shown and "the screening proposes high" in shown


@pytest.mark.once
def test_its_pdf_is_open_to_everyone(definition, meeting, paper, assessment, tmp_path):
    content = compose(definition, at=WRITTEN, since=STARTED, meeting=meeting)
    assert [one["key"] for one in content["sections"]] == ["brief", "equality"]
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(render_pdf(content))
    assert broken_rules(pdf) == []
