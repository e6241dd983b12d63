"""Owners are people in every log: picked in the form, found by the filter, refused when they have
no part; papers name posts alone.
"""

from dataclasses import replace

import pytest

from programme import further_owners
from programme.models import Membership, User
from programme.owners import FURTHER, PERSON
from tests.contract.kit import each_log
from tests.contract.test_register import references
from tests.contract.world import NOW, THEN, Refused
from tests.factories import MARCH_2012, MembershipFactory
from tests.reading import words

LEAD = "Workstream lead"


def owned(w, kit, **typed):
    """An entry whose owner was picked in its edit form; None where a log's rows have no owner."""
    if PERSON not in kit.log.bound:
        return None
    entry = w.make(kit, next(iter(kit.subjects)))
    url = kit.edit_url(entry)
    typed = {PERSON: w.person("workstream_lead").pk, **typed}
    w.press(url, w.filled_in(url, typed), by="programme_manager")
    entry.refresh_from_db()
    return entry


@each_log
def test_a_person_is_picked_shown_found_and_downloaded(w, kit):
    w.register(kit)
    if not (entry := owned(w, kit, owner="")):
        return
    person = w.person("workstream_lead")
    assert (entry.owner_user, entry.owner) == (person, LEAD)
    facts, _, history = words(w.open(kit.url(entry))).rpartition("History")
    assert f"Owner (person) {person.title}" in facts and f"Owner (person) now {LEAD}" in history
    assert person.title not in words(w.open(kit.url(entry) + THEN))
    for query in "?person=workstream_lead", "?person=workstream_lead&at=2012-03-10":
        assert references(w.open(kit.register_url + query)) == [entry.reference]
    (row,) = w.rows(kit, "?person=workstream_lead")
    assert row[PERSON] == person.title
    assert entry.reference not in references(w.open(f"{kit.register_url}?person=none"))


@pytest.mark.alike
@each_log
def test_a_paper_names_no_person_and_tells_of_none(w, kit):
    if entry := owned(w, kit):
        further_owners.name_owner(entry, person=w.person("auditor"), by=w.who["by"], at=NOW)
        paper = replace(w.position(NOW, MARCH_2012), for_paper=True)
        rows = kit.log.rows(kit.log.entries(paper), paper)
        assert [(row[PERSON], row[FURTHER]) for row in rows] == [(None, [])]
        told = w.content("changes", NOW, MARCH_2012)["rows"]
        assert not [one for one in told if "(person)" in str(one) or "Further" in str(one)], entry


@pytest.mark.alike
@each_log
def test_somebody_of_another_programme_or_who_left_is_refused_and_stays_where_they_stand(w, kit):
    if not (entry := owned(w, kit)):
        return
    url, other = kit.edit_url(entry), MembershipFactory().user
    lead = w.person("workstream_lead")
    Membership.objects.filter(user=lead).update(ended_at=NOW, ended_by=lead)
    for stranger in other, w.person("committee_member"):
        with pytest.raises(Refused, match="Choose one of the choices"):
            w.press(url, w.filled_in(url, {PERSON: stranger.pk}), by="programme_manager")
    w.press(url, w.filled_in(url, {"owner": "Head of all"}), by="programme_manager")
    entry.refresh_from_db()
    assert (entry.owner_user, entry.owner) == (lead, "Head of all")
    offered = w.open(kit.add_url).context["form"].fields[PERSON].queryset
    assert lead not in offered and User.objects.get(username="auditor") in offered
