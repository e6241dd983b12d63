"""Rows that tests begin with.

Kernel rows are made straight; rows of a log by the log's own actions, so that they have a past.
"""

from datetime import date, datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programme.authorization import Role
from programme.models import Body, Meeting, Membership, Partner, Programme, ReportedPosition, User
from programme.position import Position

PASSWORD = "correct horse battery staple"


def noon(year, month, day):
    """Midday in London on that day."""
    return timezone.make_aware(datetime(year, month, day, 12))


MARCH_2012 = noon(2012, 3, 9)  # the day of the seed register's position


def as_at(programme, moment=MARCH_2012, since=None):
    """The position of a programme as its history tells it."""
    return Position.as_at(programme, moment, since)


def as_now(programme, day=None, since=None):
    """The position of a programme as its tables stand, on a day; the seed register's without
    one.
    """
    return Position.on(programme, day or MARCH_2012.date(), since)


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: f"Shared management {n}")
    slug = factory.Sequence(lambda n: f"shared-management-{n}")
    created_at = noon(2011, 4, 1)


class KeptFactory(DjangoModelFactory):
    """A row of the kernel with a past: it was added when the programme began."""

    class Meta:
        abstract = True

    created_at = updated_at = noon(2011, 4, 1)

    @classmethod
    def _create(cls, model, *args, **values):
        row = model(*args, **values)
        row._history_date = row.created_at
        row.save()
        return row


class PartnerFactory(KeptFactory):
    class Meta:
        model = Partner

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Council {n}")


class BodyFactory(KeptFactory):
    class Meta:
        model = Body

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Joint committee {n}")
    slug = factory.Sequence(lambda n: f"joint-committee-{n}")


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    on = date(2012, 4, 4)
    created_at = noon(2011, 4, 1)
    address = factory.LazyAttribute(lambda meeting: str(meeting.on))
    dated_at = updated_at = factory.SelfAttribute("created_at")

    @classmethod
    def _create(cls, model, **values):
        meeting = model(**values)
        meeting._history_date = meeting.created_at
        meeting.save()
        return meeting


class UserFactory(DjangoModelFactory):
    """Somebody who can sign in, with `password=PASSWORD` by hand; most tests sign people in
    without one.
    """

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person-{n}")
    job_title = factory.Sequence(lambda n: f"Officer {n}")

    @classmethod
    def _create(cls, model, *args, password=None, **values):
        return model.objects.create_user(*args, password=password, **values)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    programme = factory.SubFactory(ProgrammeFactory)
    role = Role.PROGRAMME_MANAGER
    user = factory.SubFactory(UserFactory)
    granted_at = noon(2011, 4, 1)


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = ReportedPosition

    programme = factory.SubFactory(ProgrammeFactory)
    at = MARCH_2012
    label = "Programme management report"


def person(programme, role, **values):
    """Somebody with one role in the programme."""
    return MembershipFactory(
        programme=programme, role=role, user__job_title=Role(role).label, **values
    ).user
