"""Who is told: people of a programme by their role, their body or their job title, as of now."""

from django.db.models import Q

from programme.authorization import LOG_READERS, Role
from programme.extension import secret_path
from programme.models import User
from programme.standing import plain_name


def _of(programme, *conditions, **held):
    memberships = programme.memberships.current().filter(*conditions, **held)
    found = User.objects.filter(pk__in=memberships.values("user"), is_active=True)
    return list(found.order_by("pk"))


def everyone_in(programme) -> list[User]:
    """Everybody with a part in the programme."""
    return _of(programme)


def readers_of(programme) -> list[User]:
    """Those who read the logs of the programme."""
    return _of(programme, role__in=LOG_READERS)


def those_who(permission, programme) -> list[User]:
    """Those whose roles hold a permission."""
    return _of(programme, role__in=permission.roles)


def members_of(body) -> list[User]:
    """The committee members who sit on a body; one whose role names no body sits on each."""
    return _of(body.programme, Q(body=body) | Q(body=None), role=Role.COMMITTEE_MEMBER)


def called(title, people) -> list[User]:
    """Those of `people` who have a job title, however it is written."""
    wanted = plain_name(title) if title else ""
    return [one for one in people if wanted and plain_name(str(one)) == wanted]


def may_still_be_told(mail, at) -> bool:
    """Whether whoever a mail is for still has the part in the programme for which it is; of a
    secret link, whether it still opens something.
    """
    if mail.secret:
        return bool(secret_path(mail, at))
    held = mail.person.memberships.current().filter(programme=mail.programme_id)
    if mail.is_of_the_logs:
        held = held.filter(role__in=LOG_READERS)
    return mail.person.is_active and held.exists()
