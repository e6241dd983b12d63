"""What was exempt is released later: a new public edition of the same content."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from papers import exempting
from papers.models import Exemption
from programme.authorization import NotPermitted
from programme.models import AuditEvent
from reports import actions
from reports.editions import kept_back, public_edition
from reports.models import Report
from risks.actions import change_risk
from risks.models import Risk
from tests.factories import noon
from tests.papers.clearing import LATER
from tests.papers.exempt import *  # noqa: F403  (its fixtures)
from tests.papers.exempt import SECRET, draw
from tests.reading import sent, words

pytestmark = pytest.mark.once

AFTER = noon(2012, 5, 2)


@pytest.fixture
def published(blank, publish):
    return publish(blank)


@pytest.fixture
def lift(democratic_services):
    """A function that lifts what is kept back of these keys."""

    def step(*keys):
        who = {"by": democratic_services, "at": AFTER, "why": "The contract is signed."}
        for row in Exemption.objects.filter(key__in=keys):
            exempting.lift(row, **who)

    return step


@pytest.fixture
def release(democratic_services):
    def step(report, reason="The contract is signed."):
        return actions.release_report(report, by=democratic_services, at=AFTER, reason=reason)

    return step


def test_a_release_is_a_new_public_edition_of_the_same_content(
    published, lift, release, publish, write, programme_manager, client
):
    lift("lease")
    write("lease", f"{SECRET}\n\nAnd more.", at=AFTER, state="done")
    change_risk(Risk.objects.get(), by=programme_manager, at=AFTER, title="Another title")
    new = publish(draw(release(published), AFTER), AFTER)
    assert [*kept_back(new.content)] == [
        one for one in kept_back(published.content) if one != "lease"
    ]
    part, was = (
        next(one for one in of.content["words"] if one["key"] == "lease") for of in (new, published)
    )
    assert part == {name: one for name, one in was.items() if name != "withheld"}
    assert new.content["sections"] == published.content["sections"]
    assert "Zebrafalcon" in json.dumps(public_edition(new.content))
    address = ["scrutiny", "2012-04-04", "cover"]
    page = words(client.get(reverse("published_report", args=address)))
    assert "Zebrafalcon" in page and "The contract is signed." in page
    assert "Lease of the depot: kept from the public" in page and "superseded" in page
    earlier = words(client.get(reverse("published_version", args=[*address, 1])))
    assert "Zebrafalcon" not in earlier and "is exempt and is not published" in earlier


def test_the_earlier_edition_stays_as_superseded_and_the_release_is_recorded(
    published, lift, release, publish
):
    lift("lease")
    publish(draw(release(published), AFTER), AFTER)
    published.refresh_from_db()
    assert published.state == "superseded"
    event = AuditEvent.objects.get(verb="began the release of")
    assert event.changes[0]["now"] == "Lease of the depot"


def test_nothing_is_released_that_is_kept_back_still(published, release, lift, scrutiny_officer):
    with pytest.raises(ValidationError, match="kept back still"):
        release(published)
    lift("lease")
    with pytest.raises(ValidationError, match="Say why"):
        release(published, " ")
    with pytest.raises(NotPermitted):
        actions.release_report(published, by=scrutiny_officer, at=AFTER, reason="Signed")


def test_all_of_it_is_released_and_there_is_one_edition_then(published, lift, release, publish):
    lift(*Exemption.objects.values_list("key", flat=True))
    new = draw(release(published), AFTER)
    assert not new.has_full and new.full_files == {} and publish(new, AFTER).is_frozen
    assert "SHA-256" in json.dumps(new.public_content["differences"])


def test_a_release_whose_content_leaks_what_is_kept_still_is_held_up(
    published, lift, release, publish
):
    lift("lease")
    new = draw(release(published, "The grey heron clause of Grandiflora is 743,195,600"), AFTER)
    assert new.leaks == []  # the lease is public now, and says so
    assert publish(new, AFTER).is_frozen


def test_it_is_offered_and_pressed_on_the_page_once_something_is_lifted(
    published, lift, democratic_services, signed_in
):
    officer = signed_in(democratic_services)
    slug = published.definition.programme.slug
    page = reverse("reports:detail", args=[slug, published.pk])
    step = reverse("reports:release", args=[slug, published.pk])
    assert "Release what was exempt" not in words(officer.get(page))
    assert "kept back no more; lift that" in words(officer.get(step, follow=True))
    lift("risks")
    assert "Release what was exempt" in words(officer.get(page))
    shown = officer.post(step, {**sent(officer.get(step)), "reason": "Signed"}, follow=True)
    assert "Version 2 begun" in words(shown)
    assert Report.objects.get(version=2).releases


def test_a_correction_takes_what_was_lifted_too(published, lift, democratic_services):
    lift("lease")
    how = {"by": democratic_services, "at": LATER, "reason": "A slip"}
    assert "lease" in kept_back(draw(actions.correct_report(published, **how), LATER).content)
    report = Report.objects.get(version=2)
    actions.draw_again(report, by=democratic_services, at=AFTER)
    assert "lease" not in kept_back(draw(report, AFTER).content)
