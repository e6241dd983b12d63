"""Whoever acts on an entry is told from a second person of their title, on its page; a paper has
the title alone.
"""

import json
from dataclasses import replace

import pytest

from programme.models import AuditEvent, User
from programme.reporting import sections
from tests.contract.kit import each_log
from tests.contract.world import NOW
from tests.factories import MARCH_2012, UserFactory
from tests.reading import words


@pytest.mark.alike
@each_log
def test_a_second_person_of_a_title_is_told_apart_and_no_paper_has_a_name(w, kit):
    full, entry = w.make(kit, kit.full), w.make(kit, next(iter(kit.subjects)))
    name, value, _ = kit.change
    for title in User.objects.values_list("job_title", flat=True).distinct():
        UserFactory(job_title=f" {title.upper()}", name="Sam Reed")
    manager = User.objects.get(pk=w.person("programme_manager").pk)
    edit = kit.edit_url(entry)
    w.press(edit, w.filled_in(edit, {name: value}), by=manager)
    entry.refresh_from_db()
    assert AuditEvent.objects.first().by_name == entry.updated_by_name == manager.known_as
    assert manager.known_as == "Programme manager (programme_manager)"
    for one in full, entry:
        assert "Programme manager (programme_manager)" in words(w.open(kit.url(one)))
    assert not names_in_papers(w, kit)


def names_in_papers(w, kit):
    """User names in what reports print of the log, and of what changed in it."""
    position = w.position(NOW, MARCH_2012.replace(year=2011))
    keys = [section.key for section in kit.sections] + ["changes"]
    printed = [sections()[key].context(replace(position, for_paper=True)) for key in keys]
    usernames = User.objects.exclude(username__startswith="person").values_list("username")
    return [name for (name,) in usernames if f"({name})" in json.dumps(printed)]
