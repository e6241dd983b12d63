"""Partners and bodies of an older database get the past that the audit trail tells."""

from importlib import import_module

import pytest
from django.apps import apps

from programme import audit
from programme.models import Body, Partner
from tests.factories import MARCH_2012, noon

MIGRATION = "programme.migrations.0009_partners_and_bodies_have_a_past"
EPOCH = {"created_at": noon(1970, 1, 1), "updated_at": noon(1970, 1, 1)}


@pytest.fixture
def without_a_past(programme):
    """A partner and a body as the migration before left them."""
    (partner,) = Partner.objects.bulk_create([Partner(programme=programme, name="First", **EPOCH)])
    body = Body(programme=programme, name="Joint committee", slug="joint", **EPOCH)
    (body,) = Body.objects.bulk_create([body])
    return partner, body


def test_the_past_begins_with_the_day_on_which_one_was_added(
    programme, programme_manager, without_a_past
):
    partner, body = without_a_past
    who = {"by": programme_manager, "at": MARCH_2012, "programme": programme}
    audit.record(partner, verb="added the partner", **who)
    import_module(MIGRATION).begin_history(apps, None)
    partner, body = Partner.objects.get(pk=partner.pk), Body.objects.get(pk=body.pk)
    assert (partner.created_at, partner.updated_by) == (MARCH_2012, programme_manager)
    assert (body.created_at, body.updated_by_name) == (programme.created_at, "The system")
    assert not Partner.objects.as_at(noon(2012, 3, 8)).exists()
    assert Partner.objects.as_at(MARCH_2012).get().name == "First"
    assert Body.objects.as_at(programme.created_at).get().slug == "joint"
