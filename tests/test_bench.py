"""The yardsticks of `make bench` keep up with the tables that they read and write by plain SQL."""

import pytest

from bench import bare
from programme.models import AuditEvent
from risks.models import Risk
from tests.filled import *  # noqa: F403


@pytest.fixture
def request_of(rf, filler):
    def make(**posted):
        request = rf.post("/", posted)
        request.user = filler
        return request

    return make


@pytest.mark.each
@pytest.mark.parametrize("view", ["register", "overview", "as_csv", "heat_map"])
def test_a_yardstick_reads_the_rows(programme, request_of, view):
    assert getattr(bare, view)(request_of(), programme.slug).status_code == 200


def test_the_yardstick_of_a_detail_page_has_the_row(programme, request_of):
    risk = Risk.objects.first()
    answer = bare.detail(request_of(), programme.slug, risk.reference)
    assert risk.title in answer.content.decode()


def test_the_yardstick_of_an_edit_keeps_title_history_and_event(programme, request_of):
    risk = Risk.objects.first()
    before = risk.history.count()
    bare.edit(request_of(title="Another title"), programme.slug, risk.reference)
    assert Risk.objects.get(pk=risk.pk).title == "Another title"
    assert risk.history.count() == before + 1
    assert AuditEvent.objects.filter(subject_type="risks.risk", subject_id=risk.pk, title="")
