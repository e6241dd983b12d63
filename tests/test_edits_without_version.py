"""Every form that changes what is there says which version it is about; without one it is stale."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import FileField

from programme.log import logs
from programme.models import AuditEvent
from programme.ui.views import AddView, FormView, StepView
from tests import pdfs
from tests.addresses import ADDRESSES
from tests.filled import *  # noqa: F403
from tests.reading import given_back, words
from tests.test_odd_values import urls  # noqa: F401

# They add a row, or end something once: there is no earlier save that they could overwrite.
ADD = [
    "partner_add",
    "order_add",
    "meeting_add",
    "body_add",
    "closed_day_add",
    "saved_view_add",
    "person_add",
    "role_give",
    "accounts:invite",
    "rounds:open",
    "rounds:plan",
    "post_add",
    "council_post_add",
    "milestones:add_period",
    "reports:define",
    "reports:printed_figure",
    "papers:comments",
    "papers:answer_comment",
    "reports:start_paper",
    "reports:take_paper",
    "reports:add_business",
    "reports:record_notice",
    *(f"closure:{name}" for name in ("offer", "dispose", "answer", "progress", "archive_make")),
    "papers:recommend",
    "papers:attach",
    "papers:add_background",
    "closure:explain",  # a further explanation stands beside the one before
    "papers:add_field",
    "papers:add_demand",
    "papers:make_row",
    "papers:keep_back_whole",  # nothing is kept back there yet
    "papers:let_in",
    "risks:scheme",
    "risks:bands",
    "benefits:bands",
    "workstreams:scale",
    "recommendations:columns",
    "budgets:lock",
    "margin:add_evidence",
    "margin:comment",
    "margin:answer",
    *(f"closure:{name}" for name in ("set_class", "hold", "propose_disposal", "ask_person")),
    "closure:propose_redaction",
    "closure:open_review",
    "lessons:take_over",
    "lessons:set_aside",
    *(f"closure:{step}_benefit_review" for step in ("plan", "hold")),
    "closure:ask",
    "closure:see_evidence",
    "closure:answer_question",
]
END = [
    "closure:call_off_benefit_review",
    "accounts:withdraw",
    "accounts:again",
    "first_steps_hide",
    "first_steps_show",
    "closed_day_undo",
    "role_end",
    "hand_over",
    "person_password",
    "reports:withdraw_figure",
    "budgets:unlock",
    "reports:publish",
    "reports:again",
    "reports:explain",
    "reports:correct",
    "reports:discard",
    "reports:release",
    "reports:undo_business",
    "reports:undo_notice",
    "reports:ask_withdrawal",
    "papers:let_in_no_more",
    "outbox:came_back",
    "outbox:again",
    *(f"closure:{name}" for name in ("lift_hold", "confirm_removal", "take_back_removal")),
    "margin:take_off",
    "margin:withdraw",
]
# Each import is brought once, and taken back once.
TAKES_FILES = [one.name for one in logs() if one.adds]
ADD += [f"intake:{name}" for name in TAKES_FILES]
END += [f"intake:{name}-back" for name in TAKES_FILES]
# Pages of buttons; tests/reports/test_arranging.py presses them without a version.
BUTTONS = ["reports:sections", "reports:columns"]


def changing():
    forms = [one for one in ADDRESSES if isinstance(one.view, type)]
    forms = [one for one in forms if issubclass(one.view, FormView)]
    # The contract sends a step of each log without a version: all look at a row in the same way.
    return [one for one in forms if not issubclass(one.view, AddView | StepView)]


def typed(page):
    """What stands in its fields, with something in every field that has to be filled in."""
    form, values = page.context["form"], given_back(page)
    for name, field in form.fields.items():
        if field.required and not values.get(name):
            choices = [value for value, _ in getattr(field, "choices", []) if value]
            day = "Day" in type(field).__name__
            values[name] = choices[0] if choices else "9 March 2012" if day else "Because"
        if isinstance(field, FileField):
            values[name] = SimpleUploadedFile("plan.pdf", pdfs.whole())
    return values


@pytest.mark.once
@pytest.mark.django_db
def test_an_edit_without_a_version_is_stale_everywhere(urls, client):  # noqa: F811
    wrong, tried = [], 0
    for address in changing():
        page = client.get(urls[address])
        # A step that is not open now.
        if address.name in ADD + END + BUTTONS or page.status_code == 302:
            continue
        values, before = typed(page), AuditEvent.objects.count()
        said = values.pop("version", None)
        answer = client.post(urls[address], values)
        stale = answer.status_code == 200 and "does not say which version" in words(answer)
        tried += 1
        if not (said and stale and AuditEvent.objects.count() == before):
            wrong.append(address.name)
    assert wrong == []
    assert tried > 20
