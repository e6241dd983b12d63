"""The installation makes a programme with its first administrator, who does the rest in the
browser.
"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from programme.authorization import Role
from programme.client import address_behind_proxy
from programme.models import AuditEvent, Membership, Programme, User

pytestmark = pytest.mark.django_db


def make(slug="shared-services", administrator="jsmith"):
    out = StringIO()
    options = {"slug": slug, "administrator": administrator, "job_title": "Governance Manager"}
    call_command("add_programme", "Shared services", **options, stdout=out)
    return out.getvalue()


def test_a_programme_begins_with_an_administrator_who_can_sign_in():
    said = make()
    membership = Membership.objects.get(programme__slug="shared-services")
    assert membership.role == Role.ADMINISTRATOR and str(membership.user) == "Governance Manager"
    assert membership.user.check_password(said.split()[-1])


def test_the_first_role_is_in_the_audit_trail_as_given_by_the_system():
    make()
    assert AuditEvent.objects.get().by_name == "The system"


def test_somebody_known_keeps_the_password():
    User.objects.create_user(
        "jsmith", password="their own long password", job_title="Head of Audit"
    )
    assert "First password" not in make()
    assert User.objects.get().check_password("their own long password")


def test_an_address_that_is_taken_is_refused_and_nothing_is_made():
    make()
    with pytest.raises(CommandError, match="already exists"):
        make(administrator="somebody-else")
    assert (
        Programme.objects.count() == 1
        and not User.objects.filter(username="somebody-else").exists()
    )


FORWARDED = [("", "10.0.0.1"), ("192.0.2.9", "192.0.2.9"), ("1.1.1.1, 192.0.2.9", "192.0.2.9")]


@pytest.mark.parametrize(("forwarded", "address"), FORWARDED)
def test_lock_out_goes_by_the_address_that_our_own_proxy_saw(forwarded, address):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert address_behind_proxy(request) == address
