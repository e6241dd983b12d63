"""Registers kept under a name: one's own and shared ones, opened, changed, deleted."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from programme import saved_views
from programme.authorization import NotPermitted
from programme.models import AuditEvent, SavedView
from programme.ui.saved_views import as_saved
from risks import actions
from risks.log import RISKS
from tests.factories import MARCH_2012
from tests.reading import errors, links, sent, words

REGISTER = "/programmes/shared-management/risks/"
VIEWS = "/programmes/shared-management/views/"
LIVE = "state=live&sort=-score"


@pytest.fixture
def keep(programme):
    """A function that saves a view of the risks."""

    def save(by, name="Live ones", query=LIVE, **details):
        who = {"programme": programme, "by": by, "at": MARCH_2012}
        return saved_views.save_view(RISKS, name=name, query=query, **who, **details)

    return save


def press(browser, page, label, **typed):
    """Follows the link of a page and sends the form behind it."""
    url = next(url for url, texts in links(page).items() if label in texts)
    form = browser.get(url)
    return browser.post(url, {**sent(form), **typed}, follow=True)


def test_a_view_is_saved_opens_the_register_is_renamed_and_deleted(
    signed_in, programme, programme_manager
):
    actions.add_risk(programme=programme, by=programme_manager, at=MARCH_2012, title="Rain")
    manager = signed_in(programme_manager)
    assert "Save this view" not in words(manager.get(REGISTER))
    page = manager.get(f"{REGISTER}?{LIVE}&q=&page=1")
    done = press(manager, page, "Save this view", name="Live ones", opens="on")
    assert done.redirect_chain == [(f"{REGISTER}?{LIVE}", 302)]
    assert "View “Live ones” saved." in words(done) and "Save this view" not in words(done)
    assert manager.get(REGISTER).url == f"{REGISTER}?{LIVE}"
    everything = f"{REGISTER}?view=all"
    assert everything in links(done) and manager.get(everything).status_code == 200
    views = manager.get(f"{VIEWS}?log=risks")
    assert "Yes, for you" in words(views) and f"{REGISTER}?{LIVE}" in links(views)
    done = press(manager, views, "Change", name="All that live", opens="")
    assert "All that live" in words(done)
    assert manager.get(REGISTER).status_code == 200
    assert not AuditEvent.objects.filter(title__contains="live").exists()  # nobody else's business
    pk = SavedView.objects.get().pk
    page = manager.get(f"{VIEWS}{pk}/")
    done = press(manager, page, "Delete this view")
    assert "View “All that live” deleted." in words(done) and not SavedView.objects.exists()


def test_a_shared_view_is_everybodys_to_open_and_the_managers_to_change(
    signed_in, programme_manager, workstream_lead, keep
):
    mine = keep(workstream_lead, "Mine")
    lead, manager = signed_in(workstream_lead), signed_in(programme_manager)
    assert "Mine" not in words(manager.get(VIEWS))
    assert manager.get(f"{VIEWS}{mine.pk}/").status_code == 404
    assert "is_shared" not in lead.get(f"{VIEWS}{mine.pk}/").context["form"].fields
    with pytest.raises(NotPermitted):
        saved_views.change_view(
            mine, by=workstream_lead, at=MARCH_2012, name="Mine", is_shared=True
        )
    shared = keep(programme_manager, "Ours", is_shared=True, query="state=open")
    page = lead.get(REGISTER)
    assert {f"{REGISTER}?state=open", f"{REGISTER}?{LIVE}"} <= set(links(page))
    form = lead.get(f"{VIEWS}{shared.pk}/")
    assert [*form.context["form"].fields] == ["version", "opens"]
    assert lead.post(f"{VIEWS}{shared.pk}/", {**sent(form), "opens": "on"}).status_code == 302
    assert lead.get(REGISTER).url == f"{REGISTER}?state=open"
    assert manager.get(REGISTER).status_code == 200
    assert lead.get(f"{VIEWS}{shared.pk}/delete/").status_code == 302
    for act in saved_views.delete_view, saved_views.change_view:
        more = {"name": "Theirs"} if act is saved_views.change_view else {}
        with pytest.raises(NotPermitted):
            act(shared, by=workstream_lead, at=MARCH_2012, **more)
    saved_views.delete_view(shared, by=programme_manager, at=MARCH_2012)
    verbs = [one.verb for one in AuditEvent.objects.filter(title="Ours").order_by("id")]
    assert verbs == ["shared the view", "deleted the shared view"]


def test_a_view_whose_filter_no_longer_fits_says_so(signed_in, programme_manager, keep):
    manager = signed_in(programme_manager)
    old = "owner=Nobody+now&colour=blue&sort=hue"
    keep(programme_manager, query=old)
    said = words(manager.get(f"{REGISTER}?{old}"))
    gone = "colour, Risk owner, its order"
    assert f"The saved view “Live ones” no longer fits this register: {gone}." in said
    for number in range(12):
        keep(programme_manager, f"Another {number}", f"q={number}")
    said = words(manager.get(f"{REGISTER}?{old}"))
    assert said.count("Another ") == 11 and "All 13 saved views" in said


def test_what_cannot_be_saved_is_said_at_its_field_and_kept(signed_in, programme_manager, keep):
    keep(programme_manager)
    manager = signed_in(programme_manager)
    url = f"{VIEWS}add/?log=risks&show=state%3Dopen"
    page = manager.post(url, {**sent(manager.get(url)), "name": "LIVE ONES"})
    assert "name already" in errors(page)["name"]
    for query, says in (("", "Filter or sort"), ("q=" + "x" * 3000, "too long")):
        with pytest.raises(ValidationError, match=says):
            keep(programme_manager, "Another", query)
    nul = QueryDict("q=a%00b&a%00=b&state=open")  # no address may hold it: a view would never open
    assert as_saved(nul) == "state=open"
    one = SavedView.objects.get()
    form = manager.get(f"{VIEWS}{one.pk}/")
    saved_views.change_view(one, by=programme_manager, at=MARCH_2012, name="First")
    late = manager.post(f"{VIEWS}{one.pk}/", {**sent(form), "name": "Second"})
    assert "changed First since you opened this page" in words(late)
