"""The people of every test, known by their role in the programme, and the pages as one of them
sees them.
"""

import pytest
from django.test import Client

from programme.authorization import Role
from tests.factories import MembershipFactory, ProgrammeFactory, UserFactory, person


@pytest.fixture
def programme(db):
    return ProgrammeFactory(name="Shared management", slug="shared-management")


def _holding(role):
    @pytest.fixture(name=role.value)
    def somebody(programme):
        return person(programme, role, user__username=role.value)

    return somebody


programme_manager = _holding(Role.PROGRAMME_MANAGER)
workstream_lead = _holding(Role.WORKSTREAM_LEAD)
partner_director = _holding(Role.PARTNER_DIRECTOR)
finance_officer = _holding(Role.FINANCE_OFFICER)
legal_officer = _holding(Role.LEGAL_OFFICER)
democratic_services = _holding(Role.DEMOCRATIC_SERVICES)
committee_member = _holding(Role.COMMITTEE_MEMBER)
scrutiny_officer = _holding(Role.SCRUTINY_OFFICER)
auditor = _holding(Role.AUDITOR)
administrator = _holding(Role.ADMINISTRATOR)


@pytest.fixture
def outsider(programme):
    """The programme manager of another programme."""
    elsewhere = ProgrammeFactory(name="Another programme", slug="another-programme")
    return MembershipFactory(programme=elsewhere, user__username="outsider").user


@pytest.fixture
def nobody(db):
    """Somebody who can sign in and has no part in anything."""
    return UserFactory(username="nobody")


@pytest.fixture
def everyone(request):
    """All ten roles: {role: person}."""
    return {role: request.getfixturevalue(role.value) for role in Role}


class Browser(Client):
    """Sends the version that the page with the form holds, unless the test names one.

    `version=None` among the data is a form that came without.
    """

    def post(self, path, data=None, *args, **kwargs):
        data = dict(data or {})
        if "version" not in data:
            page = self.get(path)
            form = page.context and page.context.get("form")
            version = form["version"].value() if form and "version" in form.fields else None
            data["version"] = version
        data = {name: value for name, value in data.items() if (name, value) != ("version", None)}
        return super().post(path, data, *args, **kwargs)


@pytest.fixture
def signed_in():
    """A function that gives a client signed in as somebody."""

    def sign_in(user):
        client = Browser()
        client.force_login(user)
        return client

    return sign_in
