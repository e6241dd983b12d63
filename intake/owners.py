"""Owners whom nobody in the programme is called: a typing error makes a person of its own."""

from django.db.models.functions import Lower

from programme.log import logs
from programme.models import Membership
from programme.owners import owners_in
from programme.standing import plain_name

OWNERS = "owners"  # what owners of the file are called here, among the answers


class People:
    """Those who can own entries of a programme, by whatever a file may call them."""

    def __init__(self, programme):
        self._called = {}
        for one in owners_in(programme):
            for words in {*map(plain_name, (one.title, one.name, one.username, one.job_title))}:
                self._called.setdefault(words, []).append(one)

    def who(self, words):
        """The one person who is called so; None where nobody or several are."""
        found = self._called.get(plain_name(words), []) if words else []
        return found[0] if len(found) == 1 else None


def unknown_owners(log, programme, lines, answers) -> list:
    """The owners in a file that are neither a job title of the programme's people nor the owner of
    anything in its logs, each once; and those for whom somebody was named already.
    """
    said = {line.given.get(name) for line in lines for name in log.owners}
    said = {one for one in said if isinstance(one, str) and one}
    if not said:
        return []
    known = _known(programme)
    answered = answers.get(OWNERS, {})
    chosen = set(answered.values())
    new = [one for one in said if one.lower() not in known and one not in chosen]
    return sorted([*new, *answered], key=str.lower)


def _known(programme):
    people = Membership.objects.current().filter(programme=programme)
    found = set(people.values_list(Lower("user__job_title"), flat=True))
    for log in logs():
        for name in log.owners if hasattr(log.model, "objects") else ():
            if name in {field.name for field in log.model._meta.fields}:
                rows = log.model.objects.filter(programme=programme)
                found |= set(rows.order_by().values_list(Lower(name), flat=True).distinct())
    return found
