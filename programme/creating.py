"""How programmes begin, and who may begin one.

Each function is one step, as those of `actions` are, and raises what they raise.
"""

from itertools import count

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from programme import audit
from programme.actions import take_password
from programme.authorization import Role
from programme.authorization.service import CREATE_PROGRAMMES, GIVE_CREATION, require_here
from programme.models import CreationRight, Membership, Programme, User
from programme.records import add_audited, refuse_if, refuse_unless
from programme.standing import refuse_alike

LONGEST_ADDRESS = 50


def creators():
    """Everybody who may create programmes."""
    given = CreationRight.objects.current().values("user")
    return User.objects.filter(Q(is_superuser=True) | Q(pk__in=given), is_active=True)


def _begin(*, name, slug, at, **words):
    programme = Programme(name=name, slug=slug, created_at=at, **words)
    programme.full_clean()
    refuse_alike(name, Programme.objects.all())
    programme.save()
    return programme


def _give_first(role, person, programme, *, by, at):
    first = Membership(user=person, programme=programme, role=role, granted_at=at, granted_by=by)
    add_audited(first, programme=programme, by=by, at=at, verb="gave the first role to")


@transaction.atomic
def found_programme(*, at, name, slug, username, job_title, password):
    """Makes a programme with its first administrator, who gives all other roles.

    Only the installation can do this, by its command line. Somebody who can sign in already keeps
    their title and password.
    """
    programme = _begin(name=name, slug=slug, at=at)
    person = User.objects.filter(username__iexact=username).first()
    if person is None:
        person = User(username=username, job_title=job_title, must_change_password=True)
        take_password(person, password)
        person.save()
    _give_first(Role.ADMINISTRATOR, person, programme, by=None, at=at)
    return programme


@transaction.atomic
def create_programme(*, by, at, name, slug="", manages=False, job_title="", **words):
    """Begins a programme of which `by` is the first administrator, and with `manages` its first
    programme manager too.

    Its address is made from its name where none is given. `job_title` is that of somebody who has
    none yet: papers name people by it.
    """
    require_here(by, CREATE_PROGRAMMES)
    refuse_unless(slug or slugify(name), "Enter a name with letters in it.", "name")
    programme = _begin(name=name, slug=slug or _spare_address(name), at=at, **words)
    if job_title and not by.job_title:
        by = User.objects.get(pk=by.pk)  # by what they are known from now on
        by.job_title = job_title
        by.full_clean()
        by.save(update_fields=["job_title"])
    audit.record(programme, by=by, at=at, verb="created the programme", programme=programme)
    for role in [Role.ADMINISTRATOR, *[Role.PROGRAMME_MANAGER] * manages]:
        _give_first(role, by, programme, by=by, at=at)
    return programme


def _spare_address(name):
    plain = slugify(name)[: LONGEST_ADDRESS - 4].strip("-")
    spare = (plain if n == 1 else f"{plain}-{n}" for n in count(1))
    return next(one for one in spare if not Programme.objects.filter(slug=one).exists())


@transaction.atomic
def give_creation(*, by, at, username):
    """Lets somebody create programmes."""
    require_here(by, GIVE_CREATION)
    person = User.objects.filter(username__iexact=username, is_active=True).first()
    refuse_unless(person, "Nobody has this user name.", "username")
    held = person.is_superuser or person.creation_rights.current().exists()
    refuse_if(held, f"{person.title} may create programmes already.", "username")
    right = CreationRight(user=person, granted_at=at, granted_by=by)
    return add_audited(right, programme=None, by=by, at=at, verb="gave a right to")


@transaction.atomic
def end_creation(right, *, by, at, why):
    """Ends that somebody may create programmes. What they created stays as it is."""
    require_here(by, GIVE_CREATION)
    right = CreationRight.objects.select_for_update(of=("self",)).get(pk=right.pk)
    refuse_if(right.ended_at, "This right has ended already.")
    right.ended_at, right.ended_by = at, by
    right.save(update_fields=["ended_at", "ended_by"])
    audit.record(right, by=by, at=at, verb="ended the right of", programme=None, why=why)
    return right
