"""Who gives rights and gives themselves one does so on record, and the others are told by mail."""

import pytest

from outbox.models import Mail
from programme.actions import give_role
from programme.authorization import Role
from programme.council_posts import give_post
from programme.models import AuditEvent
from tests.factories import MARCH_2012, PartnerFactory, person


@pytest.fixture
def other(programme):
    """Another administrator."""
    return person(programme, Role.ADMINISTRATOR)


def give(programme, by, to, role):
    who = {"programme": programme, "by": by, "at": MARCH_2012}
    return give_role(username=to.username, role=role, **who)


def test_the_other_administrators_are_told(programme, administrator, other, auditor):
    give(programme, administrator, administrator, Role.LEGAL_OFFICER)
    assert AuditEvent.objects.get().deed == (
        f"gave themselves a further right: {administrator.title}: legal officer"
    )
    [mail] = Mail.objects.all()
    assert (mail.person, mail.lines[0]["path"]) == (other, "/programmes/shared-management/people/")
    assert mail.subject == f"A further right that {administrator.title} gave themselves"


def test_a_role_that_widens_nothing_and_one_of_somebody_else_are_told_to_nobody(
    programme, administrator, other, auditor
):
    give(programme, administrator, administrator, Role.COMMITTEE_MEMBER)
    give(programme, administrator, auditor, Role.LEGAL_OFFICER)
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs == {"gave a role to"} and not Mail.objects.exists()


def test_a_post_that_somebody_gives_themselves_is_told_as_well(programme, administrator, other):
    council = PartnerFactory(programme=programme, name="First Council")
    held = {"kind": "monitoring", "holder": "Administrator"}
    give_post(council, person=administrator, by=administrator, at=MARCH_2012, **held)
    assert Mail.objects.get().lines[0]["text"].endswith("monitoring officer of First Council")
