"""A programme in which nothing has been entered yet, and its first person.

A program of its own, for a stack:

python -m tests.e2e.empty_programme
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from programme.demo import PASSWORD  # noqa: E402
from programme.models import Membership, Programme, User  # noqa: E402


def main():
    now = timezone.now()
    person = User.objects.create_user("newcomer", password=PASSWORD, job_title="Programme Manager")
    programme = Programme.objects.create(name="New programme", slug="new-programme", created_at=now)
    for role in "programme_manager", "administrator":
        Membership.objects.create(user=person, programme=programme, role=role, granted_at=now)


if __name__ == "__main__":
    main()
