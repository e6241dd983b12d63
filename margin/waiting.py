"""The discussions that wait for somebody: on rows that they own, and those in which they are
mentioned.
"""

from collections import Counter

from django.urls import reverse

from programme.formats import counted
from programme.log import Need, logs
from programme.owners import PERSON, owned_by

from .models import Comment


def waits_for(user, programmes) -> list[Need]:
    """A line for each row with open discussions that wait for `user`; as many queries for many rows
    as for one.
    """
    roles = {}
    for one in user.memberships.current().filter(programme__in=programmes):
        roles.setdefault(one.programme_id, set()).add(one.role)
    found = list(Comment.objects.open().filter(programme__in=programmes))
    mentioned = _with(user)
    return [need for log in logs() for need in _of_log(log, user, roles, found, mentioned)]


def _owned(log, rows, user):
    """The keys of those rows that somebody leads, or owns with the lead."""
    if PERSON not in log.bound:
        return set()
    mine = log.model.objects.filter(owned_by(log.model, [user.pk]), pk__in=rows)
    return set(mine.order_by().values_list("pk", flat=True))


def _with(user):
    """The keys of discussions in which somebody is mentioned."""
    said = Comment.objects.standing().filter(mentions__person=user)
    return {of or pk for pk, of in said.values_list("pk", "answers_to")}


def _of_log(log, user, roles, found, mentioned):
    mine = [one for one in found if one.log == log.name]
    mine = [one for one in mine if log.permission.roles & roles.get(one.programme_id, set())]
    if not mine:
        return
    rows = log.model.objects.select_related("programme").in_bulk({one.subject_id for one in mine})
    owned = _owned(log, rows, user)
    waits = Counter(
        one.subject_id for one in mine if one.pk in mentioned or one.subject_id in owned
    )
    for pk, number in sorted(waits.items()):
        row = rows[pk]
        path = reverse(log.detail_url_name, args=[row.programme.slug, row.reference])
        said = f"{counted(number, 'open comment')} on {row}, {row.programme}"
        yield Need(said, f"{path}#comments", "waiting")
