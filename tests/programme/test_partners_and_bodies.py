"""Partners and bodies get other names, end, are succeeded; earlier moments keep what was so."""

from datetime import date

import pytest
import time_machine

from programme import actions, creating, lifecycle
from programme.closed_days import add_closed_day
from programme.meetings import add_meeting
from programme.models import AuditEvent, Body, Partner
from risks.actions import add_risk, change_risk
from tests.factories import (
    MARCH_2012,
    BodyFactory,
    MeetingFactory,
    PartnerFactory,
    PositionFactory,
    ProgrammeFactory,
    noon,
)
from tests.reading import errors, links, sent, words

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
YESTERDAY = "?at=2012-03-08"


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    """The programme manager's browser."""
    return signed_in(programme_manager)


@pytest.fixture
def partner(programme):
    return PartnerFactory(programme=programme, name="First Council")


@pytest.fixture
def body(programme):
    return BodyFactory(programme=programme, name="Joint committee", slug="joint-committee")


def press(client, address, **values):
    """Sends the form of a page as it stands, with `values` typed into it."""
    return client.post(address, {**sent(client.get(address)), **values})


KINDS = pytest.mark.parametrize(
    ("kind", "where", "was"),
    [("partner", "partners", "First Council"), ("body", "bodies", "Joint committee")],
)


@pytest.fixture
def both(partner, body):
    return {"partner": partner, "body": body}


@pytest.mark.each
@KINDS
def test_a_new_name_holds_from_now_on_and_the_old_one_before(manager, both, kind, where, was):
    page = f"{HOME}{where}/{both[kind].pk}/"
    assert press(manager, f"{page}edit/", name="Another name", why="By order").url == page
    assert "Another name" in words(manager.get(page)) and was in words(manager.get(page))
    assert was in words(manager.get(f"{HOME}{where}/{YESTERDAY}"))
    assert "Another name" not in words(manager.get(page + YESTERDAY))
    event = AuditEvent.objects.first()
    assert (event.verb, event.title, event.reason) == (
        f"renamed the {kind}",
        "Another name",
        "By order",
    )


@pytest.mark.each
@KINDS
def test_a_name_that_was_written_wrongly_is_corrected(manager, both, kind, where, was):
    press(manager, f"{HOME}{where}/{both[kind].pk}/edit/", name=f"{was}s", corrects="on")
    assert AuditEvent.objects.first().verb == f"corrected the {kind}"


@pytest.mark.each
@KINDS
def test_what_ended_is_not_offered_any_more_and_stays_on_record(manager, both, kind, where, was):
    page = f"{HOME}{where}/{both[kind].pk}/"
    press(manager, f"{page}end/", on="9 March 2012", why="It was dissolved")
    assert "Ended on 9 March 2012" in words(manager.get(page))
    assert "Ended on 9 March 2012" in words(manager.get(f"{HOME}{where}/"))
    assert "Ended" not in words(manager.get(f"{HOME}{where}/{YESTERDAY}"))
    offered = {"partner": "risks/add/", "body": "meetings/add/"}[kind]
    assert was not in words(manager.get(HOME + offered))


@pytest.mark.each
@KINDS
def test_an_end_is_taken_back(manager, both, kind, where, was):
    page = f"{HOME}{where}/{both[kind].pk}/"
    press(manager, f"{page}end/", on="9 March 2012", why="By mistake")
    assert f"{page}end/" not in links(manager.get(page))
    press(manager, f"{page}restore/", why="Another one ended")
    assert "Current" in words(manager.get(page)) and f"{page}end/" in links(manager.get(page))
    assert "has not ended" in errors(press(manager, f"{page}restore/", why="Again"))["__all__"]


@pytest.mark.each
@KINDS
def test_one_ends_once_and_not_ahead_of_time(manager, both, kind, where, was):
    end = f"{HOME}{where}/{both[kind].pk}/end/"
    assert set(errors(press(manager, end, on="10 March 2012", why="Soon"))) == {"on"}
    assert set(errors(press(manager, end, on="", why=""))) == {"on", "why"}
    press(manager, end, on="9 March 2012", why="It was dissolved")
    assert "has ended already" in errors(press(manager, end, on="9 March 2012", why="x"))["__all__"]


@pytest.mark.each
def test_a_successor_is_named_on_both_pages(manager, programme, partner):
    after = PartnerFactory(programme=programme, name="Third Council")
    end = {"on": "9 March 2012", "why": "Merged", "successor": after.pk}
    press(manager, f"{HOME}partners/{partner.pk}/end/", **end)
    assert "Ended on 9 March 2012, succeeded by Third Council" in words(
        manager.get(f"{HOME}partners/")
    )
    assert "Took the place of First Council" in words(manager.get(f"{HOME}partners/{after.pk}/"))


@pytest.mark.parametrize("wrong", ["itself", "ended", "elsewhere"])
@pytest.mark.each
def test_a_successor_that_will_not_do_is_refused(manager, programme, partner, wrong):
    ended = PartnerFactory(
        programme=programme, name="Old Council", ended_on=date(2012, 3, 1), ended_why="Merged"
    )
    chosen = {"itself": partner, "ended": ended, "elsewhere": PartnerFactory()}[wrong]
    end = {"on": "9 March 2012", "why": "Merged", "successor": chosen.pk}
    assert set(errors(press(manager, f"{HOME}partners/{partner.pk}/end/", **end))) == {"successor"}
    assert not Partner.objects.get(pk=partner.pk).ended_on


@pytest.mark.each
def test_a_row_keeps_a_partner_that_has_ended(manager, programme, programme_manager, partner):
    who = {"by": programme_manager, "at": MARCH_2012}
    risk = add_risk(
        programme=programme, title="It leaves", likelihood=3, impact=3, lead_partner=partner, **who
    )
    lifecycle.end_standing(partner, on=MARCH_2012.date(), why="Merged", **who)
    edit = f"{HOME}risks/R1/edit/"
    assert "First Council" in words(manager.get(edit))
    assert press(manager, edit, title="It has left").status_code == 302
    risk.refresh_from_db()
    assert (risk.title, risk.lead_partner) == ("It has left", partner)


def test_nothing_new_names_what_has_ended(programme, programme_manager, partner):
    who = {"by": programme_manager, "at": MARCH_2012}
    risk = add_risk(programme=programme, title="It leaves", likelihood=3, impact=3, **who)
    partner = lifecycle.end_standing(partner, on=MARCH_2012.date(), why="Merged", **who)
    with pytest.raises(Exception, match="First Council ended on 9 March 2012"):
        change_risk(risk, lead_partner=partner, **who)


def test_a_body_that_has_ended_gets_nothing_new(programme, programme_manager, administrator, body):
    who = {"programme": programme, "at": MARCH_2012, "body": body}
    lifecycle.end_standing(
        body, by=programme_manager, at=MARCH_2012, on=MARCH_2012.date(), why="Dissolved"
    )
    body.refresh_from_db()
    day = date(2012, 4, 4)
    for add, values in (
        (add_meeting, {"on": day, "by": programme_manager}),
        (add_closed_day, {"on": day, "reason": "Move", "by": programme_manager}),
        (
            actions.give_role,
            {"username": "administrator", "role": "committee_member", "by": administrator},
        ),
    ):
        with pytest.raises(Exception, match="Joint committee ended on 9 March 2012"):
            add(**who, **values)


ENDS = {"on": "9 March 2012", "why": "Dissolved"}


def test_a_body_ends_once_it_is_said_what_becomes_of_its_meeting_to_come(manager, body):
    meeting = MeetingFactory(body=body, on=date(2012, 4, 4))
    end, asked = f"{HOME}bodies/{body.pk}/end/", f"meeting_{meeting.pk}"
    page = press(manager, end, **ENDS)
    assert errors(page) == {asked: "Say what becomes of the meeting on 4 April 2012."}
    page = press(manager, end, **ENDS, **{asked: "pass"})
    assert "Nothing succeeds Joint committee." in errors(page)[asked]
    press(manager, end, **ENDS, **{asked: "cancel"})
    meeting.refresh_from_db()
    assert meeting.state == "cancelled" and Body.objects.get(pk=body.pk).ended_on


@pytest.mark.each
def test_its_meeting_goes_to_the_successor_that_the_form_names(manager, programme, body):
    meeting = MeetingFactory(body=body, on=date(2012, 4, 4))
    after = BodyFactory(programme=programme, name="Unity committee")
    said = {**ENDS, "successor": after.pk, f"meeting_{meeting.pk}": "pass"}
    press(manager, f"{HOME}bodies/{body.pk}/end/", **said)
    assert "4 April 2012" in words(manager.get(f"{HOME}bodies/{after.pk}/"))
    meeting.refresh_from_db()
    assert meeting.body == after and meeting.stands
    assert "passed on the meeting" in words(manager.get(f"{HOME}meetings/{meeting.pk}/"))


@pytest.mark.each
def test_two_who_change_one_body_are_asked(manager, programme_manager, body):
    edit = f"{HOME}bodies/{body.pk}/edit/"
    opened = sent(manager.get(edit))
    who = {"by": programme_manager, "at": MARCH_2012}
    lifecycle.change_standing(body, name="Joint Board", **who)
    page = manager.post(edit, {**opened, "name": "Joint Panel"})
    assert "Joint Board was changed while you were working on it" in words(page)
    assert "was changed" in words(manager.post(edit, {**opened, "version": "", "name": "X"}))


def test_an_end_from_an_old_page_says_what_changed(manager, programme_manager, partner):
    end = f"{HOME}partners/{partner.pk}/end/"
    opened = sent(manager.get(end))
    who = {"by": programme_manager, "at": MARCH_2012}
    lifecycle.change_standing(partner, name="New First Council", **who)
    page = manager.post(end, {**opened, "on": "9 March 2012", "why": "Merged"})
    assert "Programme manager changed New First Council since you opened" in words(page)


# --- as at a moment


@pytest.mark.each
def test_before_one_was_entered_there_is_none(manager, programme, programme_manager):
    who = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
    partner = actions.add_partner(name="Moorland Council", **who)
    body = actions.add_body(name="Moorland Board", **who)
    for address in "partners/", "bodies/", "meetings/", "":
        assert "Moorland" in words(manager.get(HOME + address))
        assert "Moorland" not in words(manager.get(HOME + address + YESTERDAY))
    for address in f"partners/{partner.pk}/", f"bodies/{body.pk}/":
        assert manager.get(HOME + address + YESTERDAY).status_code == 404


def test_pages_of_a_moment_use_the_names_of_the_moment(
    manager, programme, programme_manager, partner, body
):
    early = {"by": programme_manager, "at": noon(2012, 3, 1)}
    add_risk(programme=programme, title="It", likelihood=3, impact=3, lead_partner=partner, **early)
    meeting = MeetingFactory(body=body, on=date(2012, 4, 4))
    for row in partner, body:
        who = {"by": programme_manager, "at": MARCH_2012}
        lifecycle.change_standing(row, name=f"New {row.name}", **who)
    for address in "risks/R1/", "meetings/", f"meetings/{meeting.pk}/", "":
        now, before = (words(manager.get(HOME + address + at)) for at in ("", YESTERDAY))
        assert "New First Council" in now or "New Joint committee" in now
        assert "New First" not in before and "New Joint" not in before


# --- what reads the same


ALIKE = ["second  partner council", "SECOND PARTNER COUNCIL", "Second Partner Council."]


@pytest.mark.each
@pytest.mark.parametrize("name", ALIKE)
def test_a_partner_that_reads_the_same_is_refused_by_its_name(manager, programme, name):
    PartnerFactory(programme=programme, name="Second Partner Council")
    page = manager.post(f"{HOME}partners/add/", {"name": name})
    assert errors(page)["name"] == "There is “Second Partner Council” already."


@pytest.mark.each
@pytest.mark.parametrize(
    "name", ["Kings Lynn & West", "king’s lynn  and west", "KING'S LYNN & WEST"]
)
def test_a_body_that_reads_the_same_is_refused_by_its_name(manager, programme, name):
    BodyFactory(programme=programme, name="King's Lynn and West")
    add = {"name": name, "kind": "board", "clear_days": "5", "nation": "ENG", "regime": "neither"}
    page = manager.post(f"{HOME}meetings/bodies/add/", add)
    assert errors(page)["name"] == "There is “King's Lynn and West” already."


def test_a_new_name_that_reads_like_another_one_is_refused(manager, programme, both):
    PartnerFactory(programme=programme, name="Second Council")
    BodyFactory(programme=programme, name="Board & Panel")
    for where, row, name in (
        ("partners", both["partner"], "second council"),
        ("bodies", both["body"], "Board and panel"),
    ):
        assert set(errors(press(manager, f"{HOME}{where}/{row.pk}/edit/", name=name))) == {"name"}


def test_a_name_may_be_written_another_way(manager, partner):
    press(manager, f"{HOME}partners/{partner.pk}/edit/", name="FIRST Council", corrects="on")
    assert Partner.objects.get().name == "FIRST Council"


def test_a_programme_that_reads_the_same_is_refused_by_its_name(manager, programme):
    ProgrammeFactory(name="Health & Care")
    page = manager.post(f"{HOME}edit/", {"name": "health and care", "accent": "blue"})
    assert errors(page)["name"] == "There is “Health & Care” already."
    with pytest.raises(Exception, match="There is “Health & Care” already"):
        creating.found_programme(
            at=MARCH_2012,
            name="Health  and Care",
            slug="health",
            username="x",
            job_title="X",
            password="x",
        )


# --- reporting lines


def report(client, below, above):
    return press(client, f"{HOME}bodies/{below.pk}/edit/", reports_to=above.pk if above else "")


@pytest.mark.each
def test_a_body_reports_to_another_one_and_both_pages_say_so(manager, programme, body):
    board = BodyFactory(programme=programme, name="Programme board")
    report(manager, board, body)
    assert "Reports to Joint committee" in words(manager.get(f"{HOME}bodies/{board.pk}/"))
    assert "Bodies that report to it Body Programme board" in words(
        manager.get(f"{HOME}bodies/{body.pk}/")
    )
    assert "Joint committee" in words(manager.get(f"{HOME}bodies/")).split("Programme board")[1]
    assert "Reports to Joint" not in words(manager.get(f"{HOME}bodies/{board.pk}/{YESTERDAY}"))


def test_reporting_lines_go_round_in_no_circle(manager, programme, body):
    board, team = (BodyFactory(programme=programme, name=name) for name in ("Board", "Team"))
    report(manager, board, body)
    report(manager, team, board)
    said = errors(report(manager, body, team))["reports_to"]
    assert (
        said == "Team reports to Joint committee already, so Joint committee cannot report to it."
    )
    assert str(body.pk) not in dict(
        manager.get(f"{HOME}bodies/{body.pk}/edit/").context["form"].fields["reports_to"].choices
    )


def test_what_reported_to_a_body_reports_to_its_successor(manager, programme, body):
    board = BodyFactory(programme=programme, name="Board", reports_to=body)
    after = BodyFactory(programme=programme, name="Joint board")
    end = {"on": "9 March 2012", "why": "Replaced", "successor": after.pk}
    press(manager, f"{HOME}bodies/{body.pk}/end/", **end)
    assert Body.objects.get(pk=board.pk).reports_to == after


def test_a_body_that_has_meetings_stays_as_open_as_it_was(manager, programme, body):
    edit = f"{HOME}bodies/{body.pk}/edit/"
    opened = sent(manager.get(edit))
    opened.pop("is_public")
    MeetingFactory(body=body)
    assert set(errors(manager.post(edit, opened))) == {"is_public"}


# --- posts


def test_a_post_is_held_without_an_account(manager, body):
    page = f"{HOME}bodies/{body.pk}/"
    assert "No post recorded yet." in words(manager.get(page))
    chair = {"title": "Chair", "holder": "Leader, First Council", "from_on": "1 May 2011"}
    press(manager, f"{page}posts/add/", **chair)
    assert "Chair Leader, First Council 1 May 2011" in words(manager.get(page))
    assert "Leader, First Council" not in words(manager.get(page + YESTERDAY))
    event = AuditEvent.objects.first()
    assert (event.verb, event.title) == ("added a post of", "Joint committee")
    assert event.changes[0]["now"] == "Leader, First Council, from 1 May 2011"


@pytest.mark.parametrize("field", ["from_on", "to_on"])
def test_a_post_of_another_century_is_asked_back(manager, body, field):
    typed_in = {"title": "Chair", "holder": "Leader", field: "1 March 2112"}
    page = press(manager, f"{HOME}bodies/{body.pk}/posts/add/", **typed_in)
    assert errors(page)["sure"].startswith("1 March 2112 is 100 years ahead.")
    assert not body.posts.exists()


@pytest.mark.each
def test_nothing_is_offered_as_its_own_successor(manager, programme, body):
    other = BodyFactory(programme=programme, name="Other")
    page = manager.get(f"{HOME}bodies/{body.pk}/end/")
    assert list(page.context["form"].fields["successor"].queryset) == [other]
    assert "For example, 31 March 2026" in words(page)


def test_a_post_ends_and_the_next_holder_is_another_row(manager, programme_manager, body):
    who = {"by": programme_manager, "at": MARCH_2012}
    post = lifecycle.add_post(body, title="Chair", holder="Leader", from_on=date(2011, 5, 1), **who)
    edit = f"{HOME}bodies/posts/{post.pk}/edit/"
    assert errors(press(manager, edit, to_on="1 May 2010"))["__all__"] == "“To” is before “from”."
    press(manager, edit, to_on="1 March 2012", why="Election")
    assert "Chair Leader 1 May 2011 1 March 2012" in words(manager.get(f"{HOME}bodies/{body.pk}/"))
    assert AuditEvent.objects.first().reason == "Election"


@pytest.mark.each
def test_posts_end_with_their_body(manager, programme_manager, body):
    who = {"by": programme_manager, "at": MARCH_2012}
    post = lifecycle.add_post(body, title="Chair", holder="Leader", **who)
    lifecycle.end_standing(body, on=MARCH_2012.date(), why="Dissolved", **who)
    post.refresh_from_db()
    assert post.to_on == MARCH_2012.date()
    assert f"{HOME}bodies/{body.pk}/posts/add/" not in links(
        manager.get(f"{HOME}bodies/{body.pk}/")
    )


def test_empty_lists_say_what_to_do_first(manager):
    assert "No partner yet." in words(manager.get(f"{HOME}partners/"))
    assert "No body yet." in words(manager.get(f"{HOME}bodies/"))


@pytest.mark.parametrize("reader", ["committee_member", "auditor"])
def test_a_reader_is_offered_no_button(request, signed_in, both, reader):
    client = signed_in(request.getfixturevalue(reader))
    for address in (
        "partners/",
        "bodies/",
        *(
            f"{where}/{both[kind].pk}/"
            for kind, where in (("partner", "partners"), ("body", "bodies"))
        ),
    ):
        found = links(client.get(HOME + address))
        assert not [url for url in found if url.endswith(("/add/", "/edit/", "/end/", "/restore/"))]


def test_every_page_is_found_from_the_overview_and_the_calendar(manager, both):
    home = links(manager.get(HOME))
    assert f"{HOME}partners/" in home and f"{HOME}bodies/" in home
    calendar = links(manager.get(f"{HOME}meetings/"))
    assert f"{HOME}bodies/" in calendar and f"{HOME}bodies/{both['body'].pk}/" in calendar
    assert f"{HOME}reorganisation/" in links(manager.get(f"{HOME}partners/"))


# --- Names that read the same ---------------------------------------------------------------------

CYRILLIC = "First C\u043euncil"  # its o is another letter


@pytest.mark.each
@pytest.mark.parametrize(
    ("there", "name"),
    [
        ("J.A.I.C.", "JAIC"),
        ("Tŷ Council", "Ty council"),
        ("Second Council", "Secondcouncil"),
        ("Second-Council", "Second council"),
    ],
)
def test_a_name_that_reads_the_same_is_refused(there, name, programme, manager):
    BodyFactory(programme=programme, name=there)
    data = {"kind": "scrutiny", "clear_days": "5", "nation": "ENG", "regime": "council"}
    page = manager.post(f"{HOME}meetings/bodies/add/", {**data, "name": name})
    assert errors(page)["name"] == f"There is “{there}” already."


def test_a_name_with_a_letter_of_another_alphabet_is_refused(programme, manager, partner):
    page = press(manager, f"{HOME}partners/add/", name=CYRILLIC)
    assert "Cyrillic and Latin" in errors(page)["name"]
    page = press(manager, f"{HOME}partners/{partner.pk}/edit/", name=CYRILLIC)
    assert "Cyrillic and Latin" in errors(page)["name"]


def test_each_body_gets_an_address_of_its_own(programme, programme_manager):
    who = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
    slugs = []
    for name in ("One", "Two", "Three", "Four"):
        body = actions.add_body(name="JAIC", **who)
        slugs.append(body.slug)
        lifecycle.change_standing(
            body, by=programme_manager, at=MARCH_2012, name=name, corrects=True
        )
    assert slugs == ["jaic", "shared-management-jaic", "jaic-2", "jaic-3"]


def test_a_former_name_that_papers_carry_comes_back_to_its_partner_alone(
    programme, programme_manager, partner
):
    who = {"by": programme_manager, "at": noon(2012, 4, 1)}
    PositionFactory(programme=programme, at=MARCH_2012)
    lifecycle.change_standing(partner, name="New Council", **who)
    with pytest.raises(Exception, match="Published papers use “First Council” for New Council"):
        actions.add_partner(programme=programme, name="First council", **who)
    back = lifecycle.change_standing(partner, name="First Council", **who)
    assert back.name == "First Council"


def test_a_post_is_written_in_one_way(programme_manager, body):
    who = {"by": programme_manager, "at": MARCH_2012, "holder": "Leader"}
    lifecycle.add_post(body, title="Chair", **who)
    assert lifecycle.add_post(body, title=" Chair  ", **who).title == "Chair"
    with pytest.raises(Exception, match="There is “Chair” already. Write it in the same way."):
        lifecycle.add_post(body, title="chair", **who)
