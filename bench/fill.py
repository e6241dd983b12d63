"""Fills programmes of the bench with registers of a given length and prints the session cookie of
their manager.

DATA_DIR=... python -m bench.fill 2000 10000      programmes register-2000 and register-10000
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from programme.authorization.roles import Role  # noqa: E402
from programme.models import Membership, Programme, User  # noqa: E402
from risks.models import Assessment, Risk  # noqa: E402
from search.indexing import rebuild  # noqa: E402

OWNERS = [
    "Director of Corporate Services",
    "Head of Legal and Democratic Services",
    "Chief Executive",
]


@transaction.atomic
def register(length, manager, now):
    """A programme whose register holds `length` assessed risks."""
    programme = Programme.objects.create(
        name=f"Register of {length}", slug=f"register-{length}", created_at=now
    )
    Membership.objects.create(
        user=manager, programme=programme, role=Role.PROGRAMME_MANAGER, granted_at=now
    )
    risks = Risk.objects.bulk_create(
        risk(programme, number, manager, now) for number in range(1, length + 1)
    )
    Risk.history.bulk_history_create(risks, default_user=manager, default_date=now)
    Assessment.objects.bulk_create(
        assessment for one in risks for assessment in assessments(one, now)
    )
    rebuild(programme, now.date())


def risk(programme, number, manager, now):
    likelihood, impact = number % 5 + 1, number // 5 % 5 + 1
    return Risk(
        programme=programme,
        number=number,
        reference=f"R{number}",
        title=f"A partner's plans change before stage {number} is done",
        owner=OWNERS[number % 3],
        state="open",
        likelihood=likelihood,
        impact=impact,
        score=likelihood * impact,
        review_on=(now + timedelta(days=number % 90 - 30)).date(),
        created_at=now,
        updated_at=now,
        updated_by=manager,
        updated_by_name=str(manager),
    )


def assessments(one, now):
    """What stands now, and what is aimed at."""
    for kind, likelihood in ("current", one.likelihood), ("target", 1):
        yield Assessment(
            risk=one,
            kind=kind,
            likelihood=likelihood,
            impact=one.impact,
            effective_on=now.date(),
            recorded_at=now,
            recorded_by=one.updated_by,
            recorded_by_name=one.updated_by_name,
        )


def main():
    now = timezone.now()
    manager = User.objects.create_user("bench-manager", job_title="Programme Manager")
    for length in map(int, sys.argv[1:]):
        register(length, manager, now)
    browser = Client()
    browser.force_login(manager, "programme.sessions.PasswordBackend")
    print(browser.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
