"""Who is told by mail of a draft and of a publication."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.choices import Kind
from outbox.models import Mail
from programme.authorization import Role
from programme.models import Membership, User
from reports import actions
from reports.telling import tell_published
from tests.factories import BodyFactory, MembershipFactory, UserFactory
from tests.reports.drawn import draw
from tests.reports.moments import PUBLICATION

NAME = "Programme management report, Joint committee on 4 April 2012, version 1"


def told(kind):
    """Who was told of a kind."""
    found = Mail.objects.filter(kind=kind).order_by("person__username")
    return list(found.values_list("person__username", flat=True))


def sits_on(body, username):
    held = {"programme": body.programme, "role": Role.COMMITTEE_MEMBER, "body": body}
    return MembershipFactory(user__username=username, **held).user


@pytest.fixture
def member(body):
    return sits_on(body, "member")


def test_the_members_are_told_at_once_and_the_others_as_they_chose(
    draft, publish, member, programme, outsider
):
    sits_on(BodyFactory(programme=programme), "elsewhere")
    publish(draft)
    assert told(Kind.PAPERS) == ["member"]
    assert told(Kind.PUBLISHED) == ["elsewhere", "programme_manager"]
    one = Mail.objects.get(kind=Kind.PAPERS)
    path = "/published/joint-committee/2012-04-04/programme-management/v1/"
    assert one.subject == f"Published: {NAME}" and not one.daily
    assert one.lines == [{"text": f"Read {NAME}", "path": path}]


def test_three_hundred_members_are_told_in_hardly_more_queries_than_one(
    draft, member, body, programme, programme_manager, django_assert_max_num_queries
):
    how = {"by": programme_manager, "at": PUBLICATION}
    with CaptureQueriesContext(connection) as queries:
        tell_published(draft, **how)
    User.objects.bulk_create(UserFactory.build_batch(300))
    held = {"programme": programme, "role": Role.COMMITTEE_MEMBER, "body": body}
    new = User.objects.filter(memberships=None)
    Membership.objects.bulk_create(MembershipFactory.build(user=one, **held) for one in new)
    with django_assert_max_num_queries(len(queries) + 2):  # SQLite takes 999 values at once
        tell_published(draft, **how)
    assert Mail.objects.filter(kind=Kind.PAPERS).count() == 1 + 301


@pytest.mark.once
def test_papers_of_a_body_that_is_not_public_are_read_behind_the_sign_in(
    draft, publish, member, body, signed_in
):
    body.is_public = False
    body._history_date = body.created_at
    body.save()
    draft.definition.body.is_public = False
    published = publish(draft)
    [line] = Mail.objects.get(kind=Kind.PAPERS).lines
    assert line["path"] == f"/programmes/shared-management/reports/{published.pk}/"
    assert signed_in(member).get(line["path"]).status_code == 200


def test_a_publication_that_is_refused_tells_nobody(draft, democratic_services, member):
    with pytest.raises(ValidationError, match="Look at it again"):
        how = {"by": democratic_services, "at": PUBLICATION, "sha256": "0" * 64}
        actions.publish_report(draft, **how)
    assert told(Kind.PAPERS) == []


@pytest.mark.once
def test_of_a_draft_those_who_publish_are_told_once(draft, programme_manager):
    again = actions.draw_again(draft, by=programme_manager, at=PUBLICATION)
    draw(again, PUBLICATION)
    assert told(Kind.DRAFT) == ["democratic_services"]


@pytest.mark.once
def test_what_is_told_has_the_title_and_nothing_that_stands_in_the_paper(draft, publish, member):
    publish(draft)
    said = " ".join(f"{one.subject} {one.lines}" for one in Mail.objects.all())
    assert NAME in said and "A partner leaves" not in said
