"""Comments on a row: said, answered, resolved, withdrawn, told by mail, found, never printed."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from margin import comments
from margin.models import Comment, CommentMark, Mention
from outbox.choices import Kind
from outbox.models import Mail
from programme.authorization import NotPermitted, Role
from programme.further_owners import name_owner
from programme.models import AuditEvent
from programme.position import Position
from programme.reporting import sections
from tests.factories import MARCH_2012
from tests.finding import *  # noqa: F403  (its fixture)
from tests.reading import errors, links, typed, words

PAGE = "/programmes/shared-management/risks/R1/"
SECRET = "The £41,300 is not agreed"
ON_R1 = "comment on R1 A partner leaves"


def told():
    """Who was told what, by the kind of mail."""
    return {(one.kind, one.person.username, one.subject) for one in Mail.objects.all()}


def test_a_discussion_is_told_answered_resolved_and_opened_again(
    risk, programme_manager, workstream_lead, finance_officer, auditor, signed_in, press, url
):
    name_owner(risk, person=finance_officer, by=programme_manager, at=MARCH_2012)
    manager, lead = signed_in(programme_manager), signed_in(workstream_lead)
    shown = press(manager, "comment", text=f"{SECRET}, @auditor and me@council.example?")
    assert "Your comment is added. Told: Auditor." in words(shown) and SECRET in words(shown)
    first = Comment.objects.get()
    assert told() == {
        (Kind.MENTIONED, "auditor", f"You are mentioned in a {ON_R1}"),
        (Kind.COMMENTED, "workstream_lead", f"New {ON_R1}"),
        (Kind.COMMENTED, "finance_officer", f"New {ON_R1}"),
    }
    assert SECRET not in json.dumps(list(Mail.objects.values_list("lines", flat=True)))
    assert all(one.daily for one in Mail.objects.filter(kind=Kind.COMMENTED))
    for client in (lead, signed_in(auditor), signed_in(finance_officer)):
        assert "1 open comment on R1 A partner leaves" in words(client.get("/my-work/"))
    press(lead, "answer", first.pk, text="It is by now, @Programme manager.")
    assert (Kind.MENTIONED, "programme_manager", f"You are mentioned in a {ON_R1}") in told()
    page = lead.post(url("mark", first.pk), {"step": "resolve"}, follow=True)
    assert "Resolved by Workstream lead" in words(page)
    assert url("answer", first.pk) not in links(page)
    assert "open comment" not in words(lead.get("/my-work/"))
    refused = press_late(lead, url, first)
    assert comments.RESOLVED in errors(refused)["__all__"]
    assert "resolved already" in words(
        lead.post(url("mark", first.pk), {"step": "resolve"}, follow=True)
    )
    page = lead.post(url("mark", first.pk), {"step": "open"}, follow=True)
    assert "Comments (1 open)" in words(page) and "Opened again by Workstream lead" in words(page)


def press_late(client, url, first):
    """An answer that is sent although the discussion was resolved meanwhile."""
    return client.post(url("answer", first.pk), {"text": "Still here"})


def test_a_comment_is_found_and_stands_in_no_history_and_no_report(
    programme, programme_manager, signed_in, press, url, find
):
    manager = signed_in(programme_manager)
    press(manager, "comment", text=SECRET)
    row = Comment.objects.get()
    assert find("agreed") == {"Comments on rows": ["Comment on R1"]}
    now = Position(programme, timezone.now(), None, timezone.localdate(), for_paper=True)
    assert "41,300" not in json.dumps(sections()["risks"].context(now), default=str)
    assert "41,300" not in manager.get("/programmes/shared-management/history/").content.decode()
    press(manager, "withdraw", row.pk)
    page = words(manager.get(PAGE))
    assert "Withdrawn by its writer" in page and SECRET not in page and find("agreed") == {}
    assert "wrote a comment on R1" in words(manager.get("/programmes/shared-management/history/"))
    before = row.recorded_at.isoformat().replace("+00:00", "Z")
    assert SECRET in words(manager.get(f"{PAGE}?at={before}"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Ask @outsider", "@outsider: nobody who reads this log is called so."),
        ("Ask @committee_member now", "@committee_member: nobody who reads this log"),
        ("Ask @Bob.", "@Bob: nobody"),
        ("Ask @auditor.smith", "@auditor.smith: nobody"),
        ("Ask @auditor_2", "@auditor_2: nobody"),
        ("Ask @Auditor", "@auditor: more than one person is called so."),
        (" ", "Enter"),
    ],
)
def test_somebody_who_cannot_be_mentioned_is_refused_at_the_field(
    programme_manager,
    auditor,
    scrutiny_officer,
    committee_member,
    outsider,
    signed_in,
    press,
    text,
    says,
):
    scrutiny_officer.job_title = auditor.username
    scrutiny_officer.save()
    page = press(signed_in(programme_manager), "comment", text=text)
    assert says in errors(page)["text"] and typed(page, "text") == text
    assert not Comment.objects.exists() and not Mail.objects.exists()


@pytest.mark.once
def test_each_says_what_the_table_says_and_withdraws_their_own_alone(
    everyone, risk, outsider, signed_in, press, url
):
    how = {"at": timezone.now()}
    first = comments.comment(risk, by=everyone[Role.AUDITOR], text=SECRET, **how)
    acts = [
        (comments.comment, risk, {"text": "Mine"}),
        (comments.resolve, first, {}),
        (comments.open_again, first, {}),
    ]
    for role, somebody in everyone.items():
        for act, about, said in acts:
            if role == Role.COMMITTEE_MEMBER:
                with pytest.raises(NotPermitted):
                    act(about, by=somebody, **said, **how)
            else:
                act(about, by=somebody, **said, **how)
        if role != Role.AUDITOR:
            with pytest.raises((NotPermitted, ValidationError)):
                comments.withdraw(first, by=somebody, **how)
    assert signed_in(everyone[Role.COMMITTEE_MEMBER]).get(url("comment")).status_code == 403
    assert signed_in(outsider).get(url("comment")).status_code == 404
    mine = press(signed_in(everyone[Role.PROGRAMME_MANAGER]), "withdraw", first.pk)
    assert comments.NOT_YOURS in errors(mine)["__all__"] and SECRET not in words(mine)


def test_the_database_keeps_what_was_said(risk, programme_manager):
    how = {"by": programme_manager, "at": timezone.now()}
    said = comments.comment(risk, text="@programme_manager look", **how)
    comments.resolve(said, **how)
    for rows in (Comment.objects, CommentMark.objects, Mention.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all()._raw_delete(rows.db)
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.update(text="Nothing")
    assert AuditEvent.objects.filter(log="", reference="R1").count() == 2
