"""The statutory posts of councils: given to people, from a day to a day.

Who holds one may do what is asked of it, so they are given by those who give roles. Each function
is one step, as those of `lifecycle` are, and raises what they raise.
"""

from django.db import transaction

from programme import audit
from programme.actions import tell_of_wider_rights
from programme.authorization import require
from programme.authorization.permissions import KEEP_PEOPLE
from programme.authorization.roles import LOG_READERS
from programme.formats import day
from programme.lifecycle import held_in_words
from programme.models import Post, PostKind
from programme.records import (
    change_child,
    change_entry,
    lock_programme,
    locked,
    refuse_unless,
    save_child,
)
from programme.standing import refuse_ended


def _begin(council, by, version=None):
    """The council as it is now, locked, the programme with it."""
    require(by, KEEP_PEOPLE, council.programme)
    lock_programme(council.programme)
    return locked(council, version)


@transaction.atomic
def give_post(council, *, by, at, kind, holder, person=None, from_on=None, to_on=None):
    """Says who holds a statutory post of a council, by job title, and who signs in for it."""
    council = _begin(council, by)
    refuse_ended(council)
    held = {"holder": holder, "person": person, "from_on": from_on, "to_on": to_on}
    refuse_unless(kind in PostKind.values, "Choose one of the posts.", "kind")
    post = Post(partner=council, kind=kind, title=PostKind(kind).label, **held)
    _check(post)
    save_child(post, by=by, at=at)
    changes = [audit.note("post", post.title, "", _in_words(post))]
    change_entry(council, by=by, at=at, verb="gave a post of", changes=changes)
    _tell_if_own(post, by=by, at=at)
    return post


def _tell_if_own(post, *, by, at):
    """Who gives themselves a post may answer what is asked of it: the others are told."""
    if post.person == by:
        words = f"{by.title}: {post.title.lower()} of {post.partner}"
        tell_of_wider_rights(post.partner.programme, words, by=by, at=at)


@transaction.atomic
def change_post_held(post, *, by, at, why="", version=None, **values):
    """Ends a council's post on a day, or corrects how it was recorded; `version` is that of its
    council. Which post it is stays.
    """
    council = _begin(post.partner, by, version)
    was, post = (Post.objects.get(pk=post.pk) for _ in range(2))
    for name, value in values.items():
        setattr(post, name, value)
    _check(post, but=was)
    if change_child(was, by=by, at=at, **values):
        changes = [audit.note("post", was.title, _in_words(was), _in_words(post))]
        change_entry(council, by=by, at=at, verb="changed a post of", why=why, changes=changes)
        if was.person_id != post.person_id:
            _tell_if_own(post, by=by, at=at)
    return post


def _check(post, but=None):
    _refuse_stranger(post, but)
    _refuse_overlap(post)


def _refuse_stranger(post, but):
    """Refuses somebody who could not see what is asked of the post."""
    if post.person is None or (but and but.person_id == post.person_id):
        return
    roles = post.person.memberships.current().filter(programme=post.partner.programme_id)
    sees = roles.filter(role__in=LOG_READERS).exists()
    said = f"{post.person.title} has no role here that sees drafts. Give them a role first."
    refuse_unless(sees, said, "person")


def _refuse_overlap(post):
    """Refuses two holders of one post on one day."""
    same = Post.objects.filter(partner=post.partner_id, kind=post.kind).exclude(pk=post.pk)
    for other in same.order_by("from_on", "id"):
        before = post.to_on and other.from_on and post.to_on < other.from_on
        after = other.to_on and post.from_on and other.to_on < post.from_on
        said = f"{other.holder} holds it {_days(other)}. Enter days that do not overlap."
        refuse_unless(before or after, said, "from_on")


def _days(post):
    since = f"from {day(post.from_on)}" if post.from_on else "since an unknown day"
    return f"{since} to {day(post.to_on)}" if post.to_on else f"{since}, with no last day"


def _in_words(post):
    signs = f", signs in as {post.person.known_as}" if post.person else ""
    return f"{held_in_words(post)}{signs}"
